package org.jianzheng.record;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * What the tendering office decides about an outage (系统故障), data of the act {@code outage.decide}: one act for all
 * lots that it hits, of whatever tender.
 *
 * @param reason what happened, for everybody to read
 * @param explanation why {@code from} and {@code to} are not those of a gap in the published checkpoints, or null
 * @param lots ascending by lot, each once
 */
public record OutageDecision(String from, String to, String reason, String explanation, List<Hit> lots) {
    public static final int MAX_LOTS = 10_000;

    private static final int MAX_TEXT = 2_000;

    /**
     * A lot whose deadline moves.
     *
     * @param version of the deadline that stands
     * @param outside the commitment of {@link OutageOutside}: which accepted bids the outage left outside is shown with
     *     the opening, for it tells how many there are
     */
    public record Hit(TenderId tender, LotId lot, int version, String deadline, String newDeadline, String outside) {
        public Hit {
            Fields.present("tender", tender);
            Fields.present("lot", lot);
            Fields.range("version", version, 1, 1000);
            Fields.wholeSeconds("deadline", Instants.parse(deadline));
            Fields.wholeSeconds("newDeadline", Instants.parse(newDeadline));
            Fields.hex("outside", outside, 64);
        }

        public Instant deadlineInstant() {
            return Instants.parse(deadline);
        }

        public Instant newDeadlineInstant() {
            return Instants.parse(newDeadline);
        }
    }

    public OutageDecision {
        Fields.wholeSeconds("from", Instants.parse(from));
        Fields.wholeSeconds("to", Instants.parse(to));
        if (Instants.parse(to).isBefore(Instants.parse(from))) {
            throw Fields.refuse("to", to, "an instant not before " + from);
        }
        Fields.text("reason", reason, MAX_TEXT);
        if (explanation != null) {
            Fields.text("explanation", explanation, MAX_TEXT);
        }
        lots = Fields.list("lots", lots, 1, MAX_LOTS);
        var order = Comparator.comparing((Hit hit) -> hit.lot().toString());
        for (int i = 1; i < lots.size(); i++) {
            if (order.compare(lots.get(i - 1), lots.get(i)) >= 0) {
                throw Fields.refuse("lots", lots.get(i).lot().toString(), "lots ascending by id, each once");
            }
        }
    }

    public Instant fromInstant() {
        return Instants.parse(from);
    }

    public Instant toInstant() {
        return Instants.parse(to);
    }

    public Optional<Hit> of(LotId lot) {
        return lots.stream().filter(hit -> hit.lot().equals(lot)).findFirst();
    }

    /**
     * Reads the signed act.
     *
     * @param content of its CMS
     * @throws org.jianzheng.shared.Problem when it is another act, or about one tender only
     */
    public static OutageDecision read(byte[] content) {
        return Act.read(content).require(Act.OUTAGE_DECIDE, null, null).data(OutageDecision.class);
    }
}

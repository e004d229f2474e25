package org.jianzheng.office;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jianzheng.record.Instants;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;

/**
 * Asks the other offices for the time. One wrong clock is theirs; when so many differ that the rest would be no quorum,
 * it is this one that may be wrong, and it stops (docs/protocols/records.md §5, Clocks).
 */
final class ClockCheck {
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    /** A slower answer says too little about the instant it was made. */
    private static final Duration ROUND_TRIP = Duration.ofSeconds(1);

    private final Identity identity;
    private final TrustFolder trust;
    private final Neighbours neighbours;
    private final Clock clock;
    private final Notebook notebook;
    private volatile String doubt;

    ClockCheck(Identity identity, TrustFolder trust, Neighbours neighbours, Clock clock, Notebook notebook) {
        this.identity = identity;
        this.trust = trust;
        this.neighbours = neighbours;
        this.clock = clock;
        this.notebook = notebook;
    }

    /** Serves this office's own clock. */
    Reply time(String nonce) {
        if (!nonce.matches("[0-9a-f]{16,128}")) {
            throw Problem.of("office/nonce")
                    .field("nonce")
                    .detail("'%s' is no nonce.", nonce)
                    .remedy("Send 16 to 128 lower-case hex digits.");
        }
        return Reply.cms(OfficeAnswer.Time.of(identity.name(), nonce, Instants.format(clock.instant()))
                .sign(identity.signing()));
    }

    /** Why nothing is cosigned, found by the last check; empty while all is well. */
    Optional<String> doubt() {
        return Optional.ofNullable(doubt);
    }

    /** The check of each minute, with the whole trust folder and its smallest majority. */
    void look() {
        var names = trust.offices().stream().map(TrustedOffice::name).collect(java.util.stream.Collectors.toSet());
        var found = differing(names, names.size(), names.size() / 2 + 1);
        doubt = found.orElse(null);
    }

    /**
     * Compares with the offices of one key.
     *
     * @return what differs, if n − t + 1 or more of the others do; fewer, or silence, is only noted
     */
    Optional<String> differing(Set<String> offices, int n, int t) {
        var differing = new TreeMap<String, Object>();
        for (var name : offices) {
            if (!name.equals(identity.name())) {
                difference(trust.office(name))
                        .filter(d -> d.compareTo(TOLERANCE) > 0)
                        .ifPresent(d -> differing.put(name, d.toMillis()));
            }
        }
        if (differing.isEmpty()) {
            return Optional.empty();
        }
        notebook.note("clocks differ, in milliseconds", differing);
        return differing.size() >= n - t + 1
                ? Optional.of("its clock differs by more than 2 s from those of " + differing.keySet() + ".")
                : Optional.empty();
    }

    /** How far its time lies outside the span of the question; empty when it gave no usable answer. */
    private Optional<Duration> difference(TrustedOffice office) {
        if (office.url() == null) {
            return Optional.empty();
        }
        var bytes = new byte[16];
        Trustee.RANDOM.nextBytes(bytes);
        var nonce = HexFormat.of().formatHex(bytes);
        var asked = clock.instant();
        var answer = neighbours.get(office.url() + "/time?nonce=" + nonce);
        var answered = clock.instant();
        if (answer.isEmpty() || Duration.between(asked, answered).compareTo(ROUND_TRIP) > 0) {
            notebook.note("no time from another office", office.name());
            return Optional.empty();
        }
        return stated(office, nonce, answer.get()).map(time -> outside(time, asked, answered));
    }

    private Optional<Instant> stated(TrustedOffice office, String nonce, byte[] cms) {
        try {
            var signed = SignedForm.read(cms, OfficeAnswer.Time.class);
            if (signed.signer().equals(office.signing())
                    && signed.form().nonce().equals(nonce)) {
                return Optional.of(Instants.parse(signed.form().time()));
            }
            notebook.note("invalid time from another office", office.name());
        } catch (Problem e) {
            notebook.note("invalid time from another office", office.name() + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Duration outside(Instant time, Instant asked, Instant answered) {
        if (time.isBefore(asked)) {
            return Duration.between(time, asked);
        }
        return time.isAfter(answered) ? Duration.between(answered, time) : Duration.ZERO;
    }
}

package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.Problem;

/**
 * Carries the running key generations forward: asks each office that has not sent its message of the present round.
 *
 * <p>Holds no transaction while it waits for an office, and nothing in memory between beats; offices answer a repeated
 * question with the same bytes, so two instances asking at once do no harm.
 */
@ApplicationScoped
class Rounds {
    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final CeremonyBook book;
    private final Offices offices;
    private final OfficeLine line;

    Rounds(CeremonyBook book, Offices offices, OfficeLine line) {
        this.book = book;
        this.offices = offices;
        this.line = line;
    }

    void advance(Instant now) {
        for (var id : book.running()) {
            boolean finishedRound = true;
            for (int i = 0; finishedRound && i < Round.values().length; i++) {
                finishedRound = step(id, now);
            }
        }
    }

    /** Asks for what is missing in the present round; true when that completes it. */
    private boolean step(String id, Instant now) {
        var open = book.open(id).orElse(null);
        if (open == null) {
            return false;
        }
        Map<TrustedOffice, Object> bodies = new LinkedHashMap<>();
        open.missing().forEach(custodian -> bodies.put(offices.of(custodian), body(open, custodian)));
        var round = open.round();
        int kept = 0;
        if (round == Round.REVEAL) {
            for (var outcome : line.ask(bodies, round.path(), OfficeCall.Revealed.class)) {
                kept += keep(open, outcome, a -> a.message(), a -> Canonical.write(a.shares()), now);
            }
        } else {
            for (var outcome : line.ask(bodies, round.path(), OfficeCall.Message.class)) {
                kept += keep(open, outcome, a -> a.message(), a -> null, now);
            }
        }
        return kept == bodies.size() && kept > 0;
    }

    private <T> int keep(
            CeremonyBook.Open open,
            OfficeLine.Outcome<T> outcome,
            java.util.function.Function<T, byte[]> message,
            java.util.function.Function<T, byte[]> shares,
            Instant now) {
        var name = outcome.office().name();
        if (outcome.answer() == null) {
            book.trouble(open.id(), open.index(name), outcome.trouble(), now);
            LOG.debugf("Ceremony %s, %s: office %s: %s", open.id(), open.round(), name, outcome.trouble());
            return 0;
        }
        try {
            book.keep(open, name, message.apply(outcome.answer()), shares.apply(outcome.answer()), now);
            return 1;
        } catch (Problem refused) {
            book.trouble(open.id(), open.index(name), refused.getMessage(), now);
            LOG.warnf("Ceremony %s: message of office %s refused: %s", open.id(), name, refused.getMessage());
            return 0;
        }
    }

    private static Object body(CeremonyBook.Open open, CeremonyPlan.Custodian custodian) {
        return switch (open.round()) {
            case COMMIT -> new OfficeCall.Plan(open.signedPlan());
            case REVEAL -> new OfficeCall.Commits(open.id(), open.messages(Round.COMMIT));
            case ACK -> new OfficeCall.Reveals(open.id(), open.messages(Round.REVEAL), sharesFor(open, custodian));
            case STATE -> new OfficeCall.Acks(open.id(), open.messages(Round.ACK));
        };
    }

    /** The envelopes that the other offices addressed to this one. */
    private static List<OfficeCall.ShareFrom> sharesFor(CeremonyBook.Open open, CeremonyPlan.Custodian to) {
        return open.rounds().get(Round.REVEAL).stream()
                .flatMap(
                        message -> java.util.Arrays.stream(Canonical.read(message.shares(), OfficeCall.ShareTo[].class))
                                .filter(share -> share.to() == to.index())
                                .map(share -> new OfficeCall.ShareFrom(message.office(), share.envelope())))
                .toList();
    }
}

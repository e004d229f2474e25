package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.Problem;

/**
 * Carries the running key generations forward: asks each office that has not sent its message of the present round, and
 * gives up one that takes no part when another can take its place.
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
    private final Duration patience;
    // How long an office is silent is measured in true time: a sandbox that moves on a week has not waited for anybody.
    private final Clock system = Clock.systemUTC();
    private final Guard guard = new Guard();

    Rounds(
            CeremonyBook book,
            Offices offices,
            OfficeLine line,
            @ConfigProperty(name = "jianzheng.ceremony.patience", defaultValue = "PT15M") Duration patience) {
        this.book = book;
        this.offices = offices;
        this.line = line;
        this.patience = patience;
    }

    void advance(Instant now) {
        guard.run("A new attempt", () -> book.beginAwaited(now));
        for (var id : book.running()) {
            guard.run("Ceremony " + id, () -> advance(id, now));
        }
    }

    private void advance(String id, Instant now) {
        boolean finishedRound = true;
        for (int i = 0; finishedRound && i < Round.values().length; i++) {
            finishedRound = step(id, now);
        }
    }

    /** Asks for what is missing in the present round; true when that completes it. */
    private boolean step(String id, Instant now) {
        var open = book.open(id).orElse(null);
        if (open == null) {
            return false;
        }
        var due = book.due(open, system.instant());
        int kept = due.isEmpty() ? 0 : ask(open, due, now);
        if (kept == open.missing().size()) {
            return true;
        }
        giveUp(open, now);
        return false;
    }

    private int ask(CeremonyBook.Open open, List<CeremonyPlan.Custodian> due, Instant now) {
        Map<TrustedOffice, Object> bodies = new LinkedHashMap<>();
        due.forEach(custodian -> bodies.put(offices.of(custodian), body(open, custodian)));
        int kept = 0;
        if (open.round() == Round.REVEAL) {
            for (var outcome : line.ask(bodies, open.round().path(), OfficeCall.Revealed.class)) {
                kept += keep(open, outcome, a -> a.message(), a -> Canonical.write(a.shares()), now);
            }
        } else {
            for (var outcome : line.ask(bodies, open.round().path(), OfficeCall.Message.class)) {
                kept += keep(open, outcome, a -> a.message(), a -> null, now);
            }
        }
        return kept;
    }

    private <T> int keep(
            CeremonyBook.Open open,
            OfficeLine.Outcome<T> outcome,
            Function<T, byte[]> message,
            Function<T, byte[]> shares,
            Instant now) {
        var name = outcome.office().name();
        if (outcome.answer() == null) {
            note(open, name, new Trouble.Noted(outcome.trouble(), outcome.refused()));
            return 0;
        }
        try {
            book.keep(open, name, message.apply(outcome.answer()), shares.apply(outcome.answer()), now);
            return 1;
        } catch (Problem unfit) {
            note(open, name, new Trouble.Noted(unfit.getMessage(), Patience.Refused.unfit()));
            return 0;
        }
    }

    private void note(CeremonyBook.Open open, String office, Trouble.Noted noted) {
        if (book.trouble(open, open.custodian(office).index(), noted, system.instant())) {
            LOG.warnf("Ceremony %s, %s: office %s: %s", open.id(), open.round(), office, noted.text());
        }
    }

    private void giveUp(CeremonyBook.Open open, Instant now) {
        var silent = book.silentSince(open, system.instant().minus(patience));
        if (!silent.isEmpty() && book.giveUp(open, silent, now)) {
            LOG.warnf("Ceremony %s is abandoned: offices %s took no part in %s", open.id(), silent, open.round());
        }
    }

    private static Object body(CeremonyBook.Open open, CeremonyPlan.Custodian custodian) {
        return switch (open.round()) {
            case COMMIT -> new OfficeCall.Plan(open.signedPlan());
            case REVEAL -> new OfficeCall.Commits(open.id(), open.messages(Round.COMMIT));
            case ACK -> new OfficeCall.Reveals(open.id(), open.messages(Round.REVEAL), sharesFor(open, custodian));
            case JUSTIFY, STATE -> new OfficeCall.Acks(open.id(), open.messages(Round.ACK));
        };
    }

    /** The envelopes that the other offices addressed to this one. */
    private static List<OfficeCall.ShareFrom> sharesFor(CeremonyBook.Open open, CeremonyPlan.Custodian to) {
        return open.rounds().get(Round.REVEAL).stream()
                .flatMap(message -> Arrays.stream(Canonical.read(message.shares(), OfficeCall.ShareTo[].class))
                        .filter(share -> share.to() == to.index())
                        .map(share -> new OfficeCall.ShareFrom(message.office(), share.envelope())))
                .toList();
    }
}

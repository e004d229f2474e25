package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.Problem;

/** Asks the offices of a key one question and puts what comes of it into the book: an answer, or trouble. */
@ApplicationScoped
class ReleaseLine {
    private static final Logger LOG = Logger.getLogger(ReleaseLine.class);

    private final ReleaseBook book;
    private final Offices offices;
    private final OfficeLine line;

    ReleaseLine(ReleaseBook book, Offices offices, OfficeLine line) {
        this.book = book;
        this.offices = offices;
        this.line = line;
    }

    /** What of an office's answer is kept: which step it is, the signed message, the shares beside it. */
    record Reading<T>(Function<T, ReleaseAnswer.Kind> kind, Function<T, byte[]> message, Function<T, byte[]> shares) {
        static Reading<OfficeCall.Message> message(Function<byte[], ReleaseAnswer.Kind> kind) {
            return new Reading<>(m -> kind.apply(m.message()), OfficeCall.Message::message, m -> null);
        }
    }

    /** One question to several offices; {@code path} is where they take it. */
    record Question<T>(String path, Object body, Class<T> type, Reading<T> reading, Patience patience) {}

    <T> void ask(ReleaseBook.Open open, List<CeremonyPlan.Custodian> custodians, Question<T> question, Instant now) {
        Map<TrustedOffice, Object> bodies = new LinkedHashMap<>();
        custodians.forEach(c -> bodies.put(offices.of(c), question.body()));
        for (var outcome : line.ask(bodies, question.path(), question.type())) {
            var custodian = custodians.stream()
                    .filter(c -> c.name().equals(outcome.office().name()))
                    .findFirst()
                    .orElseThrow();
            keep(open, custodian, question, outcome, now);
        }
    }

    private <T> void keep(
            ReleaseBook.Open open,
            CeremonyPlan.Custodian custodian,
            Question<T> question,
            OfficeLine.Outcome<T> outcome,
            Instant now) {
        var given = outcome.answer();
        if (given == null) {
            note(open, custodian, question.patience(), new Trouble.Noted(outcome.trouble(), outcome.refused()), now);
            return;
        }
        var reading = question.reading();
        try {
            var kind = reading.kind().apply(given);
            book.keep(
                    open,
                    custodian,
                    kind,
                    reading.message().apply(given),
                    reading.shares().apply(given),
                    now);
        } catch (Problem unfit) {
            var noted = new Trouble.Noted(unfit.getMessage(), Patience.Refused.unfit());
            note(open, custodian, question.patience(), noted, now);
        }
    }

    /** Told once: a trouble that lasts says nothing new with each question. */
    private void note(
            ReleaseBook.Open open,
            CeremonyPlan.Custodian custodian,
            Patience patience,
            Trouble.Noted noted,
            Instant now) {
        if (book.trouble(open.key(), custodian.index(), noted, patience, now)) {
            LOG.warnf("Key %s: office %s: %s", open.key(), custodian.name(), noted.text());
        }
    }
}

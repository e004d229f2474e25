package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jianzheng.ceremony.ReleaseAnswer.Kind;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.record.Cms;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.shared.Problem;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * Carries a release forward (docs/protocols/office.md): ready, rows, binds, shares, and in the end destruction.
 *
 * <p>The rows are sent to an office only after its signed {@code ready}; shares are asked for only with the binds of a
 * quorum. Offices answer a repeated question with the same bytes.
 */
@ApplicationScoped
class Releases {
    private static final Logger LOG = Logger.getLogger(Releases.class);

    private final ReleaseBook book;
    private final Offices offices;
    private final OfficeLine line;
    private final Combiner combiner;
    private final PlatformSeal seal;
    private final WitnessLog witness;

    Releases(
            ReleaseBook book,
            Offices offices,
            OfficeLine line,
            Combiner combiner,
            PlatformSeal seal,
            WitnessLog witness) {
        this.book = book;
        this.combiner = combiner;
        this.offices = offices;
        this.line = line;
        this.seal = seal;
        this.witness = witness;
    }

    void advance(Instant now) {
        for (var open : book.open()) {
            switch (open.state()) {
                case ASKED -> ask(open, now);
                case ENDING -> destroy(open, now);
                case DONE -> throw new IllegalStateException("A finished release is not open");
            }
        }
    }

    private void ask(ReleaseBook.Open open, Instant now) {
        var waiting = book.due(open, Kind.READY, now).stream()
                .filter(c -> !open.has(Kind.REFUSED, c.index()))
                .toList();
        var ready = OfficeRequest.Ready.of(open.key(), open.version(), open.list(), open.listed());
        if (!waiting.isEmpty()) {
            var body = new OfficeCall.Request(ready.sign(seal.seal()));
            for (var outcome : askAll(waiting, Kind.READY, body, OfficeCall.Message.class)) {
                keep(open, outcome, m -> kindOf(m.message()), OfficeCall.Message::message, m -> null, now);
            }
        }
        bind(refresh(open), now);
        release(refresh(open), now);
    }

    private void bind(ReleaseBook.Open open, Instant now) {
        var waiting = book.due(open, Kind.BOUND, now).stream()
                .filter(c -> open.has(Kind.READY, c.index()))
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        var request = OfficeRequest.Bind.of(open.key(), open.version(), open.list(), open.listed(), open.rowsHash());
        var body = new OfficeCall.Bind(request.sign(seal.seal()), book.attachment(open.key()));
        for (var outcome : askAll(waiting, Kind.BOUND, body, OfficeCall.Message.class)) {
            keep(open, outcome, m -> Kind.BOUND, OfficeCall.Message::message, m -> null, now);
        }
    }

    private void release(ReleaseBook.Open open, Instant now) {
        var binds = open.of(Kind.BOUND);
        var waiting = book.due(open, Kind.RELEASED, now).stream()
                .filter(c -> open.has(Kind.BOUND, c.index()))
                .toList();
        if (binds.size() < open.plan().t() || waiting.isEmpty()) {
            return;
        }
        var request = OfficeRequest.Release.of(open.key(), open.version(), open.list());
        var body = new OfficeCall.Release(
                request.sign(seal.seal()),
                binds.stream().map(ReleaseAnswer::answer).toList());
        for (var outcome : askAll(waiting, Kind.RELEASED, body, OfficeCall.Released.class)) {
            keep(
                    open,
                    outcome,
                    r -> Kind.RELEASED,
                    OfficeCall.Released::answer,
                    r -> combiner.requireSigned(open, r),
                    now);
        }
    }

    private void destroy(ReleaseBook.Open open, Instant now) {
        var waiting = book.due(open, Kind.DESTROYED, now);
        if (waiting.isEmpty()) {
            return;
        }
        var record = witness.indexOf(open.endedBy()).flatMap(witness::recordAt);
        var covering = record.flatMap(r -> witness.cosignedAbove(r.index()));
        if (covering.isEmpty()) {
            return;
        }
        SeenRecord seen = record.get();
        var hex = java.util.HexFormat.of();
        var request = OfficeRequest.Destroy.of(open.key(), hex.formatHex(seen.entry()));
        var body = new OfficeCall.Destroy(
                request.sign(seal.seal()),
                seen.record(),
                hex.formatHex(seen.salt()),
                witness.proof(seen.index(), covering.get()).proof());
        for (var outcome : askAll(waiting, Kind.DESTROYED, body, OfficeCall.Message.class)) {
            keep(open, outcome, m -> Kind.DESTROYED, OfficeCall.Message::message, m -> null, now);
        }
    }

    private ReleaseBook.Open refresh(ReleaseBook.Open open) {
        return book.of(open.plan().lot(), open.plan().stage()).orElseThrow();
    }

    private <T> List<OfficeLine.Outcome<T>> askAll(
            List<CeremonyPlan.Custodian> custodians, Kind kind, Object body, Class<T> type) {
        Map<TrustedOffice, Object> bodies = new LinkedHashMap<>();
        custodians.forEach(c -> bodies.put(offices.of(c), body));
        return line.ask(bodies, kind.path(), type);
    }

    private <T> void keep(
            ReleaseBook.Open open,
            OfficeLine.Outcome<T> outcome,
            java.util.function.Function<T, Kind> kind,
            java.util.function.Function<T, byte[]> answer,
            java.util.function.Function<T, byte[]> shares,
            Instant now) {
        var custodian = open.plan().custodians().stream()
                .filter(c -> c.name().equals(outcome.office().name()))
                .findFirst()
                .orElseThrow();
        if (outcome.answer() == null) {
            var nextAsk = Patience.nextAsk(outcome.refused(), now);
            book.trouble(open.key(), custodian.index(), outcome.trouble(), now, nextAsk);
            LOG.debugf("Release of %s: office %s: %s", open.key(), custodian.name(), outcome.trouble());
            return;
        }
        try {
            var given = outcome.answer();
            book.keep(open, custodian, kind.apply(given), answer.apply(given), shares.apply(given), now);
        } catch (Problem refused) {
            var nextAsk = Patience.nextAsk(Patience.Refused.unfit(), now);
            book.trouble(open.key(), custodian.index(), refused.getMessage(), now, nextAsk);
            LOG.warnf(
                    "Release of %s: answer of office %s refused: %s",
                    open.key(), custodian.name(), refused.getMessage());
        }
    }

    /** A signed ready, or the signed refusal to open too few bids. */
    private static Kind kindOf(byte[] message) {
        var content = new String(Cms.verify(message).content(), java.nio.charset.StandardCharsets.UTF_8);
        return content.contains("\"kind\":\"refusal\"") ? Kind.REFUSED : Kind.READY;
    }
}

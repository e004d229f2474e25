package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jianzheng.ceremony.ReleaseAnswer.Kind;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.record.Cms;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;

/**
 * Carries a release forward (docs/protocols/office.md): ready, rows, binds, shares, and in the end destruction.
 *
 * <p>The rows are sent to an office only after its signed {@code ready}; shares are asked for only with the binds of a
 * quorum. Offices answer a repeated question with the same bytes.
 */
@ApplicationScoped
class Releases {
    private final ReleaseBook book;
    private final ReleaseLine line;
    private final Destructions destructions;
    private final Combiner combiner;
    private final PlatformSeal seal;
    private final Event<SharesCame> came;
    private final Guard guard = new Guard();

    Releases(
            ReleaseBook book,
            ReleaseLine line,
            Destructions destructions,
            Combiner combiner,
            PlatformSeal seal,
            Event<SharesCame> came) {
        this.book = book;
        this.line = line;
        this.destructions = destructions;
        this.combiner = combiner;
        this.seal = seal;
        this.came = came;
    }

    void advance(Instant now) {
        for (var open : book.open()) {
            guard.run("The release of key " + open.key(), () -> advance(open, now));
        }
    }

    private void advance(ReleaseBook.Open open, Instant now) {
        if (open.state() == Release.State.ASKED) {
            ready(open, now);
            bind(refresh(open), now);
            release(refresh(open), now);
            if (refresh(open).of(Kind.RELEASED).size() > open.of(Kind.RELEASED).size()) {
                came.fireAsync(new SharesCame(open.plan().lot()));
            }
        }
        if (open.basis() != null) {
            destructions.advance(refresh(open), now);
        }
    }

    private void ready(ReleaseBook.Open open, Instant now) {
        var waiting = book.due(open, Kind.READY, now).stream()
                .filter(c -> !open.has(Kind.REFUSED, c.index()))
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        var request = OfficeRequest.Ready.of(open.key(), open.version(), open.list(), open.listed());
        var body = new OfficeCall.Request(request.sign(seal.seal()));
        var reading = ReleaseLine.Reading.message(message -> kindOf(message, Kind.READY));
        line.ask(open, waiting, question(Kind.READY, body, OfficeCall.Message.class, reading), now);
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
        var reading = ReleaseLine.Reading.message(message -> Kind.BOUND);
        line.ask(open, waiting, question(Kind.BOUND, body, OfficeCall.Message.class, reading), now);
    }

    private void release(ReleaseBook.Open open, Instant now) {
        var binds = open.of(Kind.BOUND);
        var waiting = book.due(open, Kind.RELEASED, now).stream()
                .filter(c -> open.has(Kind.BOUND, c.index()) && !open.has(Kind.REFUSED, c.index()))
                .toList();
        if (binds.size() < open.plan().t() || waiting.isEmpty()) {
            return;
        }
        var request = OfficeRequest.Release.of(open.key(), open.version(), open.list());
        var body = new OfficeCall.Release(
                request.sign(seal.seal()),
                binds.stream().map(ReleaseAnswer::answer).toList());
        var reading = new ReleaseLine.Reading<OfficeCall.Released>(
                r -> kindOf(r.answer(), Kind.RELEASED), OfficeCall.Released::answer, r -> shares(open, r));
        line.ask(open, waiting, question(Kind.RELEASED, body, OfficeCall.Released.class, reading), now);
    }

    /** Null beside an officer's refusal. */
    private byte[] shares(ReleaseBook.Open open, OfficeCall.Released released) {
        return kindOf(released.answer(), Kind.RELEASED) == Kind.REFUSED ? null : combiner.requireSigned(open, released);
    }

    private static <T> ReleaseLine.Question<T> question(
            Kind kind, Object body, Class<T> type, ReleaseLine.Reading<T> reading) {
        return new ReleaseLine.Question<>(kind.path(), body, type, reading, Patience.EAGER);
    }

    private ReleaseBook.Open refresh(ReleaseBook.Open open) {
        return book.of(open.plan().lot(), open.plan().stage()).orElseThrow();
    }

    /** The kind asked for, or the signed refusal that came in its place. */
    private static Kind kindOf(byte[] message, Kind asked) {
        var content = new String(Cms.verify(message).content(), StandardCharsets.UTF_8);
        return content.contains("\"kind\":\"refusal\"") ? Kind.REFUSED : asked;
    }
}

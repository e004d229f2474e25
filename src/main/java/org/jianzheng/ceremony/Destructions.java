package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jianzheng.ceremony.ReleaseAnswer.Kind;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.witness.CosignedHead;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * Asks the offices of a key that has done its work to destroy their shares, each until it has signed that it did.
 *
 * <p>They are shown the record that this rests on with its proof to a head that a quorum of them cosigned: the signed
 * opening record, {@code lot.not-opened} (which they keep their shares for 30 days upon), or that and the tendering
 * office's act.
 */
@ApplicationScoped
class Destructions {
    private final ReleaseBook book;
    private final ReleaseLine line;
    private final PlatformSeal seal;
    private final WitnessLog witness;

    Destructions(ReleaseBook book, ReleaseLine line, PlatformSeal seal, WitnessLog witness) {
        this.book = book;
        this.line = line;
        this.seal = seal;
        this.witness = witness;
    }

    void advance(ReleaseBook.Open open, Instant now) {
        if (open.without(Kind.DESTROYED).isEmpty()) {
            book.finish(open.key());
            return;
        }
        var waiting = book.due(open, Kind.DESTROYED, now);
        if (!waiting.isEmpty()) {
            body(open).ifPresent(body -> ask(open, waiting, body, now));
        }
    }

    private void ask(
            ReleaseBook.Open open, List<CeremonyPlan.Custodian> waiting, OfficeCall.Destroy body, Instant now) {
        var reading = ReleaseLine.Reading.message(message -> Kind.DESTROYED);
        line.ask(
                open,
                waiting,
                new ReleaseLine.Question<>(
                        Kind.DESTROYED.path(), body, OfficeCall.Message.class, reading, Patience.EASY),
                now);
    }

    /** Empty while the records are not below a head that a quorum of the key's offices cosigned. */
    private Optional<OfficeCall.Destroy> body(ReleaseBook.Open open) {
        return row(open, open.basis().record()).flatMap(row -> {
            var request = OfficeRequest.Destroy.of(
                    open.key(), HexFormat.of().formatHex(row.seen().entry()));
            var notOpened = open.basis().notOpened();
            if (notOpened == null) {
                return Optional.of(body(request, row, null));
            }
            return row(open, notOpened).map(beside -> body(request, row, beside.form()));
        });
    }

    private OfficeCall.Destroy body(OfficeRequest.Destroy request, Shown row, OfficeCall.Row notOpened) {
        var form = row.form();
        return new OfficeCall.Destroy(request.sign(seal.seal()), form.record(), form.salt(), form.proof(), notOpened);
    }

    private record Shown(SeenRecord seen, OfficeCall.Row form) {}

    private Optional<Shown> row(ReleaseBook.Open open, String record) {
        return witness.indexOf(record).flatMap(witness::recordAt).flatMap(seen -> cosigned(open, seen)
                .map(head -> new Shown(seen, row(seen, head))));
    }

    private Optional<CosignedHead> cosigned(ReleaseBook.Open open, SeenRecord seen) {
        var offices = open.plan().custodians().stream()
                .map(CeremonyPlan.Custodian::name)
                .toList();
        return witness.cosignedAbove(seen.index(), offices, open.plan().t(), Instant.MAX);
    }

    private OfficeCall.Row row(SeenRecord seen, CosignedHead head) {
        return new OfficeCall.Row(
                seen.record(),
                HexFormat.of().formatHex(seen.salt()),
                witness.proof(seen.index(), head).proof());
    }
}

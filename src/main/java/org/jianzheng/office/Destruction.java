package org.jianzheng.office;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;

/**
 * Destroys a share that has done its work: at once when the signed opening record is in the log; for a lot that is not
 * opened 30 days after the record of that was shown, or at once on an act of the tendering office.
 */
final class Destruction {
    static final Duration RETENTION = Duration.ofDays(30);
    private static final String FILE = "destroyed.json";
    private static final String PENDING = "pending.json";

    /** The destruction that is due after a lot was not opened. */
    private record Pending(int v, String record, String from) {}

    private final Trustee trustee;
    private final Keys keys;

    Destruction(Trustee trustee, Keys keys) {
        this.trustee = trustee;
        this.keys = keys;
    }

    Reply answer(byte[] body) {
        var now = trustee.clock().instant();
        var call = Canonical.read(body, OfficeCall.Destroy.class);
        var request = trustee.request(call.request(), OfficeRequest.Destroy.class, now);
        var key = keys.require(request.form().key());
        synchronized (key) {
            var done = StoredAnswer.read(key.file(FILE));
            if (done.isPresent()) {
                return Reply.json(new OfficeCall.Message(done.get().reply()));
            }
            Readiness.requireSettled(key, now);
            var shown = ShownRecord.of(trustee, key.statement(), call.row());
            if (!shown.entry().equals(request.form().record())) {
                throw ShownRecord.refuse("the record is not the one requested");
            }
            check(key, shown, call.notOpened(), now);
            return Reply.json(new OfficeCall.Message(destroy(key, shown.entry(), now)));
        }
    }

    /** The minute's beat: destroys what has been kept long enough. */
    void due() {
        var now = trustee.clock().instant();
        for (var key : keys.all()) {
            synchronized (key) {
                pending(key)
                        .filter(p -> !key.isDestroyed() && !now.isBefore(Instants.parse(p.from())))
                        .ifPresent(p -> destroy(key, p.record(), now));
            }
        }
    }

    private void check(HeldKey key, ShownRecord shown, OfficeCall.Row notOpened, Instant now) {
        switch (shown.form().type()) {
            case SESSION_RECORD -> requireAct(shown.form(), Act.SESSION_RECORD_SIGN);
            case LOT_NOT_OPENED -> requireRetained(key, shown.entry(), now);
            case SHARE_DESTROY_ORDERED -> {
                // The tendering office may shorten the retention; whether the lot is opened is not its to say.
                requireNotOpened(key, notOpened);
                requireAct(shown.form(), Act.SHARE_DESTROY);
            }
            default -> throw ShownRecord.refuse("the record is " + shown.form().type());
        }
    }

    private void requireAct(WitnessRecord record, String type) {
        var act = record.signedAct().orElseThrow(() -> ShownRecord.refuse("the record carries no signed act"));
        Act.read(act.content()).require(type, record.tender(), record.lot());
        trustee.supervision().check(act.signer(), record, type);
    }

    private void requireNotOpened(HeldKey key, OfficeCall.Row notOpened) {
        if (notOpened == null) {
            throw ShownRecord.refuse("the record lot.not-opened is not shown beside the act");
        }
        var type = ShownRecord.of(trustee, key.statement(), notOpened).form().type();
        if (type != RecordType.LOT_NOT_OPENED) {
            throw ShownRecord.refuse("what is shown beside the act is " + type);
        }
    }

    private byte[] destroy(HeldKey key, String record, Instant now) {
        // The released envelopes open with the combiner's key; they go too.
        trustee.vault().destroy(key.file("share"));
        trustee.vault().destroy(key.file(Releasing.FILE));
        var answer = OfficeAnswer.Destroyed.of(trustee.identity().name(), key.name(), record, Instants.format(now))
                .sign(trustee.identity().signing());
        trustee.notebook().note("destroyed", "share of the key " + key.name());
        return StoredAnswer.store(
                key.file(FILE), StoredAnswer.question(key.name().getBytes(StandardCharsets.US_ASCII)), answer);
    }

    private void requireRetained(HeldKey key, String record, Instant now) {
        var pending = pending(key).orElseGet(() -> {
            var fresh = new Pending(1, record, Instants.format(now.plus(RETENTION)));
            DurableFile.replace(key.file(PENDING), Canonical.write(fresh));
            return fresh;
        });
        if (now.isBefore(Instants.parse(pending.from()))) {
            throw Problem.of("office/retention")
                    .status(425)
                    .detail("The lot is not opened; its share is kept for objections until %s.", pending.from())
                    .remedy("Nothing is to be done: the office destroys it then, or at once on an act share.destroy.")
                    .with("from", pending.from());
        }
    }

    private static Optional<Pending> pending(HeldKey key) {
        return Disk.readIfThere(key.file(PENDING)).map(bytes -> Canonical.read(bytes, Pending.class));
    }
}

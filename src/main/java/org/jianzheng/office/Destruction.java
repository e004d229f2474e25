package org.jianzheng.office;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Quorum;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.TlogProof;

/**
 * Destroys a share that has done its work: at once when the signed opening record is in the log, 30 days after the
 * record that the lot is not opened was shown.
 */
final class Destruction {
    static final Duration RETENTION = Duration.ofDays(30);
    private static final String FILE = "destroyed.json";

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
            var record = proved(key.statement(), request.form(), call.row());
            if (record.type() == RecordType.LOT_NOT_OPENED) {
                requireRetained(key, request.form().record(), now);
            } else {
                checkOpeningRecord(record, key.statement());
            }
            return Reply.json(new OfficeCall.Message(destroy(key, now)));
        }
    }

    /** The minute's beat: destroys what has been kept long enough. */
    void due() {
        var now = trustee.clock().instant();
        for (var key : keys.all()) {
            synchronized (key) {
                if (!key.isDestroyed()
                        && pending(key)
                                .filter(p -> !now.isBefore(Instants.parse(p.from())))
                                .isPresent()) {
                    destroy(key, now);
                }
            }
        }
    }

    private byte[] destroy(HeldKey key, Instant now) {
        // The released envelopes open with the combiner's key; they go too.
        trustee.vault().destroy(key.file("share"));
        trustee.vault().destroy(key.file(Releasing.FILE));
        var answer = OfficeAnswer.Destroyed.of(trustee.identity().name(), key.name(), Instants.format(now))
                .sign(trustee.identity().signing());
        trustee.notebook().note("destroyed", "share of the key " + key.name());
        return StoredAnswer.store(
                key.file(FILE),
                StoredAnswer.question(key.name().getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                answer);
    }

    private void requireRetained(HeldKey key, String record, Instant now) {
        var pending = pending(key).orElseGet(() -> {
            var fresh = new Pending(1, record, Instants.format(now.plus(RETENTION)));
            DurableFile.replace(key.file("pending.json"), Canonical.write(fresh));
            return fresh;
        });
        if (now.isBefore(Instants.parse(pending.from()))) {
            throw Problem.of("office/retention")
                    .status(425)
                    .detail("The lot is not opened; its share is kept for objections until %s.", pending.from())
                    .remedy("Nothing is to be done: the office destroys it then.")
                    .with("from", pending.from());
        }
    }

    private static Optional<Pending> pending(HeldKey key) {
        return Disk.readIfThere(key.file("pending.json")).map(bytes -> Canonical.read(bytes, Pending.class));
    }

    private WitnessRecord proved(KeyStatement key, OfficeRequest.Destroy request, OfficeCall.Row row) {
        var entry = Commitment.entry(HexFormat.of().parseHex(row.salt()), row.record());
        require(HexFormat.of().formatHex(entry).equals(request.record()), "the record is not the one requested");
        var offices = new HashSet<String>();
        key.custodians().stream().map(CeremonyPlan.Custodian::name).forEach(offices::add);
        var head = TlogProof.parse(row.proof().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .verifyIncluded(entry, trustee.trust().policy());
        require(new Quorum(offices, key.t(), null).holds(head), "its head is not cosigned by a quorum of the key");
        var record = WitnessRecord.read(row.record());
        require(key.lot().equals(record.lot()), "the record is of another lot");
        require(
                record.type() == RecordType.SESSION_RECORD || record.type() == RecordType.LOT_NOT_OPENED,
                "the record is " + record.type());
        return record;
    }

    private void checkOpeningRecord(WitnessRecord record, KeyStatement key) {
        var act = record.signedAct().orElseThrow(() -> refuse("the opening record is not signed"));
        trustee.trust().anchors().check(act.signer(), record.time());
        Act.read(act.content()).require(Act.SESSION_RECORD_SIGN, key.tender(), key.lot());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refuse(otherwise);
        }
    }

    private static Problem refuse(String otherwise) {
        return Problem.of("office/destroy")
                .status(409)
                .detail("The share is kept: %s.", otherwise)
                .remedy("Show the record session.record or lot.not-opened of this lot with its proof.");
    }
}

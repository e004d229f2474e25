package org.jianzheng.replay;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.shared.UuidV7;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.Cosignature;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TlogProof;
import org.jianzheng.tlog.Vkey;

/** A witness log in memory, with its cosigners. */
final class CaseLog {
    static final String ORIGIN = "sandbox.jianzheng.example/2026";
    private static final SecureRandom RANDOM = new SecureRandom();

    final NoteSigner signer = NoteSigner.generate(ORIGIN, Vkey.Type.ED25519, RANDOM);
    final List<NoteSigner> cosigners = IntStream.range(0, 3)
            .mapToObj(i -> NoteSigner.generate(CaseOffices.NAMES.get(i) + ".example", Vkey.Type.COSIGNATURE, RANDOM))
            .toList();
    final List<Added> added = new ArrayList<>();

    /** A record with its place. */
    record Added(long index, WitnessRecord form, byte[] bytes, byte[] salt) {
        String entry() {
            return Commitment.entryHex(salt, bytes);
        }
    }

    Added add(RecordType type, TenderId tender, LotId lot, String actor, Instant time, Object data, byte[] act) {
        var id = UuidV7.at(time).toString();
        var form = new WitnessRecord(1, id, type, tender, lot, actor, time, Canonical.tree(data), act);
        var one = new Added(added.size(), form, form.bytes(), Commitment.newSalt());
        added.add(one);
        return one;
    }

    /** Something of another tender: the log is shared. */
    void cover(Instant time) {
        add(RecordType.LOG_COVER, null, null, WitnessRecord.PLATFORM, time, java.util.Map.of("random", "AAAA"), null);
    }

    /** The head of everything so far, cosigned by all offices at {@code time}. */
    SignedNote head(Instant time) {
        var checkpoint = new Checkpoint(ORIGIN, added.size(), Merkle.root(added.size(), this::hash));
        var note = SignedNote.sign(checkpoint.text(), signer);
        for (var cosigner : cosigners) {
            note = note.withSignature(Cosignature.sign(checkpoint, cosigner, time));
        }
        return note;
    }

    byte[] proof(long index, SignedNote head) {
        long size = Checkpoint.parse(head.text()).size();
        return new TlogProof(index, Merkle.inclusionProof(index, size, this::hash), head).bytes();
    }

    private byte[] hash(int level, long at) {
        if (level == 0) {
            var one = added.get((int) at);
            return Merkle.leafHash(Commitment.entry(one.salt(), one.bytes()));
        }
        return Merkle.nodeHash(hash(level - 1, 2 * at), hash(level - 1, 2 * at + 1));
    }
}

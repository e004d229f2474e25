package org.jianzheng.simulation;

import java.util.List;
import org.jianzheng.record.Commitment;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TlogProof;

/** Roots and proofs over the entries of a database. */
final class SimLog {
    private SimLog() {}

    static byte[] entry(Db.Stored stored) {
        return Commitment.entry(stored.salt(), stored.record());
    }

    static byte[] root(Db db, long size) {
        return Merkle.root(size, (level, at) -> hash(db, level, at));
    }

    static List<byte[]> consistency(Db db, long from, long size) {
        return from == 0 ? List.of() : Merkle.consistencyProof(from, size, (level, at) -> hash(db, level, at));
    }

    static byte[] proof(Db db, long index, String note) {
        var head = SignedNote.parse(note.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        long size = Checkpoint.parse(head.text()).size();
        return new TlogProof(index, Merkle.inclusionProof(index, size, (level, at) -> hash(db, level, at)), head)
                .bytes();
    }

    private static byte[] hash(Db db, int level, long at) {
        if (level == 0) {
            return Merkle.leafHash(entry(db.records.get(db.entries.get((int) at))));
        }
        return Merkle.nodeHash(hash(db, level - 1, 2 * at), hash(db, level - 1, 2 * at + 1));
    }
}

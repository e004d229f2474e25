package org.jianzheng.witness;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jianzheng.tlog.Merkle;

/**
 * Takes each sequenced batch to its signed checkpoint: records copied once, fence advanced, head signed, note kept.
 *
 * <p>Every step may be done again: a crash after any of them leaves an unsigned head that the next round, here or on
 * another instance, finishes to the same bytes.
 */
@ApplicationScoped
class Finisher {
    private static final int SECONDS = 20;

    private final Database database;
    private final TileStore tiles;
    private final RecordCopies copies;
    private final Fence fence;
    private final LogKey key;
    private final LogState state;

    Finisher(Database database, TileStore tiles, RecordCopies copies, Fence fence, LogKey key, LogState state) {
        this.database = database;
        this.tiles = tiles;
        this.copies = copies;
        this.fence = fence;
        this.key = key;
        this.state = state;
    }

    private record Head(long size, long first, byte[] root, String object) {
        Fence.Mark mark() {
            return new Fence.Mark(size, root);
        }
    }

    /** Finishes every unsigned head, in order; true when there was one. */
    boolean finishAll() {
        boolean any = false;
        while (!state.isReadOnly() && isAnyUnsigned() && finishNext()) {
            any = true;
        }
        return any;
    }

    private boolean isAnyUnsigned() {
        return database.first("SELECT 1 FROM witness_head WHERE note IS NULL LIMIT 1", row -> true)
                .isPresent();
    }

    private boolean finishNext() {
        return QuarkusTransaction.requiringNew().timeout(SECONDS).call(() -> {
            database.limitThisTransaction();
            if (!mine("finish")) {
                return false;
            }
            var head = database.first(
                    "SELECT size, first_index, root, object FROM witness_head WHERE note IS NULL ORDER BY size LIMIT 1",
                    row -> new Head(row.getLong(1), row.getLong(2), row.getBytes(3), row.getString(4)));
            head.ifPresent(this::finish);
            return head.isPresent();
        });
    }

    private void finish(Head head) {
        requireGrowth(head);
        copies.write(head.first(), head.size(), head.object());
        requireFenceOnThisHistory();
        if (!fence.advance(head.mark())) {
            // A slow instance may find that another one has finished this head and later ones meanwhile.
            if (signedBySomeoneElse(head.size())) {
                return;
            }
            throw stop("The fence stands at " + fence.read().size() + " while the head of size " + head.size()
                    + " is still unsigned: the database lost its tail.");
        }
        var note = key.sign(head.size(), head.root()).toString();
        database.change("UPDATE witness_head SET note = ? WHERE size = ? AND note IS NULL", note, head.size());
    }

    /** Each head begins with the last one: checked with the verifier that everybody else uses. */
    private void requireGrowth(Head head) {
        Optional<byte[]> before = head.first() == 0
                ? Optional.of(Merkle.emptyRoot())
                : database.first("SELECT root FROM witness_head WHERE size = ?", row -> row.getBytes(1), head.first());
        var proof = Merkle.consistencyProof(head.first(), head.size(), tiles.hashes(head.size()));
        if (before.isEmpty()
                || !Merkle.verifyConsistency(head.first(), head.size(), proof, before.get(), head.root())) {
            throw stop("The head of size " + head.size() + " does not begin with that of size " + head.first() + ".");
        }
    }

    private void requireFenceOnThisHistory() {
        var mark = fence.read();
        var ours = mark.size() == 0
                ? Optional.of(mark)
                : database.first(
                        "SELECT size, root FROM witness_head WHERE size = ?",
                        row -> new Fence.Mark(row.getLong(1), row.getBytes(2)),
                        mark.size());
        if (ours.isEmpty() || !ours.get().sameAs(mark)) {
            throw stop("The fence's head of size " + mark.size() + " is not one of this database.");
        }
    }

    private boolean signedBySomeoneElse(long size) {
        return QuarkusTransaction.requiringNew().call(() -> database.first(
                        "SELECT note FROM witness_head WHERE size = ?", row -> row.getString(1) != null, size)
                .orElse(false));
    }

    private boolean mine(String turn) {
        return database.first("SELECT name FROM witness_turn WHERE name = ? FOR UPDATE SKIP LOCKED", row -> true, turn)
                .isPresent();
    }

    private IllegalStateException stop(String reason) {
        state.stop(reason);
        return new IllegalStateException(reason);
    }
}

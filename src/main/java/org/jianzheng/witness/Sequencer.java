package org.jianzheng.witness;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jianzheng.tlog.CompactRange;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.TileBuilder;

/**
 * Gives waiting records their index, one batch per transaction, on whichever instance holds the tree's row.
 *
 * <p>Before it grows the tree it folds the stored frontier and the right edge of the tiles, derived from the entries
 * themselves, to the stored root: a bit that flipped stops the log here and not in an auditor's hands.
 */
@ApplicationScoped
class Sequencer {
    private static final int BATCH = 2000;
    private static final int SECONDS = 10;

    private final Database database;
    private final TileStore tiles;
    private final Fence fence;
    private final LogState state;

    Sequencer(Database database, TileStore tiles, Fence fence, LogState state) {
        this.database = database;
        this.tiles = tiles;
        this.fence = fence;
        this.state = state;
    }

    private record StoredTree(long size, byte[] root, byte[] frontier) {}

    private record Waiting(long id, UUID record, byte[] entry) {}

    /** Sequences one batch; false when nothing waits, another instance is at it, or the log is read-only. */
    boolean batch() {
        // A look without a lock: an idle log writes nothing.
        if (state.isReadOnly()
                || database.first("SELECT 1 FROM witness_outbox LIMIT 1", row -> true)
                        .isEmpty()) {
            return false;
        }
        return QuarkusTransaction.requiringNew().timeout(SECONDS).call(() -> {
            database.limitThisTransaction();
            var tree = database.first(
                    "SELECT size, root, frontier FROM witness_tree WHERE id = 1 FOR UPDATE SKIP LOCKED",
                    row -> new StoredTree(row.getLong(1), row.getBytes(2), row.getBytes(3)));
            return tree.isPresent() && grow(tree.get());
        });
    }

    private boolean grow(StoredTree tree) {
        var batch = takeWaiting();
        if (batch.isEmpty()) {
            return false;
        }
        if (fence.read().size() > tree.size()) {
            throw stop("The fence stands at " + fence.read().size() + ", above the tree's " + tree.size()
                    + " entries: the database lost its tail.");
        }
        var builder = builderAt(tree);
        batch.forEach(one -> builder.append(Merkle.leafHash(one.entry())));
        store(
                tree.size(),
                batch.stream().map(Waiting::record).toList(),
                batch.stream().map(Waiting::entry).toList(),
                builder,
                "records/" + HexFormat.of().formatHex(PlatformKey.random(16)));
        return true;
    }

    private List<Waiting> takeWaiting() {
        var batch = new ArrayList<>(database.list(
                "DELETE FROM witness_outbox WHERE id IN (SELECT id FROM witness_outbox ORDER BY id LIMIT ?)"
                        + " RETURNING id, record, entry",
                row -> new Waiting(row.getLong(1), row.getObject(2, UUID.class), row.getBytes(3)),
                BATCH));
        batch.sort(Comparator.comparingLong(Waiting::id));
        return batch;
    }

    private TileBuilder builderAt(StoredTree tree) {
        var builder = TileBuilder.of(tree.size(), tiles, tiles::addFull);
        var frontier = CompactRange.of(tree.size(), hashes(tree.frontier()));
        if (!Arrays.equals(builder.root(), tree.root()) || !Arrays.equals(frontier.root(), tree.root())) {
            throw stop("At size " + tree.size() + " the entries fold to "
                    + HexFormat.of().formatHex(builder.root()) + ", but the tree's root is "
                    + HexFormat.of().formatHex(tree.root()) + ".");
        }
        return builder;
    }

    /** Writes the entries, the grown tree and its head; the caller holds the tree's row, which stands at {@code size}. */
    void store(long size, List<UUID> records, List<byte[]> entries, TileBuilder grown, String object) {
        database.change(
                "INSERT INTO witness_entry (idx, record, entry) SELECT ? + n - 1, r, e"
                        + " FROM unnest(?, ?) WITH ORDINALITY AS one (r, e, n)",
                size,
                records.toArray(UUID[]::new),
                entries.toArray(byte[][]::new));
        int rows = database.change(
                "UPDATE witness_tree SET size = ?, root = ?, frontier = ? WHERE id = 1 AND size = ?",
                grown.size(),
                grown.root(),
                concat(grown.frontier()),
                size);
        if (rows != 1) {
            throw new IllegalStateException("The tree changed under the sequencer's lock");
        }
        database.change(
                "INSERT INTO witness_head (size, first_index, root, object) VALUES (?, ?, ?, ?)",
                grown.size(),
                size,
                grown.root(),
                object);
    }

    private IllegalStateException stop(String reason) {
        state.stop(reason);
        return new IllegalStateException(reason);
    }

    static List<byte[]> hashes(byte[] frontier) {
        var hashes = new ArrayList<byte[]>();
        for (int at = 0; at < frontier.length; at += 32) {
            hashes.add(Arrays.copyOfRange(frontier, at, at + 32));
        }
        return hashes;
    }

    private static byte[] concat(List<byte[]> hashes) {
        var bytes = new ByteArrayOutputStream();
        hashes.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}

package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jianzheng.tlog.CompactRange;
import org.jianzheng.tlog.EntryBundle;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.SubtreeHashes;
import org.jianzheng.tlog.TileHashes;
import org.jianzheng.tlog.TilePath;
import org.jianzheng.tlog.TileSource;

/**
 * The tiles in the database: full ones as they were sequenced, partial ones cut from the entries and from the roots of
 * the level below. Believed by nobody: the sequencer and every reader check them against a root.
 */
@ApplicationScoped
class TileStore implements TileSource {
    private static final int REMEMBERED = 512;

    private final Database database;
    /** Full hash tiles never change; 8 KB each. */
    private final Map<TilePath, byte[]> full = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, byte[]> eldest) {
            return size() > REMEMBERED;
        }
    });

    TileStore(Database database) {
        this.database = database;
    }

    @Override
    public byte[] tile(TilePath path) {
        if (path.isEntries()) {
            var entries = entries(path);
            return entries.size() < path.width() ? null : EntryBundle.encode(entries);
        }
        return path.isFull() ? fullTile(path) : partialTile(path);
    }

    /** For proofs in the tree of {@code size} entries. */
    SubtreeHashes hashes(long size) {
        return new TileHashes(size, this);
    }

    void addFull(TilePath path, byte[] bytes) {
        var own = new CompactRange();
        for (int at = 0; at < bytes.length; at += 32) {
            own.append(java.util.Arrays.copyOfRange(bytes, at, at + 32));
        }
        database.change(
                "INSERT INTO witness_tile (level, idx, root, data) VALUES (?, ?, ?, ?)",
                path.level(),
                path.index(),
                own.root(),
                bytes);
    }

    private byte[] fullTile(TilePath path) {
        var known = full.get(path);
        if (known == null) {
            known = database.first(
                            "SELECT data FROM witness_tile WHERE level = ? AND idx = ?",
                            row -> row.getBytes(1),
                            path.level(),
                            path.index())
                    .orElse(null);
            if (known != null) {
                full.put(path, known);
            }
        }
        return known;
    }

    private byte[] partialTile(TilePath path) {
        var hashes = path.level() == 0
                ? entries(path).stream().map(Merkle::leafHash).toList()
                : database.list(
                        "SELECT root FROM witness_tile WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx",
                        row -> row.getBytes(1),
                        path.level() - 1,
                        path.index() * TilePath.FULL,
                        path.index() * TilePath.FULL + path.width());
        var bytes = new ByteArrayOutputStream();
        hashes.forEach(bytes::writeBytes);
        return hashes.size() < path.width() ? null : bytes.toByteArray();
    }

    private List<byte[]> entries(TilePath path) {
        return database.list(
                "SELECT entry FROM witness_entry WHERE idx >= ? AND idx < ? ORDER BY idx",
                row -> row.getBytes(1),
                path.index() * TilePath.FULL,
                path.index() * TilePath.FULL + path.width());
    }
}

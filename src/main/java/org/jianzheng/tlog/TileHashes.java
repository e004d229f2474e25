package org.jianzheng.tlog;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Subtree hashes out of tiles, for building proofs.
 *
 * <p>Does not authenticate the tiles: check what was built against a signed root. Keeps the last few tiles, so that a
 * proof reads each one once. Not safe for use by several threads.
 */
public final class TileHashes implements SubtreeHashes {
    private static final int KEPT = 24;

    private final long size;
    private final TileSource source;
    private final Map<TilePath, byte[]> recent = new LinkedHashMap<>(32, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    /** Reads from the tiles of a log of {@code size} entries. */
    public TileHashes(long size, TileSource source) {
        this.size = size;
        this.source = source;
    }

    @Override
    public byte[] hash(int level, long index) {
        int within = level % 8;
        long first = index << within;
        var path = TilePath.at(level / 8, first / TilePath.FULL, size);
        int from = (int) (first % TilePath.FULL);
        int count = 1 << within;
        if (from + count > path.width()) {
            throw Strict.refuse(
                    "tlog/proof-range", "Subtree %d on level %d is not complete at size %d.", index, level, size);
        }
        return fold(recent.computeIfAbsent(path, source::require), from, count);
    }

    private static byte[] fold(byte[] tile, int from, int count) {
        if (count == 1) {
            return Arrays.copyOfRange(tile, from * Sha256.LENGTH, (from + 1) * Sha256.LENGTH);
        }
        int half = count / 2;
        return Merkle.nodeHash(fold(tile, from, half), fold(tile, from + half, half));
    }
}

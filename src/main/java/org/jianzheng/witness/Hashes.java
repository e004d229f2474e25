package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Node hashes of the stored tree and the proofs made of them (RFC 6962 §2.1), reading at most a few tiles per level.
 *
 * <p>Whatever is handed out here is made from the database and believed by nobody: receivers check it against a head.
 */
@ApplicationScoped
class Hashes {
    private static final int WIDTH = 256;
    private static final int REMEMBERED = 1024;

    private final Database database;
    /** Full tiles never change. */
    private final Map<Place, List<byte[]>> full = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, List<byte[]>> eldest) {
            return size() > REMEMBERED;
        }
    });

    Hashes(Database database) {
        this.database = database;
    }

    private record Place(int level, long tile) {}

    /** The first {@code width} hashes of tile (level, tile). */
    List<byte[]> tile(int level, long tile, int width) {
        var known = full.get(new Place(level, tile));
        if (known != null) {
            return known.subList(0, width);
        }
        long first = tile * WIDTH;
        var hashes = level == 0
                ? database.list(
                        "SELECT entry FROM witness_entry WHERE idx >= ? AND idx < ? ORDER BY idx",
                        row -> Tree.leaf(row.getBytes(1)),
                        first,
                        first + WIDTH)
                : database.list(
                        "SELECT root FROM witness_tile WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx",
                        row -> row.getBytes(1),
                        level - 1,
                        first,
                        first + WIDTH);
        if (hashes.size() == WIDTH) {
            full.put(new Place(level, tile), List.copyOf(hashes));
        }
        if (hashes.size() < width) {
            throw new IllegalStateException(
                    "Tile " + level + "/" + tile + " has " + hashes.size() + " hashes, " + width + " were asked for");
        }
        return hashes.subList(0, width);
    }

    /** PATH({@code index}, D[{@code size}]), leaf side first. */
    List<byte[]> inclusion(long index, long size) {
        var path = new ArrayList<byte[]>();
        new Reader().path(index, 0, size, path);
        return path;
    }

    /** PROOF({@code from}, D[{@code to}]). */
    List<byte[]> consistency(long from, long to) {
        var proof = new ArrayList<byte[]>();
        if (from > 0 && from < to) {
            new Reader().subproof(from, 0, to, true, proof);
        }
        return proof;
    }

    byte[] root(long size) {
        return size == 0 ? Tree.emptyRoot() : new Reader().subtree(0, size);
    }

    /** One proof's reading: each tile is fetched once. */
    private final class Reader {
        private final Map<Place, List<byte[]>> read = new HashMap<>();

        private void path(long index, long low, long high, List<byte[]> path) {
            if (high - low == 1) {
                return;
            }
            long middle = low + Long.highestOneBit(high - low - 1);
            if (index < middle) {
                path(index, low, middle, path);
                path.add(subtree(middle, high));
            } else {
                path(index, middle, high, path);
                path.add(subtree(low, middle));
            }
        }

        private void subproof(long from, long low, long high, boolean whole, List<byte[]> proof) {
            if (from == high) {
                if (!whole) {
                    proof.add(subtree(low, high));
                }
                return;
            }
            long middle = low + Long.highestOneBit(high - low - 1);
            if (from <= middle) {
                subproof(from, low, middle, whole, proof);
                proof.add(subtree(middle, high));
            } else {
                subproof(from, middle, high, false, proof);
                proof.add(subtree(low, middle));
            }
        }

        /** MTH(D[low:high]), where the range is one that RFC 6962 splits to. */
        private byte[] subtree(long low, long high) {
            long count = high - low;
            if (Long.bitCount(count) == 1) {
                return complete(Long.numberOfTrailingZeros(count), low / count);
            }
            long middle = low + Long.highestOneBit(count - 1);
            return Tree.node(subtree(low, middle), subtree(middle, high));
        }

        private byte[] complete(int height, long position) {
            int level = height / 8;
            int width = 1 << (height % 8);
            long first = position * width;
            int offset = (int) (first % WIDTH);
            var place = new Place(level, first / WIDTH);
            var hashes = read.computeIfAbsent(place, at -> tile(level, at.tile(), offset + width));
            if (hashes.size() < offset + width) {
                hashes = tile(level, place.tile(), offset + width);
                read.put(place, hashes);
            }
            return Tree.fold(hashes.subList(offset, offset + width));
        }
    }
}

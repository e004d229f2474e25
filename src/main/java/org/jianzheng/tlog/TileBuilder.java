package org.jianzheng.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the hash tiles of a growing log: full ones as they fill, the partial ones of any size that gets published.
 *
 * <p>Memory: at most 8 tiles of 8 KB. Not safe for use by several threads.
 */
public final class TileBuilder {
    /** A tile and its bytes. */
    public record Tile(TilePath path, byte[] bytes) {}

    /** Takes each tile that has become full. */
    @FunctionalInterface
    public interface Full {
        void tile(TilePath path, byte[] bytes);
    }

    private final CompactRange range;
    private final List<byte[]> open = new ArrayList<>();
    private final Full full;

    /** Begins with an empty log. */
    public TileBuilder(Full full) {
        this(new CompactRange(), full);
    }

    private TileBuilder(CompactRange range, Full full) {
        this.range = range;
        this.full = full;
    }

    /** Goes on at {@code size}, from the right edge of the tiles that are there. */
    public static TileBuilder of(long size, TileSource source, Full full) {
        var builder = new TileBuilder(CompactRange.of(size, new TileHashes(size, source)), full);
        for (int level = 0; TilePath.hashes(level, size) > 0; level++) {
            long hashes = TilePath.hashes(level, size);
            if (hashes % TilePath.FULL != 0) {
                var edge = source.require(TilePath.at(level, hashes / TilePath.FULL, size));
                System.arraycopy(edge, 0, builder.openTile(level), 0, edge.length);
            }
        }
        return builder;
    }

    public void append(byte[] leafHash) {
        range.append(leafHash, (level, index, hash) -> {
            if (level % 8 == 0) {
                put(level / 8, index, hash);
            }
        });
    }

    /** Appends the {@value TilePath#FULL} leaf hashes of a full tile, one after the other; so far all tiles are full. */
    void appendTile(byte[] leaves) {
        full.tile(new TilePath(0, size() / TilePath.FULL, TilePath.FULL), leaves);
        range.appendSubtree(8, TileFold.root(leaves), (level, index, hash) -> {
            if (level % 8 == 0) {
                put(level / 8, index, hash);
            }
        });
    }

    private void put(int level, long index, byte[] hash) {
        var tile = openTile(level);
        int place = (int) (index % TilePath.FULL);
        System.arraycopy(hash, 0, tile, place * Sha256.LENGTH, Sha256.LENGTH);
        if (place == TilePath.FULL - 1) {
            full.tile(new TilePath(level, index / TilePath.FULL, TilePath.FULL), tile.clone());
        }
    }

    private byte[] openTile(int level) {
        while (open.size() <= level) {
            open.add(new byte[TilePath.FULL * Sha256.LENGTH]);
        }
        return open.get(level);
    }

    /** The partial tiles of the size reached: the right edge, at most one per level. */
    public List<Tile> partials() {
        var partials = new ArrayList<Tile>();
        for (int level = 0; TilePath.hashes(level, size()) > 0; level++) {
            long hashes = TilePath.hashes(level, size());
            int width = (int) (hashes % TilePath.FULL);
            if (width > 0) {
                var path = new TilePath(level, hashes / TilePath.FULL, width);
                partials.add(new Tile(path, Arrays.copyOf(open.get(level), width * Sha256.LENGTH)));
            }
        }
        return partials;
    }

    public long size() {
        return range.size();
    }

    public byte[] root() {
        return range.root();
    }

    /** See {@link CompactRange#frontier()}. */
    public List<byte[]> frontier() {
        return range.frontier();
    }
}

package org.jianzheng.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree that only grows, kept as the roots of its complete subtrees: one per set bit of the size, largest first.
 *
 * <p>Enough for the root and for every further entry, in O(log n) memory. Not safe for use by several threads.
 */
public final class CompactRange {
    /** Told of each subtree that an append completes, from the leaf up. */
    @FunctionalInterface
    public interface Completed {
        void subtree(int level, long index, byte[] hash);
    }

    private final List<byte[]> frontier;
    private long size;

    public CompactRange() {
        this(0, List.of());
    }

    private CompactRange(long size, List<byte[]> frontier) {
        this.size = size;
        this.frontier = new ArrayList<>(frontier);
    }

    /** Goes on from a stored state; refuses ({@code tlog/frontier}) one that is not of this size. */
    public static CompactRange of(long size, List<byte[]> frontier) {
        if (size < 0 || Long.bitCount(size) != frontier.size()) {
            throw Strict.refuse(
                    "tlog/frontier", "%d hashes cannot be the frontier of %d entries.", frontier.size(), size);
        }
        frontier.forEach(hash -> Strict.checkHash(hash, "tlog/frontier"));
        return new CompactRange(size, frontier);
    }

    /** Goes on from a tree whose subtree hashes are at hand. */
    public static CompactRange of(long size, SubtreeHashes hashes) {
        var frontier = new ArrayList<byte[]>();
        long from = 0;
        for (long rest = size; rest > 0; rest ^= Long.highestOneBit(rest)) {
            int level = Long.numberOfTrailingZeros(Long.highestOneBit(rest));
            frontier.add(hashes.hash(level, from >>> level));
            from += Long.highestOneBit(rest);
        }
        return of(size, frontier);
    }

    public void append(byte[] leafHash) {
        append(leafHash, (level, index, hash) -> {});
    }

    public void append(byte[] leafHash, Completed completed) {
        Strict.checkHash(leafHash, "tlog/hash");
        appendSubtree(0, leafHash, completed);
    }

    /** Appends a complete subtree of {@code 1 << level} entries at once; the size so far must be a multiple of that. */
    void appendSubtree(int level, byte[] root, Completed completed) {
        if ((size & (1L << level) - 1) != 0) {
            throw new IllegalStateException("A subtree of level " + level + " cannot follow " + size + " entries");
        }
        completed.subtree(level, size >>> level, root);
        byte[] hash = root;
        int at = level;
        for (long rest = size >>> level; (rest & 1) == 1; rest >>>= 1) {
            hash = Merkle.nodeHash(frontier.remove(frontier.size() - 1), hash);
            at++;
            completed.subtree(at, size >>> at, hash);
        }
        frontier.add(hash);
        size += 1L << level;
    }

    public long size() {
        return size;
    }

    public byte[] root() {
        if (frontier.isEmpty()) {
            return Merkle.emptyRoot();
        }
        byte[] root = frontier.get(frontier.size() - 1);
        for (int i = frontier.size() - 2; i >= 0; i--) {
            root = Merkle.nodeHash(frontier.get(i), root);
        }
        return root.clone();
    }

    /** The state to store, largest subtree first. */
    public List<byte[]> frontier() {
        return frontier.stream().map(byte[]::clone).toList();
    }
}

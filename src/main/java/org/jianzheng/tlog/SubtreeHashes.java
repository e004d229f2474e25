package org.jianzheng.tlog;

/** Where the hashes of complete subtrees come from: tiles, a table, or memory. */
@FunctionalInterface
public interface SubtreeHashes {
    /** The Merkle tree hash of the entries from index·2^level up to, without, (index+1)·2^level. */
    byte[] hash(int level, long index);
}

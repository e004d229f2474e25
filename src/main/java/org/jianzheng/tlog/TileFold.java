package org.jianzheng.tlog;

import java.util.Arrays;

/** A full tile folded to its root without an object for each hash: whoever reads a whole log does hardly anything else. */
public final class TileFold {
    private TileFold() {}

    /** The leaf hash of the {@code length} bytes of {@code bundle} at {@code from}, into {@code tile} at {@code place}. */
    static void leaf(byte[] bundle, int from, int length, byte[] scratch, byte[] tile, int place) {
        scratch[0] = 0;
        System.arraycopy(bundle, from, scratch, 1, length);
        Sha256.hash(scratch, 1 + length, tile, place * Sha256.LENGTH);
    }

    /** The root above the hashes of a full tile. */
    public static byte[] root(byte[] tile) {
        var row = tile.clone();
        var node = new byte[1 + 2 * Sha256.LENGTH];
        node[0] = 1;
        for (int width = TilePath.FULL; width > 1; width /= 2) {
            for (int pair = 0; pair < width / 2; pair++) {
                System.arraycopy(row, pair * 2 * Sha256.LENGTH, node, 1, 2 * Sha256.LENGTH);
                Sha256.hash(node, node.length, row, pair * Sha256.LENGTH);
            }
        }
        return Arrays.copyOf(row, Sha256.LENGTH);
    }
}

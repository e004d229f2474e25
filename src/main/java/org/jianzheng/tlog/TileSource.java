package org.jianzheng.tlog;

/** Where tiles are read from. What comes out is not trusted before a proof or a root made of it has been checked. */
@FunctionalInterface
public interface TileSource {
    /** The bytes of the tile at the width asked for, or null when there is none of that width. */
    byte[] tile(TilePath path);

    /** The tile, or the beginning of the full one that has replaced it; refuses absence and a wrong length. */
    default byte[] require(TilePath path) {
        byte[] bytes = tile(path);
        if (bytes == null && !path.isFull()) {
            bytes = tile(path.full());
            if (bytes != null && bytes.length == TilePath.FULL * Sha256.LENGTH) {
                bytes = java.util.Arrays.copyOf(bytes, path.width() * Sha256.LENGTH);
            }
        }
        if (bytes == null) {
            throw Strict.refuse("tlog/tile-absent", "There is no %s.", path).status(404);
        }
        if (bytes.length != path.width() * Sha256.LENGTH) {
            throw Strict.refuse("tlog/tile", "%s has %d bytes.", path, bytes.length);
        }
        return bytes;
    }
}

package org.jianzheng.sealing;

import java.util.HexFormat;
import java.util.List;

/**
 * One file of a bid.
 *
 * @param size its true bytes; the parts may hold zero bytes of padding after them
 */
public record ManifestFile(String name, String mediaType, long size, List<ManifestPart> parts) {
    public ManifestFile {
        parts = List.copyOf(parts);
    }

    /** The digest of the file: over the concatenated {@code ptHash}es of its parts. */
    public String digest(Suite suite) {
        var digest = suite.newDigest();
        parts.forEach(part -> digest.update(HexFormat.of().parseHex(part.ptHash())));
        return HexFormat.of().formatHex(digest.digest());
    }

    long paddedSize() {
        return parts.stream().mapToLong(ManifestPart::size).sum();
    }
}

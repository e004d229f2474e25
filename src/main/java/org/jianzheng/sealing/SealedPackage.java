package org.jianzheng.sealing;

import java.nio.file.Path;
import java.util.List;
import org.jianzheng.record.ObjectRef;

/**
 * What the writer left in a folder, and what the submission statement must say of it.
 *
 * @param manifestHash hex digest of the manifest's SignedData: the statement's {@code manifest}
 */
public record SealedPackage(
        Path directory, Manifest manifest, String manifestHash, ObjectRef header, List<ObjectRef> parts) {
    /** File of the header. */
    public static final String HEADER = "header.p7m";

    /** File of the manifest's SignedData, for the bidder himself. */
    public static final String SLIP = "slip.p7s";

    public SealedPackage {
        parts = List.copyOf(parts);
    }

    /** File of the part {@code index}, counted from 0. */
    public static String partName(int index) {
        return String.format("part-%05d.p7m", index);
    }
}

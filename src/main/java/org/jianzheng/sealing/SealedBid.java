package org.jianzheng.sealing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jianzheng.sealing.SealedPackage.SealedObject;

/**
 * One envelope of a submitted bid as its statement describes it, and where its objects are.
 *
 * @param bidder certificate id of the account that submitted it and signed the statement
 * @param manifest hex digest of the manifest's SignedData, from the statement
 */
public record SealedBid(
        Point q,
        String tender,
        String lot,
        String stage,
        String bidder,
        String manifest,
        SealedObject header,
        List<SealedObject> parts,
        byte[] headerBytes,
        Objects objects) {
    /** Opens the stored object of a part, counted from 0; an {@link IOException} means storage, not the bid. */
    public interface Objects {
        InputStream part(int index, String hash) throws IOException;
    }

    public SealedBid {
        parts = List.copyOf(parts);
    }
}

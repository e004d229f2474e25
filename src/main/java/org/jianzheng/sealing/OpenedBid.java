package org.jianzheng.sealing;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A bid that opened, every hash, tag and signature checked.
 *
 * @param slip the manifest's SignedData, as it was sealed
 * @param form bytes of the bid form without padding; what they say is for {@link BidForm#read} to judge
 * @param files one released file for each file of the manifest, in its order, the form first
 */
public record OpenedBid(Manifest manifest, byte[] slip, X509Certificate signer, byte[] form, List<Path> files)
        implements OpeningOutcome {
    public OpenedBid {
        files = List.copyOf(files);
    }
}

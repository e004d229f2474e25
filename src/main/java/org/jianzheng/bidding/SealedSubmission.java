package org.jianzheng.bidding;

import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.shared.PartyId;

/**
 * One envelope of a submitted bid with its stored objects.
 *
 * @param bidder certificate id of the submitter
 * @param cms the statement as it was signed
 * @param header bytes of the header object
 * @param open opens a stored object by its hash
 */
public record SealedSubmission(
        PartyId party,
        String bidder,
        SubmissionStatement statement,
        byte[] cms,
        byte[] header,
        List<String> parts,
        Function<String, InputStream> open) {}

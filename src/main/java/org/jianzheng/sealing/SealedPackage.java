package org.jianzheng.sealing;

import java.nio.file.Path;
import java.util.List;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Problem;

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

    /**
     * The statement of a bid whose envelopes are these packages, one for each stage, each in its own folder.
     *
     * @throws Problem {@code sealing/package} when they are not envelopes of one bid
     */
    public static SubmissionStatement statement(BidId id, int seq, String prev, List<SealedPackage> envelopes) {
        var first = envelopes.get(0).manifest();
        boolean only = envelopes.size() == 1;
        for (var one : envelopes) {
            var manifest = one.manifest();
            if (!manifest.suite().equals(first.suite())
                    || !manifest.lot().equals(first.lot())
                    || !manifest.tender().equals(first.tender())
                    || !manifest.bidder().equals(first.bidder())) {
                throw PackageWriter.refuse("its envelopes are of different bidders, lots or suites");
            }
        }
        return new SubmissionStatement(
                1,
                first.suite(),
                first.tender(),
                first.lot(),
                id,
                seq,
                prev,
                only ? envelopes.get(0).manifestHash() : null,
                envelopes.stream().map(one -> one.envelope(only)).toList());
    }

    /** What the statement says of this package; {@code only} when the bid has no other envelope. */
    public SubmissionStatement.Envelope envelope(boolean only) {
        return new SubmissionStatement.Envelope(
                manifest.envelope(), manifest.openingKey(), header, parts, only ? null : manifestHash);
    }

    /** File of the part {@code index}, counted from 0. */
    public static String partName(int index) {
        return String.format("part-%05d.p7m", index);
    }
}

package org.jianzheng.sealing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * One envelope of a submitted bid as its statement describes it, and where its objects are.
 *
 * @param bidder certificate id of the account that submitted it and signed the statement
 * @param manifest hex digest of the manifest's SignedData, from the statement or this envelope in it
 */
public record SealedBid(
        Point q,
        TenderId tender,
        LotId lot,
        String stage,
        String bidder,
        String manifest,
        ObjectRef header,
        List<ObjectRef> parts,
        byte[] headerBytes,
        Objects objects) {
    /**
     * Opens the stored object of a part, counted from 0. {@link java.nio.file.NoSuchFileException} says that storage
     * answered and does not have it; any other {@link IOException} says nothing about the bid.
     */
    public interface Objects {
        InputStream part(int index, String hash) throws IOException;
    }

    public SealedBid {
        parts = List.copyOf(parts);
    }

    /**
     * The envelope of {@code statement} that is sealed to {@code q} and opened at {@code stage}.
     *
     * @param bidder certificate id of the statement's signer
     * @throws Problem {@code sealing/envelope} when the statement has no such envelope
     */
    public static SealedBid of(
            SubmissionStatement statement, String bidder, String stage, Point q, byte[] headerBytes, Objects objects) {
        var envelope = statement
                .envelope(stage)
                .filter(one -> one.openingKey().equals(q.keyId()))
                .filter(one -> statement.suite().equals(q.suite().name()))
                .orElseThrow(() ->
                        refuse("It has no envelope of stage " + stage + " for the opening key " + q.keyId() + "."));
        return new SealedBid(
                q,
                statement.tender(),
                statement.lot(),
                stage,
                bidder,
                statement.manifest(stage),
                envelope.header(),
                envelope.parts(),
                headerBytes,
                objects);
    }

    private static Problem refuse(String reason) {
        return Problem.of("sealing/envelope")
                .detail("The statement does not fit this opening. %s", reason)
                .remedy("Seal the bid again to the opening key in force for this lot and stage.");
    }
}

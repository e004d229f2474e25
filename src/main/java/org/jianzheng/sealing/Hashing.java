package org.jianzheng.sealing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.util.Arrays;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/** Hashes of the key ceremony and of the opening. */
public final class Hashing {
    /** What a share is given for; hashed into its proof, so that the proof fits this bid only. */
    private record Context(
            String ceremony, TenderId tender, LotId lot, String stage, BidId submission, String header) {}

    private Hashing() {}

    /**
     * Hash to scalar: {@code H(00 ‖ m) ‖ H(01 ‖ m)} modulo the order, where m is the domain and the parts, each behind
     * its length in four bytes. Twice the width, so the bias of the reduction is negligible.
     */
    public static Scalar h(Suite suite, String domain, byte[]... parts) {
        var message = new ByteArrayOutputStream();
        writeWithLength(message, domain.getBytes(StandardCharsets.US_ASCII));
        for (var part : parts) {
            writeWithLength(message, part);
        }
        var wide = Arrays.concatenate(
                suite.digest(new byte[] {0}, message.toByteArray()),
                suite.digest(new byte[] {1}, message.toByteArray()));
        return new Scalar(suite, new BigInteger(1, wide));
    }

    /**
     * The context of a share's proof: the raw digest over canonical {@code {ceremony, tender, lot, stage, submission,
     * header}}.
     *
     * @param ceremony hex SHA-256 of the plan's bytes
     * @param submission the statement's {@code id}
     * @param header hex digest of the header object
     */
    public static byte[] ctx(
            Suite suite, String ceremony, TenderId tender, LotId lot, String stage, BidId submission, String header) {
        return suite.digest(Canonical.write(new Context(ceremony, tender, lot, stage, submission, header)));
    }

    static byte[] u32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static void writeWithLength(ByteArrayOutputStream out, byte[] part) {
        out.writeBytes(u32(part.length));
        out.writeBytes(part);
    }
}

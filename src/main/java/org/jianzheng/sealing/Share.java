package org.jianzheng.sealing;

import org.jianzheng.record.Canonical;
import org.jianzheng.shared.BidId;

/**
 * A decryption share as it lies in the envelope to the combiner, and later in the full case file.
 *
 * @param d base64 of the compressed point
 */
public record Share(int v, BidId submission, String d, String c, String z) {
    /** Far above what a share needs; more is no share, and a case file has no room for it. */
    public static final int MAX_BYTES = 1 << 16;

    public Share {
        KeyForms.version(v);
        KeyForms.present("submission", submission);
        KeyForms.present("d", d);
        KeyForms.hex("c", c, 64);
        KeyForms.hex("z", z, 64);
    }

    public static Share of(BidId submission, DecryptionShare share) {
        return new Share(
                1,
                submission,
                KeyForms.text(share.d()),
                share.c().hex(),
                share.z().hex());
    }

    public static Share read(byte[] bytes) {
        return Canonical.read(bytes, Share.class);
    }

    public byte[] bytes() {
        return Canonical.write(this);
    }

    /** What office answers and journals say of it instead of it: hex SHA-256 of its bytes. */
    public String hash() {
        return KeyForms.sha256(bytes());
    }

    /** The share of custodian {@code index}, still to be verified. */
    public DecryptionShare arithmetic(Suite suite, int index) {
        return new DecryptionShare(
                index, KeyForms.point(suite, "d", d), Scalar.decodeHex(suite, c), Scalar.decodeHex(suite, z));
    }

    @Override
    public String toString() {
        return "Share[" + submission + ", hidden]";
    }
}

package org.jianzheng.sealing;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/**
 * A short message encrypted by SM2 (GM/T 0003.4, GB/T 32918.4): C1 = kG, C2 = M ⊕ KDF(x2‖y2), C3 = SM3(x2‖M‖y2), where
 * (x2, y2) = kQ. In DER it is the SM2Cipher of GM/T 0009: {@code SEQUENCE {x, y INTEGER, C3, C2 OCTET STRING}}.
 *
 * <p>Decrypting takes (x2, y2) = d·C1, which a quorum computes without anybody knowing d.
 */
record Sm2Ciphertext(Point c1, byte[] c3, byte[] c2) {
    private static final int DIGEST = 32;

    static Sm2Ciphertext encrypt(Point q, byte[] message, SecureRandom random) {
        var ephemeral = Scalar.random(q.suite(), random);
        var made = encrypt(q, message, ephemeral);
        // GM/T 0003.4 §6.1 A5: a key stream of zeros would send the message in clear; draw again.
        return made == null ? encrypt(q, message, random) : made;
    }

    static Sm2Ciphertext encrypt(Point q, byte[] message, Scalar ephemeral) {
        var shared = ephemeral.times(q);
        var stream = keyStream(shared, message.length);
        if (isZero(stream)) {
            return null;
        }
        return new Sm2Ciphertext(ephemeral.timesGenerator(), check(shared, message), xor(message, stream));
    }

    /** The message, given d·C1; null when C3 does not match. */
    byte[] decrypt(Point shared) {
        var stream = keyStream(shared, c2.length);
        var message = xor(c2, stream);
        if (isZero(stream) || !MessageDigest.isEqual(check(shared, message), c3)) {
            Arrays.fill(message, (byte) 0);
            return null;
        }
        return message;
    }

    static Sm2Ciphertext read(Suite suite, Der.Cursor in) {
        var body = in.enter(Der.SEQUENCE);
        var x = coordinate(body);
        var y = coordinate(body);
        var c3 = body.content(Der.OCTETS, DIGEST);
        var c2 = body.content(Der.OCTETS);
        body.end();
        if (c2.length == 0 || c2.length > DIGEST) {
            throw Der.Cursor.refuse("an SM2 message of " + c2.length + " bytes");
        }
        var c1 = org.bouncycastle.util.Arrays.concatenate(new byte[] {4}, x, y);
        return new Sm2Ciphertext(Point.decode(suite, c1), c3, c2);
    }

    byte[] encode() {
        return Der.sequence(integer(c1.x()), integer(c1.y()), Der.octets(c3), Der.octets(c2));
    }

    /** The bytes that SM2 without DER has: 04‖x‖y‖C3‖C2. */
    byte[] c1c3c2() {
        return org.bouncycastle.util.Arrays.concatenate(c1.uncompressed(), c3, c2);
    }

    private static byte[] coordinate(Der.Cursor in) {
        var bytes = in.content(Der.INTEGER);
        var value = bytes.length == 0 ? BigInteger.ONE.negate() : new BigInteger(bytes);
        if (value.signum() < 0 || value.bitLength() > 256 || !Arrays.equals(value.toByteArray(), bytes)) {
            throw Der.Cursor.refuse("a coordinate that is no INTEGER of 32 bytes");
        }
        return BigIntegers.asUnsignedByteArray(32, value);
    }

    private static byte[] integer(byte[] unsigned) {
        return Der.tlv(Der.INTEGER, new BigInteger(1, unsigned).toByteArray());
    }

    /** One block of the KDF is enough: a message is no longer than a digest. */
    private static byte[] keyStream(Point shared, int length) {
        if (length < 1 || length > DIGEST) {
            throw new IllegalArgumentException("An SM2 message of " + length + " bytes is not a key");
        }
        return Arrays.copyOf(shared.suite().digest(shared.x(), shared.y(), new byte[] {0, 0, 0, 1}), length);
    }

    private static byte[] check(Point shared, byte[] message) {
        return shared.suite().digest(shared.x(), message, shared.y());
    }

    private static boolean isZero(byte[] bytes) {
        return MessageDigest.isEqual(bytes, new byte[bytes.length]);
    }

    private static byte[] xor(byte[] a, byte[] b) {
        var out = new byte[a.length];
        for (int i = 0; i < a.length; i++) {
            out[i] = (byte) (a[i] ^ b[i]);
        }
        return out;
    }

    @Override
    public String toString() {
        return "Sm2Ciphertext[" + c1 + "]";
    }
}

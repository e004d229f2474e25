package org.jianzheng.sealing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.ECPoint;
import org.jianzheng.shared.Problem;

/** A point of the suite's curve, never the point at infinity. The curves have cofactor 1, so it generates the group. */
public final class Point {
    private final Suite suite;
    private final ECPoint point;

    Point(Suite suite, ECPoint point) {
        if (point.isInfinity()) {
            throw refuse("it is the point at infinity");
        }
        this.suite = suite;
        this.point = point.normalize();
    }

    /**
     * Reads 33 compressed bytes (02 or 03, x) or 65 uncompressed ones (04, x, y).
     *
     * @throws Problem {@code sealing/point} when they are not a point on the curve
     */
    public static Point decode(Suite suite, byte[] bytes) {
        boolean compressed = bytes.length == 33 && (bytes[0] == 2 || bytes[0] == 3);
        boolean uncompressed = bytes.length == 65 && bytes[0] == 4;
        if (!compressed && !uncompressed) {
            throw refuse("it has " + bytes.length + " bytes of no known form");
        }
        try {
            return new Point(suite, suite.curve().decodePoint(bytes));
        } catch (IllegalArgumentException e) {
            throw refuse("it is not on the curve").cause(e);
        }
    }

    public static Point decodeHex(Suite suite, String hex) {
        try {
            return decode(suite, HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw refuse("it is not hexadecimal").cause(e);
        }
    }

    /** A public key as a point of the suite that it is on the curve of. */
    public static Point of(PublicKey key) {
        return of(Suite.of(key), key);
    }

    /** The public key of a certificate as a point of the suite's curve. */
    public static Point of(Suite suite, PublicKey key) {
        var info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
        var expected = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, suite.curveOid());
        if (!expected.equals(info.getAlgorithm())) {
            throw refuse("the key is not on the curve of suite " + suite.name());
        }
        return decode(suite, info.getPublicKeyData().getOctets());
    }

    public Suite suite() {
        return suite;
    }

    /** 33 bytes, compressed: the form that forms and proofs use. */
    public byte[] enc() {
        return point.getEncoded(true);
    }

    public String hex() {
        return HexFormat.of().formatHex(enc());
    }

    /** 65 bytes, as CMS carries it. */
    public byte[] uncompressed() {
        return point.getEncoded(false);
    }

    /** X.509 SubjectPublicKeyInfo in DER, named curve, uncompressed point. */
    public byte[] spki() {
        var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, suite.curveOid());
        try {
            return new SubjectPublicKeyInfo(algorithm, uncompressed()).getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How manifests and statements name an opening key: lower-case hex SHA-256 of its SubjectPublicKeyInfo. */
    public String keyId() {
        return HexFormat.of().formatHex(hash("SHA-256", spki()));
    }

    /** SHA-1 of the BIT STRING's value (RFC 5280 §4.2.1.2 method 1); a name, not a protection. */
    public byte[] subjectKeyIdentifier() {
        return hash("SHA-1", uncompressed());
    }

    public PublicKey publicKey() {
        return suite.signatures().publicKey(spki());
    }

    byte[] x() {
        return point.getAffineXCoord().getEncoded();
    }

    byte[] y() {
        return point.getAffineYCoord().getEncoded();
    }

    ECPoint ec() {
        return point;
    }

    private static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Problem refuse(String reason) {
        return Problem.of("sealing/point")
                .detail("A point is refused: %s.", reason)
                .remedy("Send the point as its maker encoded it.");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Point p && suite == p.suite && Arrays.equals(enc(), p.enc());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(enc());
    }

    @Override
    public String toString() {
        return "Point[" + hex() + "]";
    }
}

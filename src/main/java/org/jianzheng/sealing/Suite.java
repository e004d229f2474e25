package org.jianzheng.sealing;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.jianzheng.shared.Problem;

/**
 * Which curve, digest, content cipher and key wrap a tender is sealed with, and how CMS names them.
 *
 * <p>Everything in this module that depends on an algorithm asks a suite, so that the national suite is an addition.
 */
public final class Suite {
    /** International: P-256, SHA-256, AES-256-GCM (tag 16, nonce 12), AES-256 key wrap. */
    public static final Suite P256 = new Suite(new Algorithms(
            "p256",
            CustomNamedCurves.getByName("P-256"),
            SECObjectIdentifiers.secp256r1,
            "SHA-256",
            NISTObjectIdentifiers.id_aes256_GCM,
            NISTObjectIdentifiers.id_aes256_wrap,
            SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme));

    /** Bytes of a content key and of a key-encryption key. */
    static final int KEY = 32;

    static final int WRAPPED = KEY + 8;
    static final int NONCE = 12;
    static final int TAG = 16;
    static final int KID = 16;

    private record Algorithms(
            String name,
            X9ECParameters curve,
            ASN1ObjectIdentifier curveOid,
            String digest,
            ASN1ObjectIdentifier content,
            ASN1ObjectIdentifier wrap,
            ASN1ObjectIdentifier agreement) {}

    private final Algorithms algorithms;

    private Suite(Algorithms algorithms) {
        this.algorithms = algorithms;
    }

    /**
     * The suite a form names.
     *
     * @throws Problem {@code sealing/suite} for a name this version does not know
     */
    public static Suite of(String name) {
        if (P256.name().equals(name)) {
            return P256;
        }
        throw Problem.of("sealing/suite")
                .detail("The suite '%s' is not known to this version; it knows p256.", name)
                .field("suite")
                .remedy("Use the suite named in the opening-key statement, or a newer version.");
    }

    public String name() {
        return algorithms.name;
    }

    /** The suite's digest over the concatenation of {@code parts}. */
    public byte[] digest(byte[]... parts) {
        var digest = newDigest();
        for (var part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** The suite's digest as forms spell it. */
    public String hex(byte[]... parts) {
        return HexFormat.of().formatHex(digest(parts));
    }

    /** A fresh digest, for streams. */
    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(algorithms.digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The generator G. */
    public Point generator() {
        return new Point(this, algorithms.curve.getG());
    }

    BigInteger order() {
        return algorithms.curve.getN();
    }

    ECCurve curve() {
        return algorithms.curve.getCurve();
    }

    ASN1ObjectIdentifier curveOid() {
        return algorithms.curveOid;
    }

    byte[] contentOid() {
        return Der.oid(algorithms.content);
    }

    /** AlgorithmIdentifier of the key wrap, without parameters. */
    byte[] wrapAlgorithm() {
        return Der.sequence(Der.oid(algorithms.wrap));
    }

    /** AlgorithmIdentifier of the key agreement; its parameter is the key wrap (RFC 5753 §7.1.5). */
    byte[] agreementAlgorithm() {
        return Der.sequence(Der.oid(algorithms.agreement), wrapAlgorithm());
    }

    /** The key-encryption key from the shared point's x: X9.63 KDF with the shared info of RFC 5753 §7.2, no ukm. */
    byte[] keyEncryptionKey(byte[] sharedX) {
        byte[] bits = {0, 0, 1, 0};
        var info = Der.sequence(wrapAlgorithm(), Der.tlv(0xA2, Der.octets(bits)));
        return digest(sharedX, new byte[] {0, 0, 0, 1}, info);
    }

    @Override
    public String toString() {
        return name();
    }
}

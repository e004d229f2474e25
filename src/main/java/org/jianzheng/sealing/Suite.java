package org.jianzheng.sealing;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.shared.Problem;

/**
 * Which curve, digest, content cipher and key wrap a tender is sealed with, and how CMS names them.
 *
 * <p>Everything in this module that depends on an algorithm asks a suite: one table, a row for each.
 */
public final class Suite {
    /** International: P-256, SHA-256, AES-256-GCM and key wrap; a header is sealed by ECDH. */
    public static final Suite P256 = new Suite(new Algorithms(
            SignatureSuite.P256,
            CustomNamedCurves.getByName("P-256"),
            SECObjectIdentifiers.secp256r1,
            Digests::sha256,
            Digests::sha256,
            NISTObjectIdentifiers.id_aes256_GCM,
            NISTObjectIdentifiers.id_aes256_wrap,
            new AesCipher(),
            Kari.FORM));

    /** National (国密): sm2p256v1, SM3, SM4-GCM and key wrap; a header is sealed by SM2 public-key encryption. */
    public static final Suite SM2 = new Suite(new Algorithms(
            SignatureSuite.SM2,
            CustomNamedCurves.getByName("sm2p256v1"),
            GMObjectIdentifiers.sm2p256v1,
            Digests::sm3,
            Digests::bulkSm3,
            GMObjectIdentifiers.sms4_gcm,
            GMObjectIdentifiers.sms4_wrap,
            Sm4Cipher.fastest(),
            Ktri.FORM));

    private static final List<Suite> ALL = List.of(P256, SM2);

    static final int NONCE = 12;
    static final int TAG = 16;
    static final int KID = 16;

    /**
     * @param digest for short inputs
     * @param bulkDigest the same function, by whoever is fastest over long ones
     */
    private record Algorithms(
            SignatureSuite signatures,
            X9ECParameters curve,
            ASN1ObjectIdentifier curveOid,
            Supplier<MessageDigest> digest,
            Supplier<MessageDigest> bulkDigest,
            ASN1ObjectIdentifier content,
            ASN1ObjectIdentifier wrap,
            ContentCipher cipher,
            Recipient.Form recipients) {}

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
        return ALL.stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of("sealing/suite")
                        .detail(
                                "The suite '%s' is not known to this version; it knows %s.",
                                name, ALL.stream().map(Suite::name).collect(Collectors.joining(", ")))
                        .field("suite")
                        .remedy("Use the suite named in the opening-key statement, or a newer version."));
    }

    /**
     * The suite whose curve a key is on.
     *
     * @throws Problem {@code record/suite} when it is on the curve of none
     */
    public static Suite of(PublicKey key) {
        return of(SignatureSuite.of(key).suiteName());
    }

    public String name() {
        return algorithms.signatures.suiteName();
    }

    /** How its parties sign. */
    public SignatureSuite signatures() {
        return algorithms.signatures;
    }

    /** The suite's digest over the concatenation of {@code parts}. */
    public byte[] digest(byte[]... parts) {
        var digest = algorithms.digest.get();
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
        return algorithms.bulkDigest.get();
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

    ContentCipher cipher() {
        return algorithms.cipher;
    }

    /** How a header names and reaches its recipient. */
    Recipient.Form recipients() {
        return algorithms.recipients;
    }

    @Override
    public String toString() {
        return name();
    }
}

package org.jianzheng.record;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jianzheng.shared.Problem;

/**
 * With which curve, signature and digest a key signs, and how certificates and CMS name them. The key's own curve
 * decides; nobody chooses a signature for a key.
 */
public enum SignatureSuite {
    /** ECDSA P-256 with SHA-256, CMS as in RFC 5652 and RFC 5754. */
    P256(new Names(
            "p256",
            "secp256r1",
            SECObjectIdentifiers.secp256r1,
            "SHA256withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            NISTObjectIdentifiers.id_sha256,
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            CMSObjectIdentifiers.signedData,
            CMSObjectIdentifiers.data,
            KeyUsage.keyAgreement,
            true)),

    /** SM2 with SM3 (GB/T 32918, identity 1234567812345678 of GM/T 0009), CMS as in GB/T 35275. */
    SM2(new Names(
            "sm2",
            "sm2p256v1",
            GMObjectIdentifiers.sm2p256v1,
            "SM3withSM2",
            GMObjectIdentifiers.sm2sign_with_sm3,
            GMObjectIdentifiers.sm3,
            GMObjectIdentifiers.sm2sign,
            GMObjectIdentifiers.sm2_pkcs7_signedData,
            GMObjectIdentifiers.sm2_pkcs7_data,
            KeyUsage.keyEncipherment,
            false));

    /**
     * @param signature how certificates and requests name the signature
     * @param cmsSignature how a SignerInfo does
     * @param encryption key usage of a certificate that things are sealed to: ECDH, or SM2 encryption
     * @param inJdk whether the JDK's own providers know the curve
     */
    private record Names(
            String name,
            String curve,
            ASN1ObjectIdentifier curveOid,
            String jca,
            ASN1ObjectIdentifier signature,
            ASN1ObjectIdentifier digest,
            ASN1ObjectIdentifier cmsSignature,
            ASN1ObjectIdentifier signedData,
            ASN1ObjectIdentifier data,
            int encryption,
            boolean inJdk) {}

    static {
        BouncyCastle.provider();
    }

    private final Names names;

    SignatureSuite(Names names) {
        this.names = names;
    }

    /**
     * The suite of that name.
     *
     * @throws Problem {@code record/suite} when there is none
     */
    public static SignatureSuite named(String name) {
        return Arrays.stream(values())
                .filter(suite -> suite.names.name.equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of("record/suite")
                        .field("suite")
                        .detail("There is no suite '%s'; there are %s.", name, allNames())
                        .remedy("Name one of them."));
    }

    /**
     * The suite that a key signs in.
     *
     * @throws Problem {@code record/suite} when its curve belongs to none
     */
    public static SignatureSuite of(PublicKey key) {
        return of(SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm());
    }

    public static SignatureSuite of(X509Certificate certificate) {
        return of(certificate.getPublicKey());
    }

    /** Whether the JDK's own readers of certificates and paths can read such a key. */
    static boolean isInJdk(PublicKey key) {
        var algorithm = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
        return Arrays.stream(values())
                .noneMatch(suite -> !suite.names.inJdk && suite.keyAlgorithm().equals(algorithm));
    }

    private static SignatureSuite of(AlgorithmIdentifier key) {
        return Arrays.stream(values())
                .filter(suite -> suite.keyAlgorithm().equals(key))
                .findFirst()
                .orElseThrow(() -> Problem.of("record/suite")
                        .detail(
                                "A key of the algorithm %s is on the curve of none of %s.",
                                key.getAlgorithm(), allNames())
                        .remedy("Use a key on P-256 or on sm2p256v1 (`jianzheng identity new --suite`)."));
    }

    private static String allNames() {
        return Arrays.stream(values()).map(SignatureSuite::suiteName).collect(Collectors.joining(", "));
    }

    /** As forms spell it. */
    public String suiteName() {
        return names.name;
    }

    public KeyPair newKeyPair() {
        try {
            var generator = names.inJdk
                    ? KeyPairGenerator.getInstance("EC")
                    : KeyPairGenerator.getInstance("EC", BouncyCastle.provider());
            generator.initialize(new ECGenParameterSpec(names.curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A private key of this suite from its PKCS#8 encoding. */
    public PrivateKey privateKey(byte[] pkcs8) {
        try {
            return keyFactory().generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A private key of the suite " + names.name + " is damaged", e);
        }
    }

    /** A public key of this suite from its SubjectPublicKeyInfo. */
    public PublicKey publicKey(byte[] spki) {
        try {
            return keyFactory().generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A public key of the suite " + names.name + " is damaged", e);
        }
    }

    private KeyFactory keyFactory() throws GeneralSecurityException {
        return names.inJdk ? KeyFactory.getInstance("EC") : KeyFactory.getInstance("EC", BouncyCastle.provider());
    }

    /** Signs certificates and requests. */
    public ContentSigner contentSigner(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder(names.jca).build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("A key does not sign in its suite " + names.name, e);
        }
    }

    /** What a certificate says of a key that things are sealed to. */
    public KeyUsage encryption() {
        return new KeyUsage(names.encryption);
    }

    /** Of the subjects' public keys, with the curve by name. */
    AlgorithmIdentifier keyAlgorithm() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, names.curveOid);
    }

    String jca() {
        return names.jca;
    }

    AlgorithmIdentifier signature() {
        return new AlgorithmIdentifier(names.signature);
    }

    ASN1ObjectIdentifier digest() {
        return names.digest;
    }

    ASN1ObjectIdentifier cmsSignature() {
        return names.cmsSignature;
    }

    ASN1ObjectIdentifier signedData() {
        return names.signedData;
    }

    ASN1ObjectIdentifier data() {
        return names.data;
    }
}

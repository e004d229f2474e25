package org.jianzheng.record;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jianzheng.shared.Problem;

/**
 * CMS SignedData (RFC 5652) with one signer, ECDSA P-256 with SHA-256, the signer's certificate inside.
 *
 * <p>A verified signature says only that the holder of the certificate's key signed these bytes; whose certificate it is
 * and whether it was valid is asked of {@link Anchors}. No signing time is written, and one that is read counts for
 * nothing: time is the log's. {@code openssl cms -sign -binary -nodetach -outform DER} makes what is accepted here.
 */
public final class Cms {
    private static final String ECDSA = "SHA256withECDSA";
    private static final ASN1ObjectIdentifier SHA256 = NISTObjectIdentifiers.id_sha256;
    private static final ASN1ObjectIdentifier ECDSA_SHA256 = X9ObjectIdentifiers.ecdsa_with_SHA256;

    /** What was signed and by whom. */
    public record Signed(byte[] content, X509Certificate signer) {}

    private Cms() {}

    /** SignedData that carries {@code content}. */
    public static byte[] sign(byte[] content, Signer signer) {
        return generate(content, signer, true);
    }

    /** SignedData over {@code content} that does not carry it. */
    public static byte[] signDetached(byte[] content, Signer signer) {
        return generate(content, signer, false);
    }

    /**
     * Checks an attached SignedData.
     *
     * @throws Problem {@code record/signature} when it is not one DER SignedData with exactly one valid signature
     */
    public static Signed verify(byte[] der) {
        var signed = parse(der, null);
        if (signed.getSignedContent() instanceof CMSProcessableByteArray attached) {
            return new Signed((byte[]) attached.getContent(), verifySigner(signed));
        }
        throw refuse("It carries no content.", null);
    }

    /** Checks a detached SignedData over {@code content} and returns its signer. */
    public static X509Certificate verifyDetached(byte[] der, byte[] content) {
        return verifySigner(parse(der, content));
    }

    private static byte[] generate(byte[] content, Signer signer, boolean attach) {
        try {
            var generator = new CMSSignedDataGenerator();
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var infos = new JcaSignerInfoGeneratorBuilder(digests)
                    .setSignedAttributeGenerator(new WithoutTime())
                    .build(new JcaContentSignerBuilder(ECDSA).build(signer.key()), signer.certificate());
            generator.addSignerInfoGenerator(infos);
            generator.addCertificates(new JcaCertStore(List.of(signer.certificate())));
            return generator
                    .generate(new CMSProcessableByteArray(content), attach)
                    .getEncoded(ASN1Encoding.DER);
        } catch (CMSException | OperatorCreationException | CertificateException | IOException e) {
            throw new IllegalStateException("Cannot sign as " + signer, e);
        }
    }

    private static CMSSignedData parse(byte[] der, byte[] detached) {
        try (var in = new ASN1InputStream(der)) {
            var info = ContentInfo.getInstance(in.readObject());
            if (in.read() != -1) {
                throw refuse("Bytes follow it.", null);
            }
            if (!Arrays.equals(info.getEncoded(ASN1Encoding.DER), der)) {
                throw refuse("It is not in DER.", null);
            }
            if (!CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
                throw refuse("It is another kind of CMS.", null);
            }
            checkFrame(SignedData.getInstance(info.getContent()), detached != null);
            return detached == null
                    ? new CMSSignedData(info)
                    : new CMSSignedData(new CMSProcessableByteArray(detached), info);
        } catch (IOException | CMSException | RuntimeException e) {
            if (e instanceof Problem problem) {
                throw problem;
            }
            throw refuse("It cannot be parsed.", e);
        }
    }

    /** What no signature covers must be exactly what it has to be: nothing travels along but further certificates. */
    private static void checkFrame(SignedData frame, boolean detached) {
        var content = frame.getEncapContentInfo();
        if (!CMSObjectIdentifiers.data.equals(content.getContentType())) {
            throw refuse("Its content is not of the type id-data.", null);
        }
        if (detached && content.getContent() != null) {
            throw refuse("It carries content although it must be detached.", null);
        }
        if (frame.getSignerInfos().size() != 1) {
            throw refuse("It has " + frame.getSignerInfos().size() + " signers instead of one.", null);
        }
        var signer = SignerInfo.getInstance(frame.getSignerInfos().getObjectAt(0));
        // RFC 5652 §5.1 and §5.3: 3 when the signer is named by key identifier, else 1.
        int version = signer.getSID().isTagged() ? 3 : 1;
        if (frame.getVersion().intValueExact() != version
                || signer.getVersion().intValueExact() != version
                || frame.getDigestAlgorithms().size() != 1
                || !isPlain(frame.getDigestAlgorithms().getObjectAt(0), SHA256)
                || !isPlain(signer.getDigestAlgorithm(), SHA256)
                || !isPlain(signer.getDigestEncryptionAlgorithm(), ECDSA_SHA256)) {
            throw refuse("It is not signed with ECDSA P-256 and SHA-256 (RFC 5754), in its plain form.", null);
        }
        if (signer.getUnauthenticatedAttributes() != null || frame.getCRLs() != null) {
            throw refuse("It carries unsigned attributes or revocation lists, for which nobody vouches.", null);
        }
        if (signer.getAuthenticatedAttributes() == null) {
            throw refuse("It has no signed attributes (openssl: without -noattr).", null);
        }
    }

    /** The algorithm with absent parameters, or NULL as some writers put for SHA-256 (RFC 5754 §2). */
    private static boolean isPlain(ASN1Encodable value, ASN1ObjectIdentifier algorithm) {
        var identifier = AlgorithmIdentifier.getInstance(value);
        var parameters = identifier.getParameters();
        boolean none = parameters == null || (algorithm.equals(SHA256) && DERNull.INSTANCE.equals(parameters));
        return algorithm.equals(identifier.getAlgorithm()) && none;
    }

    private static X509Certificate verifySigner(CMSSignedData signed) {
        try {
            SignerInformation signer =
                    signed.getSignerInfos().getSigners().iterator().next();
            @SuppressWarnings("unchecked")
            var matches = signed.getCertificates().getMatches(signer.getSID());
            if (matches.size() != 1) {
                throw refuse("It does not carry its signer's certificate.", null);
            }
            var holder = (X509CertificateHolder) matches.iterator().next();
            var certificate = new JcaX509CertificateConverter().getCertificate(holder);
            // The certificate's validity is judged against the log's time by the caller, not against system time here.
            var verifier = new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey());
            if (!isP256(holder) || !signer.verify(verifier)) {
                throw refuse("It is not a valid ECDSA P-256 / SHA-256 signature of these bytes.", null);
            }
            return certificate;
        } catch (CMSException | OperatorCreationException | CertificateException | RuntimeException e) {
            if (e instanceof Problem problem) {
                throw problem;
            }
            throw refuse("Its signature does not verify.", e);
        }
    }

    private static boolean isP256(X509CertificateHolder certificate) {
        var algorithm = certificate.getSubjectPublicKeyInfo().getAlgorithm();
        return X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
                && X9ObjectIdentifiers.prime256v1.equals(algorithm.getParameters());
    }

    private static Problem refuse(String reason, Exception cause) {
        return Problem.of("record/signature")
                .detail("This CMS SignedData is refused. %s", reason)
                .remedy("Sign exactly these bytes once more with the certificate's own key.")
                .cause(cause);
    }

    /** Content type and message digest only. */
    private static final class WithoutTime extends DefaultSignedAttributeTableGenerator {
        @Override
        public AttributeTable getAttributes(@SuppressWarnings("rawtypes") java.util.Map parameters) {
            return super.getAttributes(parameters)
                    .remove(CMSAttributes.signingTime)
                    .remove(CMSAttributes.cmsAlgorithmProtect);
        }
    }
}

package org.jianzheng.record;

import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jianzheng.shared.Problem;

/**
 * CMS SignedData with one signer in the suite of his key ({@link SignatureSuite}: RFC 5652, or GB/T 35275 for SM2), the
 * signer's certificate inside.
 *
 * <p>A verified signature says only that the holder of the certificate's key signed these bytes; whose certificate it is
 * and whether it was valid is asked of {@link Anchors}. No signing time is written, and one that is read counts for
 * nothing: time is the log's. {@code openssl cms -sign -binary -nodetach -outform DER} makes what is accepted here.
 */
public final class Cms {
    private static final String SLUG = "record/signature";

    /** What was signed and by whom. */
    public record Signed(byte[] content, X509Certificate signer) {}

    private record Parsed(SignatureSuite suite, CMSSignedData data) {}

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
        if (signed.data().getSignedContent() instanceof CMSProcessableByteArray attached) {
            return new Signed((byte[]) attached.getContent(), verifySigner(signed));
        }
        throw refuse("It carries no content.", null);
    }

    /** Checks a detached SignedData over {@code content} and returns its signer. */
    public static X509Certificate verifyDetached(byte[] der, byte[] content) {
        return verifySigner(parse(der, content));
    }

    private static byte[] generate(byte[] content, Signer signer, boolean attach) {
        var suite = SignatureSuite.of(signer.certificate());
        try {
            var generator = new CMSSignedDataGenerator();
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var infos = new JcaSignerInfoGeneratorBuilder(digests)
                    .setSignedAttributeGenerator(new WithoutTime())
                    .setContentDigest(new AlgorithmIdentifier(suite.digest()))
                    .build(new AsCmsSays(suite, suite.contentSigner(signer.key())), signer.certificate());
            generator.addSignerInfoGenerator(infos);
            generator.addCertificates(new JcaCertStore(List.of(signer.certificate())));
            var made = generator.generate(new CMSProcessableByteArray(suite.data(), content), attach);
            return framed(suite, made).getEncoded(ASN1Encoding.DER);
        } catch (CMSException | OperatorCreationException | CertificateException | IOException e) {
            throw new IllegalStateException("Cannot sign as " + signer, e);
        }
    }

    /** Under the suite's own type, and as version 1: for a content type of its own RFC 5652 has 3, GB/T 35275 has 1. */
    private static ContentInfo framed(SignatureSuite suite, CMSSignedData made) {
        var fields = new ASN1EncodableVector();
        fields.add(new ASN1Integer(1));
        var all = ASN1Sequence.getInstance(made.toASN1Structure().getContent());
        for (int i = 1; i < all.size(); i++) {
            fields.add(all.getObjectAt(i));
        }
        return new ContentInfo(suite.signedData(), new DERSequence(fields));
    }

    private static Parsed parse(byte[] der, byte[] detached) {
        try (var in = new ASN1InputStream(der)) {
            var info = ContentInfo.getInstance(in.readObject());
            if (in.read() != -1) {
                throw refuse("Bytes follow it.", null);
            }
            if (!Arrays.equals(info.getEncoded(ASN1Encoding.DER), der)) {
                throw refuse("It is not in DER.", null);
            }
            var suite = Arrays.stream(SignatureSuite.values())
                    .filter(known -> known.signedData().equals(info.getContentType()))
                    .findFirst()
                    .orElseThrow(() -> refuse("It is another kind of CMS.", null));
            checkFrame(suite, SignedData.getInstance(info.getContent()), detached != null);
            return new Parsed(
                    suite,
                    detached == null
                            ? new CMSSignedData(info)
                            : new CMSSignedData(new CMSProcessableByteArray(suite.data(), detached), info));
        } catch (IOException | CMSException | RuntimeException e) {
            if (e instanceof Problem problem) {
                throw problem;
            }
            throw refuse("It cannot be parsed.", e);
        }
    }

    /** What no signature covers must be exactly what it has to be: nothing travels along but further certificates. */
    private static void checkFrame(SignatureSuite suite, SignedData frame, boolean detached) {
        var content = frame.getEncapContentInfo();
        if (!suite.data().equals(content.getContentType())) {
            throw refuse("Its content is not of the type data.", null);
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
                || !isPlain(frame.getDigestAlgorithms().getObjectAt(0), suite.digest(), suite.digest())
                || !isPlain(signer.getDigestAlgorithm(), suite.digest(), suite.digest())
                || !isPlain(signer.getDigestEncryptionAlgorithm(), suite.cmsSignature(), suite.digest())) {
            throw refuse(
                    "It is not signed with " + suite.jca() + " (docs/protocols/records.md), in its plain form.", null);
        }
        if (signer.getUnauthenticatedAttributes() != null || frame.getCRLs() != null) {
            throw refuse("It carries unsigned attributes or revocation lists, for which nobody vouches.", null);
        }
        if (signer.getAuthenticatedAttributes() == null) {
            throw refuse("It has no signed attributes (openssl: without -noattr).", null);
        }
    }

    /** The algorithm with absent parameters, or NULL as some writers put for a digest (RFC 5754 §2). */
    private static boolean isPlain(ASN1Encodable value, ASN1ObjectIdentifier algorithm, ASN1ObjectIdentifier digest) {
        var identifier = AlgorithmIdentifier.getInstance(value);
        var parameters = identifier.getParameters();
        boolean none = parameters == null || (algorithm.equals(digest) && DERNull.INSTANCE.equals(parameters));
        return algorithm.equals(identifier.getAlgorithm()) && none;
    }

    private static X509Certificate verifySigner(Parsed signed) {
        try {
            SignerInformation signer =
                    signed.data.getSignerInfos().getSigners().iterator().next();
            @SuppressWarnings("unchecked")
            var matches = signed.data.getCertificates().getMatches(signer.getSID());
            if (matches.size() != 1) {
                throw refuse("It does not carry its signer's certificate.", null);
            }
            var holder = (X509CertificateHolder) matches.iterator().next();
            var certificate = Certificates.of(holder);
            if (!signed.suite
                            .keyAlgorithm()
                            .equals(holder.getSubjectPublicKeyInfo().getAlgorithm())
                    || !signer.verify(verifier(signed.suite, certificate))) {
                throw refuse("It is not a valid " + signed.suite.jca() + " signature of these bytes.", null);
            }
            return certificate;
        } catch (CMSException | OperatorCreationException | RuntimeException e) {
            if (e instanceof Problem problem && problem.slug().equals(SLUG)) {
                throw problem;
            }
            throw refuse("Its signature does not verify.", e);
        }
    }

    /** Of the key alone: the certificate's validity is judged against the log's time by the caller, not here. */
    private static SignerInformationVerifier verifier(SignatureSuite suite, X509Certificate certificate)
            throws OperatorCreationException {
        return new SignerInformationVerifier(
                (digest, signature) -> suite.jca(),
                name -> suite.signature(),
                new JcaContentVerifierProviderBuilder().build(certificate.getPublicKey()),
                new JcaDigestCalculatorProviderBuilder().build());
    }

    private static Problem refuse(String reason, Exception cause) {
        return Problem.of(SLUG)
                .detail("This CMS SignedData is refused. %s", reason)
                .remedy("Sign exactly these bytes once more with the certificate's own key.")
                .cause(cause);
    }

    /** Signs as ever, and names the algorithm as the suite's SignerInfo does. */
    private record AsCmsSays(SignatureSuite suite, ContentSigner signer) implements ContentSigner {
        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(suite.cmsSignature());
        }

        @Override
        public OutputStream getOutputStream() {
            return signer.getOutputStream();
        }

        @Override
        public byte[] getSignature() {
            return signer.getSignature();
        }
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

package org.jianzheng.record;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
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
 * and whether it was valid is asked of {@link Anchors}. No signing time is written: time is the log's.
 */
public final class Cms {
    private static final String ECDSA = "SHA256withECDSA";

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
        if (signed.getSignedContent() == null) {
            throw refuse("It carries no content.", null);
        }
        var content = (byte[]) signed.getSignedContent().getContent();
        return new Signed(content, verifySigner(signed));
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
            var info = org.bouncycastle.asn1.cms.ContentInfo.getInstance(in.readObject());
            if (in.read() != -1) {
                throw refuse("Bytes follow it.", null);
            }
            var signed = detached == null
                    ? new CMSSignedData(info)
                    : new CMSSignedData(new CMSProcessableByteArray(detached), info);
            if (!java.util.Arrays.equals(info.getEncoded(ASN1Encoding.DER), der)) {
                throw refuse("It is not in DER.", null);
            }
            if (detached != null
                    && info.getContent() != null
                    && org.bouncycastle.asn1.cms.SignedData.getInstance(info.getContent())
                                    .getEncapContentInfo()
                                    .getContent()
                            != null) {
                throw refuse("It carries content although it must be detached.", null);
            }
            return signed;
        } catch (IOException | CMSException | RuntimeException e) {
            if (e instanceof Problem problem) {
                throw problem;
            }
            throw refuse("It cannot be parsed.", e);
        }
    }

    private static X509Certificate verifySigner(CMSSignedData signed) {
        var signers = signed.getSignerInfos().getSigners();
        if (signers.size() != 1) {
            throw refuse("It has " + signers.size() + " signers instead of one.", null);
        }
        SignerInformation signer = signers.iterator().next();
        @SuppressWarnings("unchecked")
        var matches = signed.getCertificates().getMatches(signer.getSID());
        if (matches.size() != 1) {
            throw refuse("It does not carry its signer's certificate.", null);
        }
        try {
            var certificate = new JcaX509CertificateConverter()
                    .getCertificate((X509CertificateHolder) matches.iterator().next());
            // The certificate's validity is judged against the log's time by the caller, not against system time here.
            var verifier = new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey());
            if (!"1.2.840.10045.4.3.2".equals(signer.getEncryptionAlgOID())
                    || !"2.16.840.1.101.3.4.2.1".equals(signer.getDigestAlgOID())
                    || signer.getSignedAttributes() == null
                    || !signer.verify(verifier)) {
                throw refuse("It is not a valid ECDSA P-256 / SHA-256 signature.", null);
            }
            return certificate;
        } catch (CMSException | OperatorCreationException | CertificateException | RuntimeException e) {
            if (e instanceof Problem problem) {
                throw problem;
            }
            throw refuse("Its signature does not verify.", e);
        }
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

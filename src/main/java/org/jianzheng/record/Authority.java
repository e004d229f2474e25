package org.jianzheng.record;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * A certificate authority of one level: it issues end certificates directly, as {@link Anchors} wants them.
 *
 * <p>For the demonstration, for tests, and for an organisation that runs its own; production usually names foreign
 * anchors. Serial numbers are 127 random bits.
 */
public final class Authority {
    /** What a certificate's key may do. */
    public enum Usage {
        SIGNING,
        ENCRYPTION;

        private KeyUsage of(PublicKey key) {
            return this == SIGNING
                    ? new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation)
                    : SignatureSuite.of(key).encryption();
        }
    }

    /** Why a certificate is revoked, by the names and codes of RFC 5280. */
    public enum RevocationReason {
        unspecified(CRLReason.unspecified),
        keyCompromise(CRLReason.keyCompromise),
        affiliationChanged(CRLReason.affiliationChanged),
        superseded(CRLReason.superseded),
        cessationOfOperation(CRLReason.cessationOfOperation),
        certificateHold(CRLReason.certificateHold),
        privilegeWithdrawn(CRLReason.privilegeWithdrawn);

        private final int code;

        RevocationReason(int code) {
            this.code = code;
        }
    }

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Signer self;

    private Authority(Signer self) {
        this.self = self;
    }

    /** An existing authority, for example read from its PKCS#12 file. */
    public static Authority of(Signer self) {
        if (self.certificate().getBasicConstraints() < 0) {
            throw org.jianzheng.shared.Problem.of("record/not-an-authority")
                    .detail("%s is not the certificate of an authority (basicConstraints CA).", self)
                    .remedy("Give the PKCS#12 file that `jianzheng identity new --authority` made.");
        }
        return new Authority(self);
    }

    /** A new self-signed authority of the suite {@code p256}. */
    public static Authority create(Subject subject, Instant from, Instant to) {
        return create(subject, from, to, SignatureSuite.P256);
    }

    /** A new self-signed authority; it signs in {@code suite}, whatever the keys that it certifies sign in. */
    public static Authority create(Subject subject, Instant from, Instant to, SignatureSuite suite) {
        var keys = suite.newKeyPair();
        var builder = builder(subject, subject, keys.getPublic(), from, to);
        try {
            var ids = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(keys.getPublic()));
            return new Authority(new Signer(keys.getPrivate(), sign(builder, keys)));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make the authority " + subject, e);
        }
    }

    public Signer signer() {
        return self;
    }

    public X509Certificate certificate() {
        return self.certificate();
    }

    /** Issues the certificate that a PKCS#10 request asks for. */
    public X509Certificate issue(byte[] request, Instant from, Instant to, Usage usage) {
        var asked = CertificateRequests.read(request);
        return issue(asked.subject(), asked.key(), from, to, usage);
    }

    /** Issues a certificate for a public key whose private key nobody needs to show, such as an opening key. */
    public X509Certificate issue(Subject subject, PublicKey key, Instant from, Instant to, Usage usage) {
        var builder = builder(Subject.of(self.certificate()), subject, key, from, to);
        try {
            var ids = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, usage.of(key));
            builder.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(self.certificate()));
            return sign(builder, new KeyPair(self.certificate().getPublicKey(), self.key()));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot issue a certificate for " + subject, e);
        }
    }

    /** Makes a key pair here, in the authority's own suite, and issues its certificate. */
    public Signer newSigner(Subject subject, Instant from, Instant to, Usage usage) {
        var keys = SignatureSuite.of(self.certificate()).newKeyPair();
        return new Signer(keys.getPrivate(), issue(subject, keys.getPublic(), from, to, usage));
    }

    /** Refuses a certificate that this authority has not issued: its own list could not revoke it. */
    public void requireIssued(X509Certificate certificate) {
        Anchors.of(List.of(self.certificate()))
                .check(certificate, certificate.getNotBefore().toInstant());
    }

    /** The complete, signed revocation list (DER) of what this authority has revoked until now. */
    public byte[] revocationList(List<RevocationList.Entry> entries, long number, Instant from, Instant next) {
        try {
            var builder = new JcaX509v2CRLBuilder(self.certificate(), Date.from(from)).setNextUpdate(Date.from(next));
            entries.forEach(entry -> builder.addCRLEntry(
                    entry.serial(), Date.from(entry.at()), RevocationReason.valueOf(entry.reason()).code));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(self.certificate()));
            return builder.build(SignatureSuite.of(self.certificate()).contentSigner(self.key()))
                    .getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign the revocation list of " + this, e);
        }
    }

    @Override
    public String toString() {
        return "Authority[" + self.certificate().getSubjectX500Principal() + "]";
    }

    private static X509v3CertificateBuilder builder(
            Subject issuer, Subject subject, PublicKey key, Instant from, Instant to) {
        var serial = new BigInteger(126, RANDOM).setBit(126);
        return new JcaX509v3CertificateBuilder(
                issuer.toName(), serial, Date.from(from), Date.from(to), subject.toName(), key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer) {
        var signer = SignatureSuite.of(issuer.getPublic()).contentSigner(issuer.getPrivate());
        return Certificates.of(builder.build(signer));
    }
}

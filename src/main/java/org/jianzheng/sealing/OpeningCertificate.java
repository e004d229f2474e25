package org.jianzheng.sealing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.Signer;

/**
 * The X.509 certificate of an opening key, so that others' tools can seal to it, {@code openssl cms -encrypt} for one.
 *
 * <p>It is issued from the public key alone, for nobody holds the private one. It proves nothing by itself: a client
 * seals only after checking that all offices signed the opening-key statement for this very key.
 */
public final class OpeningCertificate {
    private OpeningCertificate() {}

    /** Issues the certificate of {@code q}: key agreement only (encipherment in SM2), subject key identifier by RFC 5280 method 1. */
    public static X509Certificate issue(
            Point q, String commonName, Instant notBefore, Instant notAfter, Signer issuer, SecureRandom random) {
        // RFC 5280 §4.1.2.2: positive, at most 20 octets.
        var serial = new BigInteger(127, random).setBit(126);
        var subject = new org.bouncycastle.asn1.x500.X500NameBuilder()
                .addRDN(org.bouncycastle.asn1.x500.style.BCStyle.CN, commonName)
                .build();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer.certificate().getSubjectX500Principal(),
                    serial,
                    Date.from(notBefore),
                    Date.from(notAfter),
                    new X500Principal(subject.getEncoded()),
                    q.publicKey());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage, true, q.suite().signatures().encryption());
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(q.subjectKeyIdentifier()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKey(issuer)));
            var signer = SignatureSuite.of(issuer.certificate()).contentSigner(issuer.key());
            return Certificates.of(builder.build(signer));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot issue as " + issuer, e);
        }
    }

    private static byte[] issuerKey(Signer issuer) {
        var extension = issuer.certificate().getExtensionValue(Extension.subjectKeyIdentifier.getId());
        if (extension != null) {
            var value =
                    org.bouncycastle.asn1.ASN1OctetString.getInstance(extension).getOctets();
            return SubjectKeyIdentifier.getInstance(value).getKeyIdentifier();
        }
        return Point.of(issuer.certificate().getPublicKey()).subjectKeyIdentifier();
    }
}

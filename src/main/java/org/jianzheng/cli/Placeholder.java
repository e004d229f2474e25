package org.jianzheng.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.SignatureSuite;

/**
 * The self-signed certificate that keeps a new key's place in its PKCS#12 file until the real one is installed. It may do
 * nothing: no authority vouches for it, and it is none itself.
 */
final class Placeholder {
    private Placeholder() {}

    static X509Certificate of(byte[] request, KeyPair keys, Instant from) {
        try {
            var subject = new PKCS10CertificationRequest(request).getSubject();
            var builder = new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.ONE,
                    Date.from(from),
                    Date.from(from.plus(Duration.ofDays(90))),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            var signer = SignatureSuite.of(keys.getPublic()).contentSigner(keys.getPrivate());
            return Certificates.of(builder.build(signer));
        } catch (IOException e) {
            throw new IllegalStateException("A request that was just made cannot be read", e);
        }
    }

    static boolean is(X509Certificate certificate) {
        return certificate.getBasicConstraints() < 0
                && certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}

package org.jianzheng.record;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.jianzheng.shared.Problem;

/** X.509 certificates as records name and carry them. */
public final class Certificates {
    private Certificates() {}

    /** How records name a certificate: lower-case hex SHA-256 of its DER. */
    public static String id(X509Certificate certificate) {
        return Commitment.hash(der(certificate));
    }

    public static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads exactly one DER certificate: nothing before it, nothing after it. */
    public static X509Certificate read(byte[] der) {
        try {
            var certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            if (Arrays.equals(der(certificate), der)) {
                return certificate;
            }
        } catch (CertificateException | ClassCastException e) {
            throw refuse().cause(e);
        }
        throw refuse();
    }

    private static Problem refuse() {
        return Problem.of("record/certificate")
                .detail("These bytes are not one X.509 certificate in DER.")
                .remedy("Send the certificate itself, not PEM and not a chain.");
    }
}

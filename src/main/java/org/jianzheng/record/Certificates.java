package org.jianzheng.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jianzheng.shared.Problem;

/** X.509 certificates as records name and carry them. */
public final class Certificates {
    private static final byte SEQUENCE = 0x30;
    private static final byte INDEFINITE = (byte) 0x80;

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
        // The JDK's reader calls itself for each indefinite length within another, until the stack is full; DER has
        // none.
        if (der.length < 2 || der[0] != SEQUENCE || der[1] == INDEFINITE) {
            throw refuse();
        }
        try {
            var certificate = parse(der);
            // Subjects and extensions are read by Bouncy Castle: what it refuses must not get that far.
            var second = new X509CertificateHolder(der);
            if (Arrays.equals(der(certificate), der) && Arrays.equals(second.getEncoded(), der)) {
                return certificate;
            }
        } catch (CertificateException | IOException | RuntimeException e) {
            // Bouncy Castle meets a key that is none with whatever it stumbles over.
            throw refuse().cause(e);
        }
        throw refuse();
    }

    /** The certificate that a library of Bouncy Castle built or found. */
    public static X509Certificate of(X509CertificateHolder holder) {
        try {
            return read(holder.getEncoded());
        } catch (IOException e) {
            throw refuse().cause(e);
        }
    }

    /** The JDK reads it; only a key on a curve that is none of its own, sm2p256v1, is left to Bouncy Castle. */
    private static X509Certificate parse(byte[] der) throws CertificateException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException unknown) {
            var certificate = CertificateFactory.getInstance("X.509", BouncyCastle.provider())
                    .generateCertificate(new ByteArrayInputStream(der));
            if (certificate == null
                    || certificate.getPublicKey() == null
                    || SignatureSuite.isInJdk(certificate.getPublicKey())) {
                throw unknown;
            }
            return (X509Certificate) certificate;
        }
    }

    private static Problem refuse() {
        return Problem.of("record/certificate")
                .detail("These bytes are not one X.509 certificate in DER.")
                .remedy("Send the certificate itself, not PEM and not a chain.");
    }
}

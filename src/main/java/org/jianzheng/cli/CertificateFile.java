package org.jianzheng.cli;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jianzheng.record.Certificates;
import org.jianzheng.shared.Problem;

/** Certificates and requests as people keep them: DER or PEM. */
final class CertificateFile {
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN ([A-Z ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");

    private CertificateFile() {}

    static X509Certificate read(byte[] bytes) {
        return Certificates.read(der(bytes));
    }

    /** The DER inside one PEM block; DER as it is. */
    static byte[] der(byte[] bytes) {
        var text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (!text.strip().startsWith("-----BEGIN")) {
            return bytes;
        }
        var pem = PEM.matcher(text);
        if (!pem.matches()) {
            throw Problem.of("cli/pem")
                    .detail("PEM 格式有误 · This is not one PEM block.")
                    .remedy("Give a file with one certificate or one request.");
        }
        return Base64.getMimeDecoder().decode(pem.group(2));
    }

    static byte[] pem(X509Certificate certificate) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(Certificates.der(certificate));
        return ("-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}

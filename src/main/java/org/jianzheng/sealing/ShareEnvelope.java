package org.jianzheng.sealing;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import org.jianzheng.shared.Problem;

/**
 * Bytes sealed to one certificate's EC key, in the form of a header: shares between offices, decryption shares to the
 * combiner. The certificate decides the suite, not the tender: a key can only be reached as its own curve has it.
 */
public final class ShareEnvelope {
    private ShareEnvelope() {}

    public static byte[] seal(byte[] plain, X509Certificate to, SecureRandom random) {
        return Header.seal(Point.of(to.getPublicKey()), plain, random);
    }

    /**
     * Opens an envelope sealed to {@code certificate}.
     *
     * @param key the certificate's private key; may live in a token that offers ECDH, or SM2 decryption
     * @throws Problem {@code sealing/object} or {@code sealing/header} when it was not, or was altered
     */
    public static byte[] open(byte[] envelope, PrivateKey key, X509Certificate certificate) {
        var header = Header.parse(Point.of(certificate.getPublicKey()), envelope);
        try {
            return header.openBytes(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The private key does not fit the certificate's curve", e);
        }
    }
}

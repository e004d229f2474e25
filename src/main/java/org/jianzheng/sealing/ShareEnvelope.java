package org.jianzheng.sealing;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.crypto.KeyAgreement;
import org.jianzheng.shared.Problem;

/**
 * Bytes sealed to one certificate's EC key, in the form of a header: shares between offices, decryption shares to the
 * combiner. {@code openssl cms -decrypt} opens it too.
 */
public final class ShareEnvelope {
    private ShareEnvelope() {}

    public static byte[] seal(Suite suite, byte[] plain, X509Certificate to, SecureRandom random) {
        return Header.seal(Point.of(suite, to.getPublicKey()), plain, random);
    }

    /**
     * Opens an envelope sealed to {@code certificate}.
     *
     * @param key the certificate's private key; may live in a token that offers ECDH
     * @throws Problem {@code sealing/object} or {@code sealing/header} when it was not, or was altered
     */
    public static byte[] open(Suite suite, byte[] envelope, PrivateKey key, X509Certificate certificate) {
        var header = Header.parse(Point.of(suite, certificate.getPublicKey()), envelope);
        try {
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(key);
            agreement.doPhase(header.r().publicKey(), true);
            return header.openBytes(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The private key does not fit the certificate's curve", e);
        }
    }
}

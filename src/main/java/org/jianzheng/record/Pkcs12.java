package org.jianzheng.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jianzheng.shared.Problem;

/** One key with its certificate in a password-protected file (PKCS#12, RFC 7292). */
public final class Pkcs12 {
    private static final int MAX_BYTES = 256 << 10;

    private Pkcs12() {}

    /** The file's bytes; {@code chain} are the certificates above the signer's own, its issuer first. */
    public static byte[] write(Signer signer, List<X509Certificate> chain, char[] password) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var all = Stream.concat(Stream.of(signer.certificate()), chain.stream());
            store.setKeyEntry("identity", signer.key(), password, all.toArray(X509Certificate[]::new));
            var bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Cannot write the PKCS#12 file of " + signer, e);
        }
    }

    /**
     * Reads a file that holds exactly one key.
     *
     * @throws Problem {@code record/pkcs12} when the bytes or the password are wrong
     */
    public static Signer read(byte[] bytes, char[] password) {
        if (bytes.length > MAX_BYTES) {
            throw refuse(null);
        }
        try {
            var store = load(bytes, password);
            Signer found = null;
            for (var alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    if (found != null) {
                        throw refuse(null);
                    }
                    var certificate = (X509Certificate) store.getCertificate(alias);
                    found = new Signer(key, Certificates.read(Certificates.der(certificate)));
                }
            }
            if (found == null) {
                throw refuse(null);
            }
            return found;
        } catch (GeneralSecurityException | IOException e) {
            throw refuse(e);
        }
    }

    /** The JDK writes every certificate, but reads none whose key is on a curve that is not its own. */
    private static KeyStore load(byte[] bytes, char[] password) throws GeneralSecurityException, IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            return store;
        } catch (GeneralSecurityException | IOException unread) {
            var store = KeyStore.getInstance("PKCS12", BouncyCastle.provider());
            store.load(new ByteArrayInputStream(bytes), password);
            return store;
        }
    }

    private static Problem refuse(Exception cause) {
        return Problem.of("record/pkcs12")
                .detail("This is not a PKCS#12 file with one key, or the password is wrong.")
                .remedy("Give a file of `jianzheng identity new` (at most 256 KiB) with its password.")
                .cause(cause);
    }
}

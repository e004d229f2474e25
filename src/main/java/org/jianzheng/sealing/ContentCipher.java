package org.jianzheng.sealing;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/** How a suite encrypts content (GCM, nonce 12 bytes, tag 16) and wraps keys (RFC 3394). */
interface ContentCipher {
    /** Bytes of a content key and of a key-encryption key. */
    int keySize();

    /** Encrypts {@code length} bytes of {@code plain} into {@code out} at {@code to}; returns the tag. */
    byte[] seal(byte[] key, byte[] nonce, byte[] plain, int length, byte[] out, int to);

    /** Encrypts by an initialised GCM cipher in updates of {@code step} bytes; returns the tag. */
    static byte[] seal(Cipher gcm, int step, byte[] plain, int length, byte[] out, int to)
            throws GeneralSecurityException {
        int done = 0;
        for (int at = 0; at < length; at += step) {
            done += gcm.update(plain, at, Math.min(step, length - at), out, to + done);
        }
        var rest = gcm.doFinal();
        System.arraycopy(rest, 0, out, to + done, rest.length - Suite.TAG);
        return Arrays.copyOfRange(rest, rest.length - Suite.TAG, rest.length);
    }

    /**
     * Decrypts {@code length} bytes of {@code object} from {@code from} into {@code plain}.
     *
     * @return whether the tag holds; when not, {@code plain} has been wiped
     */
    boolean open(byte[] key, byte[] nonce, byte[] object, int from, int length, byte[] tag, byte[] plain);

    byte[] wrap(byte[] kek, byte[] key);

    /** The unwrapped key of {@link #keySize} bytes, or null when the wrap's own check fails. */
    byte[] unwrap(byte[] kek, byte[] wrapped);

    default int wrappedSize() {
        return keySize() + 8;
    }
}

package org.jianzheng.sealing;

/** How a suite encrypts content (GCM, nonce 12 bytes, tag 16) and wraps keys (RFC 3394). */
interface ContentCipher {
    /** Bytes of a content key and of a key-encryption key. */
    int keySize();

    /** Encrypts {@code length} bytes of {@code plain} into {@code out} at {@code to}; returns the tag. */
    byte[] seal(byte[] key, byte[] nonce, byte[] plain, int length, byte[] out, int to);

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

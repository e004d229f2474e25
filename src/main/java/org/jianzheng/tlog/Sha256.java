package org.jianzheng.tlog;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the concatenation of its parts. */
public final class Sha256 {
    /** Bytes of one hash. */
    public static final int LENGTH = 32;

    /** One for each thread: finding the algorithm again costs more than hashing a leaf. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

    private Sha256() {}

    public static byte[] hash(byte[]... parts) {
        var digest = DIGEST.get();
        try {
            for (var part : parts) {
                digest.update(part);
            }
            // Which also makes it as new.
            return digest.digest();
        } catch (RuntimeException e) {
            // Half a hash must not be the beginning of the next one.
            digest.reset();
            throw e;
        }
    }

    /** Hashes the first {@code length} bytes of {@code bytes} into {@code out} at {@code to}: nothing is made on the way. */
    static void hash(byte[] bytes, int length, byte[] out, int to) {
        var digest = DIGEST.get();
        try {
            digest.update(bytes, 0, length);
            digest.digest(out, to, LENGTH);
        } catch (DigestException | RuntimeException e) {
            digest.reset();
            throw new IllegalStateException(e);
        }
    }

    /** As lower-case hex. */
    public static String hex(byte[]... parts) {
        return HexFormat.of().formatHex(hash(parts));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package org.jianzheng.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the concatenation of its parts. */
public final class Sha256 {
    /** Bytes of one hash. */
    public static final int LENGTH = 32;

    private Sha256() {}

    public static byte[] hash(byte[]... parts) {
        var digest = digest();
        for (var part : parts) {
            digest.update(part);
        }
        return digest.digest();
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

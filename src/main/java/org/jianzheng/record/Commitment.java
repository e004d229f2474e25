package org.jianzheng.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What the public log holds of a record: {@code SHA-256(salt ‖ record)}, 32 bytes, in every suite.
 *
 * <p>The 32 random bytes of salt keep a record that nobody may see yet from being guessed out of its entry; showing both
 * proves it.
 */
public final class Commitment {
    public static final int SALT_LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Commitment() {}

    public static byte[] newSalt() {
        var salt = new byte[SALT_LENGTH];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /** The raw entry of the log. */
    public static byte[] entry(byte[] salt, byte[] record) {
        if (salt.length != SALT_LENGTH) {
            throw Fields.refuse("salt", salt.length + " bytes", "32 bytes");
        }
        var digest = sha256();
        digest.update(salt);
        return digest.digest(record);
    }

    /** The entry in hex, as lists and indexes write it. */
    public static String entryHex(byte[] salt, byte[] record) {
        return HexFormat.of().formatHex(entry(salt, record));
    }

    /** Lower-case hex SHA-256, as forms name an act, a document or a certificate. */
    public static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

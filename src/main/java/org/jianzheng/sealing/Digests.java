package org.jianzheng.sealing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import org.jianzheng.record.BouncyCastle;

/** Fresh digests of the suites. */
final class Digests {
    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** SM3 (GB/T 32905) in plain Java: no native object to be made and cleaned up for each short input. */
    static MessageDigest sm3() {
        return sm3(BouncyCastle.provider());
    }

    /** SM3 by the fastest provider of this machine. */
    static MessageDigest bulkSm3() {
        return sm3(NationalProviders.bulk());
    }

    static MessageDigest sm3(Provider provider) {
        try {
            return MessageDigest.getInstance("SM3", provider);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(provider + " lost its SM3", e);
        }
    }
}

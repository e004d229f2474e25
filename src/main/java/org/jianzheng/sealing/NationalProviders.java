package org.jianzheng.sealing;

import java.security.Provider;
import java.util.Arrays;
import java.util.HexFormat;
import org.jianzheng.record.BouncyCastle;

/**
 * Who computes SM4 and SM3 over long inputs: Tencent Kona's native code where it is on the class path and runs on this
 * machine, else Bouncy Castle. Both give the same bytes.
 */
final class NationalProviders {
    /** Set to {@code bc} to do without native code. */
    static final String PROPERTY = "jianzheng.national.provider";

    private static final String KONA = "com.tencent.kona.crypto.KonaCryptoNativeProvider";
    /** SM3 of "abc" (GB/T 32905-2016 annex A.1). */
    private static final String SM3_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

    private static final Provider BULK = choose();

    private NationalProviders() {}

    static Provider bulk() {
        return BULK;
    }

    /** Kona's provider, or null where its native library does not load or does not compute. */
    static Provider kona() {
        try {
            var provider =
                    (Provider) Class.forName(KONA).getDeclaredConstructor().newInstance();
            return computes(provider) ? provider : null;
        } catch (ReflectiveOperationException | LinkageError | RuntimeException unavailable) {
            // Not on the class path, another processor or system, or a folder for programs that may not run any.
            return null;
        }
    }

    private static Provider choose() {
        var kona = "bc".equals(System.getProperty(PROPERTY)) ? null : kona();
        return kona == null ? BouncyCastle.provider() : kona;
    }

    /** Known answers, asked once: a provider that answers otherwise must not seal a bid that nobody else can open. */
    private static boolean computes(Provider provider) {
        var abc = Digests.sm3(provider).digest(new byte[] {'a', 'b', 'c'});
        if (!HexFormat.of().formatHex(abc).equals(SM3_ABC)) {
            return false;
        }
        var key = new byte[16];
        var nonce = new byte[Suite.NONCE];
        var plain = new byte[1000];
        var theirs = new byte[plain.length + Suite.TAG];
        var ours = new byte[plain.length + Suite.TAG];
        var cipher = new Sm4Cipher(() -> provider);
        var tag = cipher.seal(key, nonce, plain, plain.length, theirs, 0);
        var expected = new Sm4Cipher(BouncyCastle::provider).seal(key, nonce, plain, plain.length, ours, 0);
        return Arrays.equals(tag, expected)
                && Arrays.equals(theirs, 0, plain.length, ours, 0, plain.length)
                && cipher.open(key, nonce, ours, 0, plain.length, tag, new byte[plain.length]);
    }
}

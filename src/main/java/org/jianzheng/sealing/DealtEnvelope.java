package org.jianzheng.sealing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * A dealer's share on its way to another office, sealed with all its randomness drawn from a seed.
 *
 * <p>So a dealer that is accused of a wrong share can publish share and seed, and everybody makes the envelope again: if
 * it is the one whose hash the dealer signed, that is what was in it. The seed opens no other envelope
 * (docs/protocols/envelope.md §7).
 */
public final class DealtEnvelope {
    private static final byte[] SEED = "eop/dkg/envelope/v1".getBytes(StandardCharsets.US_ASCII);

    private DealtEnvelope() {}

    /** The seed for office {@code to}, from the dealer's secret of this ceremony. */
    public static byte[] seed(Suite suite, byte[] secret, int to) {
        return suite.digest(SEED, secret, Hashing.u32(to));
    }

    /** The same envelope for the same seed. */
    public static byte[] seal(Suite suite, Scalar share, X509Certificate to, byte[] seed) {
        return ShareEnvelope.seal(share.bytes(), to, new Stream(suite, seed));
    }

    /** Whether the envelope that {@code dealt} names holds exactly this share. */
    static boolean holds(
            Suite suite, CeremonyMessage.DealtShare dealt, CeremonyMessage.JustifiedShare shown, X509Certificate to) {
        var share = Scalar.decodeHex(suite, shown.share());
        var envelope = seal(suite, share, to, HexFormat.of().parseHex(shown.seed()));
        return dealt.equals(CeremonyMessage.DealtShare.of(shown.to(), envelope));
    }

    /** The blocks H(seed ‖ 0), H(seed ‖ 1), … one after the other, each whole draw from a fresh block. */
    private static final class Stream extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient Suite suite;
        private final byte[] seed;
        private int block;

        Stream(Suite suite, byte[] seed) {
            this.suite = suite;
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int at = 0; at < bytes.length; ) {
                var fresh = suite.digest(seed, Hashing.u32(block++));
                int step = Math.min(fresh.length, bytes.length - at);
                System.arraycopy(fresh, 0, bytes, at, step);
                at += step;
            }
        }
    }
}

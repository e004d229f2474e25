package org.jianzheng.sealing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jianzheng.Fuzzed;

/** Objects of a package, as a bidder whom nobody can stop may have made them; the same bytes are tried in both suites. */
class SealedFuzz {
    // Fixed, so that what is kept in the corpus goes the same way each time.
    private static final BigInteger SCALAR = BigInteger.valueOf(20_261_124);
    private static final List<Suite> SUITES = List.of(Suite.P256, Suite.SM2);
    private static final List<Point> KEYS = SUITES.stream()
            .map(suite -> new Scalar(suite, SCALAR).timesGenerator())
            .toList();

    /** A key of zeros counts as destroyed. */
    private static byte[] filled(int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    @FuzzTest(maxDuration = "60s")
    void header(byte[] bytes) {
        KEYS.forEach(q -> Fuzzed.reads(() -> Header.parse(q, bytes)));
    }

    @FuzzTest(maxDuration = "60s")
    void part(byte[] bytes) {
        for (var suite : SUITES) {
            var key = new BidKey(filled(16), filled(suite.cipher().keySize()));
            Fuzzed.reads(() -> Part.open(suite, key, bytes, bytes.length, new byte[bytes.length]));
        }
    }

    @FuzzTest(maxDuration = "60s")
    void manifest(byte[] bytes) {
        Fuzzed.reads(() -> {
            var manifest = Manifest.read(bytes);
            manifest.checkForm(Arrays.copyOf(bytes, Math.min(bytes.length, 1000)));
        });
    }

    @FuzzTest(maxDuration = "60s")
    void form(byte[] bytes) {
        Fuzzed.reads(() -> BidForm.read(bytes));
    }
}

package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Threat 7 at the public files: an observer who sees every size of the log, knows the mean of the covers and when the lot
 * opened and closed, has to say whether 3 or 8 bids came in. He takes the likelier of the two for what he sees, so nobody
 * who looks at growth does better. The noise is what docs/TRUST.md states under "Cover records".
 */
class Threat07_ObserverOfTheLogCountsNoBidsTest {
    private static final int FEW = 3;
    private static final int MANY = 8;
    private static final Duration TENDER = Duration.ofDays(20);
    private static final Duration LAST_MINUTES = Duration.ofMinutes(10);
    private static final RandomGenerator NO_COVERS = null;

    @Test
    void overATendersTimeHeDoesNoBetterThanGuessing() {
        var seen = observe(TENDER, 300);
        assertEquals(50, seen.right(), 5, seen.toString());
        assertEquals(86_400, seen.mean(), 100, seen.toString());
        assertEquals(294, seen.deviation(), 25, seen.toString());
    }

    @Test
    void overTheLastTenMinutesHeIsRightTwoTimesInThree() {
        var seen = observe(LAST_MINUTES, 4_000);
        assertEquals(67, seen.right(), 3, seen.toString());
        assertEquals(30, seen.mean(), 1, seen.toString());
        assertEquals(5.5, seen.deviation(), 0.5, seen.toString());
    }

    @Test
    void withoutCoversHeIsAlwaysRight() {
        var right = 0;
        for (int bids : new int[] {FEW, MANY}) {
            right += guess(growth(bids, TENDER, NO_COVERS), 0) == bids ? 1 : 0;
        }
        assertEquals(2, right);
    }

    /** The size grows by one at a time, so a rush looks like a rush of covers and not like one of bids. */
    @Test
    void coversRushToo() {
        int busiest = IntStream.range(0, 200)
                .map(seed -> growth(0, Duration.ofMinutes(1), new Random(seed)))
                .max()
                .orElseThrow();
        assertTrue(busiest >= FEW + MEAN_A_MINUTE, "the busiest of 200 minutes had " + busiest + " covers");
    }

    private static final int MEAN_A_MINUTE = 3;

    /** @param right of a hundred guesses; mean and deviation are those of the covers alone */
    private record Seen(double right, double mean, double deviation) {}

    private static Seen observe(Duration window, int runs) {
        var random = new Random(20_261_124);
        double expected = window.toSeconds() / 20.0;
        int right = 0;
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < 2 * runs; run++) {
            int bids = run % 2 == 0 ? FEW : MANY;
            int growth = growth(bids, window, random);
            right += guess(growth, expected) == bids ? 1 : 0;
            double noise = growth - bids - expected;
            sum += noise;
            squares += noise * noise;
        }
        double mean = sum / (2 * runs);
        return new Seen(100.0 * right / (2 * runs), expected + mean, Math.sqrt(squares / (2 * runs) - mean * mean));
    }

    /** How much the log grew: the covers as {@link CoverRecords} draws them, and one entry for each bid. */
    private static int growth(int bids, Duration window, RandomGenerator random) {
        int covers = 0;
        if (random != NO_COVERS) {
            for (long at = CoverRecords.nextWait(random); at < window.toMillis(); at += CoverRecords.nextWait(random)) {
                covers++;
            }
        }
        return covers + bids;
    }

    /** The likelier number under the Poisson distribution of the covers: few up to where both are equally likely. */
    private static int guess(int growth, double expected) {
        if (expected == 0) {
            return growth;
        }
        return logLikelihood(growth - FEW, expected) >= logLikelihood(growth - MANY, expected) ? FEW : MANY;
    }

    private static double logLikelihood(int covers, double expected) {
        if (covers < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double log = covers * Math.log(expected) - expected;
        for (int i = 2; i <= covers; i++) {
            log -= Math.log(i);
        }
        return log;
    }
}

package org.jianzheng.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private long nanos = 1;

    private Buckets buckets(long perSecond, long burst) {
        return new Buckets(perSecond, burst, () -> nanos);
    }

    @Test
    void takesTheBurstAtOnceAndThenTheRate() {
        var buckets = buckets(2, 3);
        for (int i = 0; i < 3; i++) {
            assertEquals(OptionalLong.empty(), buckets.take("a"));
        }
        assertEquals(OptionalLong.of(1), buckets.take("a"));
        nanos += TimeUnit.MILLISECONDS.toNanos(500);
        assertEquals(OptionalLong.empty(), buckets.take("a"));
        assertEquals(OptionalLong.of(1), buckets.take("a"));
    }

    @Test
    void oneKeyDoesNotTakeFromAnother() {
        var buckets = buckets(1, 1);
        assertEquals(OptionalLong.empty(), buckets.take("a"));
        assertTrue(buckets.take("a").isPresent());
        assertEquals(OptionalLong.empty(), buckets.take("b"));
    }

    @Test
    void restNeverSavesMoreThanTheBurst() {
        var buckets = buckets(1, 2);
        buckets.take("a");
        nanos += TimeUnit.DAYS.toNanos(300);
        assertEquals(OptionalLong.empty(), buckets.take("a"));
        assertEquals(OptionalLong.empty(), buckets.take("a"));
        assertTrue(buckets.take("a").isPresent());
    }

    @Test
    void zeroMeansNoLimit() {
        var buckets = buckets(0, 1);
        for (int i = 0; i < 100; i++) {
            assertEquals(OptionalLong.empty(), buckets.take("a"));
        }
    }

    @Test
    void madeUpKeysTakeBoundedMemory() {
        var buckets = buckets(1, 1);
        for (int i = 0; i < 100_000; i++) {
            buckets.take(i);
        }
        assertEquals(20_000, buckets.keys());
    }
}

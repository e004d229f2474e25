package org.jianzheng.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collection;

/** Times in nanoseconds to figures that people read: three places of a second, whole rates above a hundred. */
final class Figures {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private Figures() {}

    static BigDecimal seconds(long nanos) {
        return BigDecimal.valueOf(nanos).divide(NANOS, 3, RoundingMode.HALF_UP);
    }

    static BigDecimal millis(long nanos) {
        return BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(1_000_000L), 1, RoundingMode.HALF_UP);
    }

    /** How many a second. */
    static BigDecimal rate(long count, long nanos) {
        var rate = BigDecimal.valueOf(count).multiply(NANOS).divide(BigDecimal.valueOf(nanos), 3, RoundingMode.HALF_UP);
        return rate.compareTo(BigDecimal.valueOf(100)) < 0
                ? rate.setScale(1, RoundingMode.HALF_UP)
                : rate.setScale(0, RoundingMode.HALF_UP);
    }

    static BigDecimal ratio(BigDecimal above, BigDecimal below) {
        return below.signum() == 0
                ? null
                : above.divide(below, MathContext.DECIMAL64).setScale(2, RoundingMode.DOWN);
    }

    /** The smallest of the sample that {@code percent} of it does not exceed. */
    static long percentile(Collection<Long> nanos, int percent) {
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("There is no percentile of nothing");
        }
        return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
    }

    static long median(long... nanos) {
        return percentile(Arrays.stream(nanos).boxed().toList(), 50);
    }
}

package org.jianzheng.bench;

import java.math.BigDecimal;

/**
 * What a line is to reach; a bound that is null is not asked for.
 *
 * @param ratio the least ratio to the reference
 * @param least the least of ours
 * @param most the most of ours
 */
record Goal(String text, BigDecimal ratio, BigDecimal least, BigDecimal most) {
    static Goal ratio(String least) {
        return new Goal("ratio ≥ " + least, new BigDecimal(least), null, null);
    }

    static Goal least(String least) {
        return new Goal("≥ " + least, null, new BigDecimal(least), null);
    }

    static Goal most(String most) {
        return new Goal("≤ " + most, null, null, new BigDecimal(most));
    }

    /** Reported only: reached by being measured. */
    static Goal report() {
        return new Goal("report", null, null, null);
    }

    Goal andLeast(String least) {
        return new Goal(text + " and ≥ " + least, ratio, new BigDecimal(least), most);
    }

    boolean isReached(BigDecimal ours, BigDecimal measuredRatio) {
        return ours != null
                && (ratio == null || measuredRatio != null && measuredRatio.compareTo(ratio) >= 0)
                && (least == null || ours.compareTo(least) >= 0)
                && (most == null || ours.compareTo(most) <= 0);
    }
}

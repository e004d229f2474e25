package org.jianzheng.ceremony;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asks the offices again and again, beside the platform's own beat: two instances at once. */
final class Beats {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

    private Beats() {}

    static void until(OpeningKeys keys, String what, BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("Waited in vain for " + what);
            }
            keys.advance();
        }
    }
}

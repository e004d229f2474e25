package org.jianzheng.simulation;

import java.util.Random;

/**
 * What goes wrong, drawn from one seed. Every durable step of the platform goes through {@link #write}: it is done, or it
 * fails, or it fails although it was done, or the platform dies before or after it.
 */
final class Faults {
    private final Random dice;
    private boolean calm;

    Faults(long seed) {
        dice = new Random(seed);
    }

    /** The platform's process is gone; what it had written stays. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Crash(String step) {
            super("crash at " + step, null, false, false);
        }
    }

    /** A store or an office gave no answer; the caller cannot tell whether the thing was done. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lost(String step) {
            super("no answer to " + step, null, false, false);
        }
    }

    /** From here on nothing fails any more: whatever can still be finished must be. */
    void calm() {
        calm = true;
    }

    void storm() {
        calm = false;
    }

    boolean isCalm() {
        return calm;
    }

    boolean chance(int outOfThousand) {
        return !calm && dice.nextInt(1000) < outOfThousand;
    }

    int pick(int bound) {
        return dice.nextInt(bound);
    }

    void write(String step, Runnable durable) {
        int roll = calm ? 999 : dice.nextInt(1000);
        if (roll < 12) {
            throw new Crash("before " + step);
        }
        if (roll < 30) {
            throw new Lost(step);
        }
        durable.run();
        if (roll < 42) {
            throw new Crash("after " + step);
        }
        if (roll < 60) {
            throw new Lost(step);
        }
    }
}

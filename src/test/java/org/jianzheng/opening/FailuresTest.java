package org.jianzheng.opening;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.jianzheng.opening.Failures.Say;
import org.jianzheng.shared.LotId;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Instant NOW = Instant.parse("2026-03-26T01:30:00Z");
    private static final LotId LOT = LotId.at(NOW);
    private final Failures failures = new Failures();

    private Say next(String step, RuntimeException failure, int second) {
        return failures.next(LOT, step, failure, NOW.plusSeconds(second));
    }

    @Test
    void lastingFailureIsToldOnceInFullAndThenALineEachMinute() {
        assertEquals(Say.EVERYTHING, next("open", new IllegalStateException("a"), 0));
        for (int second = 1; second < 60; second++) {
            assertEquals(Say.NOTHING, next("open", new IllegalStateException("b"), second));
        }
        assertEquals(Say.ONE_LINE, next("open", new IllegalStateException("c"), 60));
        assertEquals(Say.NOTHING, next("open", new IllegalStateException("c"), 61));
    }

    @Test
    void anotherLotStepOrClassIsANewFailure() {
        next("open", new IllegalStateException(), 0);
        assertEquals(Say.EVERYTHING, next("close", new IllegalStateException(), 1));
        assertEquals(Say.EVERYTHING, next("open", new IllegalArgumentException(), 1));
        assertEquals(Say.EVERYTHING, failures.next(LotId.at(NOW), "open", new IllegalStateException(), NOW));
    }

    @Test
    void failureAfterSuccessIsANewFailure() {
        next("open", new IllegalStateException(), 0);
        failures.over(LOT, "open");
        assertEquals(Say.EVERYTHING, next("open", new IllegalStateException(), 1));
    }
}

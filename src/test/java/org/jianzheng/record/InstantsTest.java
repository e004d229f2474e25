package org.jianzheng.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
    @Test
    void writesMillisecondsAndDropsWhatIsFiner() {
        assertEquals("2026-03-23T01:30:00.000Z", Instants.format(Instant.parse("2026-03-23T01:30:00.000999999Z")));
        assertEquals(Instant.parse("2026-03-23T01:30:00.001Z"), Instants.parse("2026-03-23T01:30:00.001Z"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "2026-03-23T01:30:00Z",
                "2026-03-23T01:30:00.0000Z",
                "2026-03-23T09:30:00.000+08:00",
                "2026-03-23t01:30:00.000z",
                "2026-02-30T01:30:00.000Z",
                "2026-03-23T24:00:00.000Z",
                "2026-03-23T01:30:60.000Z",
                "+12026-03-23T01:30:00.000Z",
                ""
            })
    void refusesEveryOtherSpelling(String text) {
        assertEquals(
                "record/instant",
                assertThrows(Problem.class, () -> Instants.parse(text)).slug());
    }
}

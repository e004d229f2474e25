package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosOptionsTest {
    @Test
    void fiftyRoundsUnlessToldAndTheSeedThatWasNamed() {
        assertEquals(50, parse("").rounds());
        var told = parse("--rounds 3 --seed 42 --port 24000");
        assertEquals(3, told.rounds());
        assertEquals(42, told.seed());
        assertEquals(24_000, told.house().port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds 0", "--rounds many", "--rounds", "--seed -1", "--port 80", "--what 1"})
    void refusesWhatItDoesNotKnowAndSaysHow(String arguments) {
        var refused = assertThrows(IllegalArgumentException.class, () -> parse(arguments));
        assertTrue(refused.getMessage().endsWith("Use: deploy/chaos [--rounds N] [--seed S] [--port P] [--dir DIR]"));
    }

    private static ChaosOptions parse(String arguments) {
        return ChaosOptions.parse(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    }
}

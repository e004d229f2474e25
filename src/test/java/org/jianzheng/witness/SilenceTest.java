package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two of three offices within a minute are a checkpoint; what lies between two such moments is a silence. */
class SilenceTest {
    private static final Instant START = Instant.parse("2026-03-24T00:00:00Z");
    private static final Duration SHORTEST = Duration.ofMinutes(15);

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static List<Silence> between(int end, Object... officesAndMinutes) {
        var cosigned = new ArrayList<Silence.Cosigned>();
        for (int i = 0; i < officesAndMinutes.length; i += 2) {
            cosigned.add(new Silence.Cosigned((String) officesAndMinutes[i], at((int) officesAndMinutes[i + 1])));
        }
        return Silence.between(START, at(end), SHORTEST, cosigned, offices -> offices.size() >= 2);
    }

    @Test
    void isTheTimeBetweenTwoQuorums() {
        assertEquals(
                List.of(new Silence(at(10), at(25))),
                between(30, "a", 10, "b", 10, "a", 25, "c", 25, "a", 26, "b", 26));
    }

    @Test
    void endsWithNoOfficeAloneNorWithTwoAtDifferentTimes() {
        assertEquals(
                List.of(new Silence(at(1), at(40))),
                between(40, "a", 1, "b", 1, "a", 10, "b", 15, "a", 20, "c", 25, "a", 30, "b", 35));
    }

    @Test
    void ofLessThanTheRuleAsksIsNone() {
        assertEquals(List.of(), between(28, "a", 14, "b", 14, "a", 28, "b", 28));
    }

    @Test
    void lastsUntilNowWhenNobodyHasComeBack() {
        assertEquals(List.of(new Silence(START, at(30))), between(30));
        assertEquals(List.of(new Silence(at(5), at(30))), between(30, "a", 5, "b", 5));
    }

    @Test
    void coversAnOutageWithinIt() {
        var silence = new Silence(at(10), at(30));
        assertTrue(silence.covers(at(10), at(30)));
        assertFalse(silence.covers(at(9), at(30)));
        assertFalse(silence.covers(at(10), at(31)));
    }
}

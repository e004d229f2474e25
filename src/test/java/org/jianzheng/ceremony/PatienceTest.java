package org.jianzheng.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jianzheng.ceremony.Patience.Refused;
import org.jianzheng.record.Instants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {
    private static final Instant NOW = Instant.parse("2026-03-26T01:30:00Z");

    private static Refused tooEarly(Instant from) {
        var problem = "{\"from\":\"" + Instants.format(from) + "\",\"status\":425}";
        return Refused.of(425, problem.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void officeThatNamesAnInstantIsAskedAgainThen() {
        assertEquals(NOW.plusSeconds(4), Patience.nextAsk(tooEarly(NOW.plusSeconds(4)), NOW));
    }

    @Test
    void officeThatKeepsItsShareForThirtyDaysIsAskedEachMinute() {
        assertEquals(NOW.plusSeconds(60), Patience.nextAsk(tooEarly(NOW.plusSeconds(30 * 86_400)), NOW));
    }

    @Test
    void officeThatRefusedTheListIsAskedEachMinute() {
        assertEquals(NOW.plusSeconds(60), Patience.nextAsk(Refused.of(422, new byte[0]), NOW));
        assertEquals(NOW.plusSeconds(60), Patience.nextAsk(Refused.unfit(), NOW));
    }

    @Test
    void officeThatIsSilentIsAskedWithTheNextBeat() {
        assertNull(Patience.nextAsk(null, NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 500, 503})
    void officeThatIsBusyOrWaitsForOthersIsAskedWithTheNextBeat(int status) {
        assertNull(Patience.nextAsk(Refused.of(status, "no JSON".getBytes(StandardCharsets.UTF_8)), NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"from\":7}", "{\"from\":\"soon\"}"})
    void officeThatNamesNoInstantIsAskedEachMinute(String problem) {
        var refused = Refused.of(425, problem.getBytes(StandardCharsets.UTF_8));
        assertEquals(NOW.plusSeconds(60), Patience.nextAsk(refused, NOW));
    }
}

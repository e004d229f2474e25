package org.jianzheng.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jianzheng.ceremony.Patience.Refused;
import org.jianzheng.record.Instants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {
    private static final Instant NOW = Instant.parse("2026-03-26T01:30:00Z");

    private static Refused tooEarly(Instant from) {
        return refused(425, "{\"from\":\"" + Instants.format(from) + "\",\"status\":425}");
    }

    private static Refused refused(int status, String problem) {
        return Refused.of(status, problem.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant eager(Refused refused) {
        return Patience.EAGER.nextAsk(refused, NOW, NOW);
    }

    @Test
    void officeThatNamesAnInstantIsAskedAgainThen() {
        assertEquals(NOW.plusSeconds(4), eager(tooEarly(NOW.plusSeconds(4))));
        assertEquals(NOW.plusSeconds(60), eager(tooEarly(NOW.plusSeconds(3600))));
    }

    @Test
    void officeThatKeepsItsShareForThirtyDaysIsAskedEveryTenMinutes() {
        var refused = tooEarly(NOW.plusSeconds(30 * 86_400));
        assertEquals(NOW.plusSeconds(600), Patience.EASY.nextAsk(refused, NOW.minusSeconds(9), NOW));
    }

    @Test
    void officeThatRefusedTheListIsAskedEachMinute() {
        assertEquals(NOW.plusSeconds(60), eager(refused(422, "")));
        assertEquals(NOW.plusSeconds(60), eager(Refused.unfit()));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # patience, status (0 = silent), lasted, asked again after; none = with the next beat
                    EAGER     , 0                  , 3600  ,
                    EAGER     , 500                , 3600  ,
                    EAGER     , 503                , 3600  ,
                    EAGER     , 409                , 0     , 1
                    EAGER     , 409                , 7     , 7
                    EAGER     , 409                , 3600  , 60
                    EASY      , 0                  , 0     , 1
                    EASY      , 0                  , 90    , 90
                    EASY      , 0                  , 86400 , 600
                    EASY      , 503                , 86400 , 600
                    EASY      , 409                , 86400 , 600
                    """)
    void whatLastsIsAskedAgainLessAndLessOften(Patience patience, int status, long lasted, Long seconds) {
        var refused = status == 0 ? null : refused(status, "no JSON");
        var next = patience.nextAsk(refused, NOW.minusSeconds(lasted), NOW);
        assertEquals(seconds == null ? null : NOW.plusSeconds(seconds), next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"from\":7}", "{\"from\":\"soon\"}", ""})
    void instantThatCannotBeReadIsNone(String problem) {
        var refused = refused(425, problem);
        assertNull(refused.from());
        assertEquals(NOW.plusSeconds(60), eager(refused));
    }

    @Test
    void oneTroubleIsToldFromAnotherByItsTypeNotByItsWords() {
        var first = noted("It is 10:00:01.", "{\"type\":\"urn:a\"}");
        assertEquals(
                first.kind(), noted("It is 10:00:02.", "{\"type\":\"urn:a\"}").kind());
        assertNotEquals(
                first.kind(), noted("It is 10:00:01.", "{\"type\":\"urn:b\"}").kind());
        assertEquals("no answer", new Trouble.Noted("no answer", null).kind());
    }

    private static Trouble.Noted noted(String text, String problem) {
        return new Trouble.Noted(text, refused(409, problem));
    }
}

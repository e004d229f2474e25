package org.jianzheng.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTest {
    private static final Calendar CALENDAR = Rulebook.load(Path.of("bid-rules")).calendar();
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # start     , n, kind    , last day
            2026-09-28  , 5, CAL_ROLL, 2026-10-08
            2026-03-02  ,20, CAL_ROLL, 2026-03-23
            2026-09-24  , 3, CAL_ROLL, 2026-09-28
            2026-02-11  , 7, WORK    , 2026-02-27
            2026-03-02  ,20, CAL     , 2026-03-22
            2026-03-02  , 0, CAL_ROLL, 2026-03-02
            2026-03-01  , 0, CAL_ROLL, 2026-03-02
            2026-03-01  , 1, WORK    , 2026-03-02
            """)
    void countsAsTheLawDoes(LocalDate start, int n, Kind kind, LocalDate last) {
        assertEquals(last, CALENDAR.plus(start, n, kind));
    }

    @Test
    void midnightIsTheEndOfTheDayBefore() {
        assertEquals(LocalDate.of(2026, 3, 23), Calendar.deadlineDay(Instant.parse("2026-03-23T16:00:00Z")));
        assertEquals(LocalDate.of(2026, 3, 24), Calendar.deadlineDay(Instant.parse("2026-03-23T16:00:01Z")));
        assertEquals(LocalDate.of(2026, 3, 24), Calendar.dateOf(Instant.parse("2026-03-23T16:00:00Z")));
    }

    @Test
    void aNegativePeriodIsAMistakeOfTheProgram() {
        assertThrows(IllegalArgumentException.class, () -> CALENDAR.plus(FIRST, -1, Kind.CAL));
    }
}

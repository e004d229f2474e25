package org.jianzheng.rules;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CalendarPropertiesTest {
    private static final Calendar CALENDAR = Rulebook.load(Path.of("bid-rules")).calendar();
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

    @Property(tries = 200)
    void minusIsTheLatestStartThatIsOverInTime(
            @ForAll @IntRange(min = 100, max = 640) int day, @ForAll @IntRange(max = 40) int n, @ForAll Kind kind) {
        var end = FIRST.plusDays(day);
        var start = CALENDAR.minus(end, n, kind);
        assertFalse(CALENDAR.plus(start, n, kind).isAfter(end));
        assertTrue(CALENDAR.plus(start.plusDays(1), n, kind).isAfter(end));
    }

    @Property(tries = 200)
    void aRolledPeriodIsNeverShorterAndEndsOnAWorkingDay(
            @ForAll @IntRange(max = 640) int day, @ForAll @IntRange(max = 40) int n) {
        var start = FIRST.plusDays(day);
        var last = CALENDAR.plus(start, n, Kind.CAL_ROLL);
        assertFalse(last.isBefore(CALENDAR.plus(start, n, Kind.CAL)));
        assertTrue(CALENDAR.isWorkingDay(last));
    }
}

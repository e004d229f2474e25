package org.jianzheng.rules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jianzheng.shared.Problem;

/**
 * The official calendar (国务院办公厅节假日安排) and the counting of days in the time zone of the law.
 *
 * <p>The day of the event is never counted (民法典 第二百零一条). A year whose file is missing is a refusal, not a guess:
 * the holidays of a year are only known once they are announced.
 */
public final class Calendar {
    /** The time zone of the law. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final int LONGEST = 3660;

    private final Map<Integer, CalendarYear> years;

    Calendar(Map<Integer, CalendarYear> years) {
        this.years = new TreeMap<>(years);
    }

    public static LocalDate dateOf(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    /**
     * The day a deadline belongs to. Midnight is 24:00 of the day that ends there; otherwise a deadline at 00:00 would
     * count a day that bidders never had.
     */
    public static LocalDate deadlineDay(Instant deadline) {
        var local = deadline.atZone(ZONE);
        return local.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? local.toLocalDate().minusDays(1)
                : local.toLocalDate();
    }

    public Set<Integer> years() {
        return Set.copyOf(years.keySet());
    }

    /** @throws Problem {@code rules/calendar-missing} when the year of {@code day} has no file */
    public boolean isWorkingDay(LocalDate day) {
        var year = yearOf(day);
        if (year.workDays().contains(day)) {
            return true;
        }
        var weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && !year.offDays().contains(day);
    }

    public int workingDays(int year) {
        int count = 0;
        for (var day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1)) {
            count += isWorkingDay(day) ? 1 : 0;
        }
        return count;
    }

    /** The last day of a period of {@code n} days that begins with an event on {@code start}. */
    public LocalDate plus(LocalDate start, int n, Kind kind) {
        if (n < 0 || n > LONGEST) {
            throw new IllegalArgumentException("A period has 0 to " + LONGEST + " days, not " + n);
        }
        return switch (kind) {
            case CAL -> start.plusDays(n);
            case CAL_ROLL -> workingDayFrom(start.plusDays(n));
            case WORK -> nthWorkingDay(start, n);
        };
    }

    /** The latest day on which a period of {@code n} days can begin so that it is over by {@code end}. */
    public LocalDate minus(LocalDate end, int n, Kind kind) {
        var start = end.minusDays(n);
        while (plus(start, n, kind).isAfter(end)) {
            start = start.minusDays(1);
        }
        return start;
    }

    private LocalDate workingDayFrom(LocalDate day) {
        var moved = day;
        while (!isWorkingDay(moved)) {
            moved = moved.plusDays(1);
        }
        return moved;
    }

    private LocalDate nthWorkingDay(LocalDate start, int n) {
        var day = start;
        for (int counted = 0; counted < n; ) {
            day = day.plusDays(1);
            counted += isWorkingDay(day) ? 1 : 0;
        }
        return day;
    }

    private CalendarYear yearOf(LocalDate day) {
        var year = years.get(day.getYear());
        if (year == null) {
            throw Problem.of("rules/calendar-missing")
                    .status(422)
                    .detail(
                            "Whether %s is a working day is not known: the rules hold no calendar for %d.",
                            day, day.getYear())
                    .remedy("Add bid-rules/calendar/cn-" + day.getYear()
                            + ".yaml from the State Council's holiday notice (国务院办公厅节假日安排通知), with its cases.");
        }
        return year;
    }
}

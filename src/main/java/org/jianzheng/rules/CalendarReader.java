package org.jianzheng.rules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code calendar/cn-YEAR.yaml}. */
final class CalendarReader {
    private CalendarReader() {}

    static CalendarYear read(YamlNode root) {
        var fields = root.fields(Set.of("year", "source", "mark", "offDays", "workDays"), Set.of());
        int year = fields.get("year").number();
        var expected = "calendar/cn-" + year + ".yaml";
        if (!root.file().equals(expected)) {
            throw fields.get("year")
                    .fault("The year " + year + " stands in the wrong file.", "Name it " + expected + ".");
        }
        var off = new TreeSet<LocalDate>();
        fields.get("offDays").list().forEach(holiday -> addHoliday(holiday, year, off));
        var work = new TreeSet<LocalDate>();
        fields.get("workDays").list().forEach(day -> addWorkDay(day, year, off, work));
        return new CalendarYear(
                year, off, work, fields.get("source").text(), fields.get("mark").oneOf(Mark.class));
    }

    private static void addHoliday(YamlNode holiday, int year, Set<LocalDate> off) {
        var fields = holiday.fields(Set.of("name", "from", "to"), Set.of());
        fields.get("name").text();
        var from = dayOf(fields.get("from"), year);
        var to = dayOf(fields.get("to"), year);
        if (to.isBefore(from)) {
            throw fields.get("to").fault("The holiday ends before it begins.", "Swap the two days.");
        }
        for (var day = from; !day.isAfter(to); day = day.plusDays(1)) {
            if (!off.add(day)) {
                throw holiday.fault(day + " is in two holidays.", "Let each day off stand once.");
            }
        }
    }

    private static void addWorkDay(YamlNode node, int year, Set<LocalDate> off, Set<LocalDate> work) {
        var day = dayOf(node, year);
        var weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (!weekend || off.contains(day) || !work.add(day)) {
            throw node.fault(
                    day + " cannot be a make-up work day: it must be a weekend day, not off, named once.",
                    "Compare with the State Council's notice.");
        }
    }

    private static LocalDate dayOf(YamlNode node, int year) {
        var day = node.date();
        if (day.getYear() != year) {
            throw node.fault(day + " is not in " + year + ".", "Move it to calendar/cn-" + day.getYear() + ".yaml.");
        }
        return day;
    }
}

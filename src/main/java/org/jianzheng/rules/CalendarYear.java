package org.jianzheng.rules;

import java.time.LocalDate;
import java.util.Set;

/** One year of the official calendar: days off on weekdays or weekends, and weekend days that are worked. */
record CalendarYear(int year, Set<LocalDate> offDays, Set<LocalDate> workDays, String source, Mark mark) {}

package org.jianzheng.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.rules.Procedure.Occasion;
import org.jianzheng.rules.Procedure.PeriodRule;
import org.jianzheng.rules.Procedure.Point;

/**
 * Checks the statutory periods of one procedure as of the tender's publication; the platform and a replay both call it.
 *
 * <p>The law counts days, so both ends are compared as days in Shanghai; the hour of a deadline does not matter, except
 * that midnight is the end of the day before ({@link Calendar#deadlineDay}). An empty answer means lawful. Every method
 * throws {@code rules/calendar-missing} when a day lies in a year without a calendar.
 */
public final class Periods {
    private final Procedure procedure;
    private final Calendar calendar;

    Periods(Procedure procedure, Calendar calendar) {
        this.procedure = procedure;
        this.calendar = calendar;
    }

    /** The first lawful day for the bid deadline of documents issued on {@code issuedOn}; any hour of it but 00:00. */
    public LocalDate earliestDeadline(LocalDate issuedOn) {
        return earliest(Occasion.PUBLISH, Point.DOCUMENTS_ISSUED, issuedOn, Point.BID_DEADLINE);
    }

    /** The first lawful last day of the document sale. */
    public LocalDate earliestSaleEnd(LocalDate issuedOn) {
        return earliest(Occasion.PUBLISH, Point.DOCUMENTS_ISSUED, issuedOn, Point.SALE_END);
    }

    /** At publication: from the first issue of the documents to the bid deadline. */
    public Optional<PeriodBreach> checkDeadline(LocalDate issuedOn, Instant deadline) {
        return first(Occasion.PUBLISH, points(Point.DOCUMENTS_ISSUED, issuedOn, deadline));
    }

    /** At publication: from the first issue of the documents to the last day of their sale. */
    public Optional<PeriodBreach> checkDocumentSale(LocalDate issuedOn, LocalDate lastDay) {
        var days = new EnumMap<Point, LocalDate>(Point.class);
        days.put(Point.DOCUMENTS_ISSUED, issuedOn);
        days.put(Point.SALE_END, lastDay);
        return first(Occasion.PUBLISH, days);
    }

    /** Both checks of a publication, for a form that shows all mistakes at once; {@code saleEnd} may be null. */
    public List<PeriodBreach> checkPublication(LocalDate issuedOn, LocalDate saleEnd, Instant deadline) {
        var breaches = new ArrayList<PeriodBreach>();
        checkDeadline(issuedOn, deadline).ifPresent(breaches::add);
        if (saleEnd != null) {
            checkDocumentSale(issuedOn, saleEnd).ifPresent(breaches::add);
        }
        return List.copyOf(breaches);
    }

    /** At an extension: the new deadline is later than the one in force, and the publication's period still holds. */
    public Optional<PeriodBreach> checkExtension(LocalDate issuedOn, Instant deadlineInForce, Instant newDeadline) {
        if (!newDeadline.isAfter(deadlineInForce)) {
            return Optional.of(Breaches.notLater(procedure, deadlineInForce, newDeadline));
        }
        return first(Occasion.EXTEND, points(Point.DOCUMENTS_ISSUED, issuedOn, newDeadline));
    }

    /**
     * At a clarification or amendment that may affect bids. It must leave enough days before the deadline, else the same
     * act moves the deadline.
     *
     * @param newDeadline the deadline the same act states, or null when it leaves the deadline as it is
     */
    public Optional<PeriodBreach> checkClarification(
            Instant clarification, Instant deadlineInForce, Instant newDeadline) {
        if (newDeadline != null && !newDeadline.isAfter(deadlineInForce)) {
            return Optional.of(Breaches.notLater(procedure, deadlineInForce, newDeadline));
        }
        var deadline = newDeadline == null ? deadlineInForce : newDeadline;
        return first(Occasion.CLARIFY, points(Point.CLARIFICATION, Calendar.dateOf(clarification), deadline));
    }

    /** An objection to the tender documents comes in time; one that does not still leaves the way of a complaint. */
    public Optional<PeriodBreach> checkObjection(Instant objection, Instant deadlineInForce) {
        return first(Occasion.OBJECT, points(Point.OBJECTION, Calendar.dateOf(objection), deadlineInForce));
    }

    private LocalDate earliest(Occasion occasion, Point from, LocalDate start, Point to) {
        return rules(occasion).stream()
                .filter(rule -> rule.from() == from && rule.to() == to)
                .map(rule -> rule.parameter().boundary(start, calendar))
                .max(LocalDate::compareTo)
                .orElse(start);
    }

    private Optional<PeriodBreach> first(Occasion occasion, Map<Point, LocalDate> days) {
        for (var rule : rules(occasion)) {
            var start = days.get(rule.from());
            var end = days.get(rule.to());
            if (start != null && end != null && !rule.parameter().allows(start, end, calendar)) {
                return Optional.of(Breaches.of(occasion, rule, start, end, nearest(occasion, rule, start, end)));
            }
        }
        return Optional.empty();
    }

    /** An objector cannot move the deadline, only come earlier; everybody else can move the end. */
    private LocalDate nearest(Occasion occasion, PeriodRule rule, LocalDate start, LocalDate end) {
        var parameter = rule.parameter();
        return occasion == Occasion.OBJECT
                ? calendar.minus(end, parameter.number(), parameter.kind())
                : parameter.boundary(start, calendar);
    }

    private List<PeriodRule> rules(Occasion occasion) {
        return procedure.periods().getOrDefault(occasion, List.of());
    }

    private static Map<Point, LocalDate> points(Point from, LocalDate start, Instant deadline) {
        var days = new EnumMap<Point, LocalDate>(Point.class);
        days.put(from, start);
        days.put(Point.BID_DEADLINE, Calendar.deadlineDay(deadline));
        return days;
    }

    /** Calendar days between two dates, as a breach tells them. */
    static long daysBetween(LocalDate start, LocalDate end) {
        return ChronoUnit.DAYS.between(start, end);
    }
}

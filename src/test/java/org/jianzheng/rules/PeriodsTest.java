package org.jianzheng.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

class PeriodsTest {
    private static final LocalDate ISSUED = LocalDate.of(2026, 3, 4);
    private static final Instant DEADLINE = at("2026-03-24T09:30:00+08:00");
    private final Periods periods = Rulebook.load(Path.of("bid-rules")).periods("engineering-open-tender", ISSUED);

    @Test
    void aBreachNamesValueArticleDayAndRemedyInBothLanguages() {
        var breach =
                periods.checkDeadline(ISSUED, at("2026-03-23T09:30:00+08:00")).orElseThrow();
        assertEquals(
                "From the day the documents were issued (2026-03-04) to the day of the bid deadline (2026-03-23) are 19"
                        + " days; 招标投标法 第二十四条 requires ≥ 20 days, and the last day moves past days off.",
                breach.detail().en());
        assertEquals(
                "自招标文件开始发出之日（2026-03-04）至投标截止之日（2026-03-23）为 19 日，招标投标法 第二十四条要求 ≥ 20 日，末日遇休息日顺延。",
                breach.detail().zh());
        assertEquals("请将投标截止之日改为 2026-03-24 或者之后。", breach.remedy().zh());
        assertEquals(
                "Set the day of the bid deadline to 2026-03-24 or later.",
                breach.remedy().en());
    }

    @Test
    void aBreachBecomesAProblemForTheFieldAtFault() {
        var problem = periods.checkDeadline(ISSUED, at("2026-03-23T09:30:00+08:00"))
                .orElseThrow()
                .toProblem();
        assertEquals("rules/period-too-short", problem.slug());
        assertEquals(422, problem.status());
        assertEquals("deadline", problem.field());
        assertEquals("招标投标法 第二十四条", problem.members().get("article"));
        assertEquals("2026-03-24", problem.members().get("lawful"));
        assertTrue(problem.members().get("remedyZh").toString().contains("2026-03-24"));
    }

    @Test
    void theEarliestDaysAreTheFirstThatPass() {
        assertEquals(LocalDate.of(2026, 3, 24), periods.earliestDeadline(ISSUED));
        assertEquals(LocalDate.of(2026, 3, 9), periods.earliestSaleEnd(ISSUED));
        assertEquals(LocalDate.of(2026, 10, 8), periods.earliestDeadline(LocalDate.of(2026, 9, 14)));
    }

    @Test
    void aPublicationTellsAllItsBreaches() {
        assertEquals(
                List.of("eng.bid.prepare.min", "eng.doc.sale.min"),
                periods.checkPublication(ISSUED, ISSUED.plusDays(2), at("2026-03-10T09:30:00+08:00")).stream()
                        .map(PeriodBreach::rule)
                        .toList());
        assertEquals(List.of(), periods.checkPublication(ISSUED, null, DEADLINE));
    }

    @Test
    void aLateClarificationSaysHowFarToMoveTheDeadline() {
        var breach = periods.checkClarification(at("2026-03-10T00:00:00+08:00"), DEADLINE, null)
                .orElseThrow();
        assertEquals(
                "Move the bid deadline to 2026-03-25 or later in the same act.",
                breach.remedy().en());
        assertTrue(periods.checkClarification(at("2026-03-09T23:59:59+08:00"), DEADLINE, null)
                .isEmpty());
        assertTrue(
                periods.checkClarification(at("2026-03-10T00:00:00+08:00"), DEADLINE, at("2026-03-25T09:30:00+08:00"))
                        .isEmpty());
    }

    @Test
    void aDeadlineNeverMovesToAnEarlierTime() {
        var breach = periods.checkExtension(ISSUED, DEADLINE, DEADLINE).orElseThrow();
        assertEquals("eng.deadline.laterOnly", breach.rule());
        assertTrue(breach.toProblem().getMessage().contains("招标投标法实施条例 第二十一条"));
    }

    @Test
    void aLateObjectionIsToldItsLastDay() {
        var breach = periods.checkObjection(at("2026-03-15T08:00:00+08:00"), DEADLINE)
                .orElseThrow();
        assertEquals(LocalDate.of(2026, 3, 14), breach.lawful());
        assertEquals("objection", breach.field());
        assertTrue(breach.remedy().zh().contains("投诉"));
    }

    @Test
    void aYearWithoutACalendarIsRefusedNamingTheFileToAdd() {
        var late = LocalDate.of(2026, 12, 20);
        var refused = assertThrows(Problem.class, () -> periods.checkDeadline(late, at("2027-01-15T09:30:00+08:00")));
        assertEquals("rules/calendar-missing", refused.slug());
        assertTrue(refused.remedy().contains("bid-rules/calendar/cn-2027.yaml"), refused.remedy());
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}

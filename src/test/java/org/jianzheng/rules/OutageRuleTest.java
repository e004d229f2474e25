package org.jianzheng.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jianzheng.rules.OutageRule.Breach;
import org.jianzheng.rules.OutageRule.Outage;
import org.jianzheng.rules.OutageRule.Standing;
import org.junit.jupiter.api.Test;

/** Every deadline that an outage hits moves alike; whoever decides otherwise is told the lot and the rule. */
class OutageRuleTest {
    private static final Instant DEADLINE = Instant.parse("2026-03-24T01:30:00Z");
    private static final Instant END = DEADLINE.plusSeconds(600);
    private static final Instant LATER = END.plus(Duration.ofDays(1));
    private static final Outage OUTAGE = new Outage(DEADLINE.minusSeconds(600), END);

    private final OutageRule rule = Rulebook.load(Path.of("bid-rules"))
            .procedure("engineering-open-tender", LocalDate.of(2026, 3, 2))
            .outage();

    private static Standing lot(String name, Instant deadline, boolean outside) {
        return new Standing(name, deadline, Duration.ofSeconds(10), outside);
    }

    private List<String> check(Outage outage, List<Standing> lots, Map<String, Instant> decided) {
        return rule.check(outage, lots, decided).stream()
                .map(breach -> breach.lot() + " " + breach.rule())
                .toList();
    }

    @Test
    void allLotsHitMoveAlike() {
        var lots = List.of(
                lot("1", DEADLINE, true),
                lot("2", DEADLINE.plus(Duration.ofMinutes(100)), false),
                lot("3", DEADLINE.plus(Duration.ofDays(3)), false));
        assertEquals(List.of(), check(OUTAGE, lots, Map.of("1", LATER, "2", LATER)));
        assertEquals(List.of("2 outage-left-out"), check(OUTAGE, lots, Map.of("1", LATER)));
        assertEquals(List.of("2 outage-deadline"), check(OUTAGE, lots, Map.of("1", LATER, "2", LATER.plusSeconds(1))));
        assertEquals(List.of("3 outage-not-hit"), check(OUTAGE, lots, Map.of("1", LATER, "2", LATER, "3", LATER)));
    }

    @Test
    void aLotThatIsClosedOrUnknownIsNotMoved() {
        assertEquals(List.of("9 outage-not-hit"), check(OUTAGE, List.of(), Map.of("9", LATER)));
    }

    @Test
    void aShortOutageMovesOnlyWhoseBidItLeftOutside() {
        var seconds = new Outage(DEADLINE.minusSeconds(5), DEADLINE.plusSeconds(20));
        assertTrue(rule.hits(seconds, lot("1", DEADLINE, true)));
        assertFalse(rule.hits(seconds, lot("1", DEADLINE, false)));
    }

    @Test
    void theGraceBelongsToTheDeadline() {
        var minutes = Duration.ofMinutes(20);
        var within = DEADLINE.plusSeconds(9);
        assertTrue(rule.hits(new Outage(within, within.plus(minutes)), lot("1", DEADLINE, false)));
        var after = DEADLINE.plusSeconds(10);
        assertFalse(rule.hits(new Outage(after, after.plus(minutes)), lot("1", DEADLINE, true)));
    }

    @Test
    void aBreachNamesTheArticleAndWhatTheRuleGives() {
        Breach breach =
                rule.check(OUTAGE, List.of(lot("1", DEADLINE, false)), Map.of()).get(0);
        assertEquals(LATER, breach.required());
        assertEquals("电子招标投标办法 第三十一条", breach.article());
        assertTrue(breach.detail().zh().contains("标段 1"), breach.detail().zh());
    }
}

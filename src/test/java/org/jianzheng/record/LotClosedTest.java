package org.jianzheng.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jianzheng.record.CloseRow.Filed;
import org.jianzheng.record.CloseRow.Kind;
import org.jianzheng.record.CloseRow.State;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LotClosedTest {
    private static final Instant DEADLINE = Instant.parse("2026-03-23T01:30:00Z");
    private static final Instant LATEST = DEADLINE.plusSeconds(10);
    private static final int SIZE = 100;

    private final TrustFixture fixture = new TrustFixture();

    /** Acts in order of the log: bidder, seq, b(id) or w(ithdrawal). */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            '',                             '',                              ''
            A1b,                            L,                               0
            A1b B1b,                        L L,                             0 1
            A1b A2b,                        S L,                             1
            A1b A2b A3b,                    S S L,                           2
            A1b A2w,                        W W,                             ''
            A1b A2b A3w,                    W W W,                           ''
            A1b A2w A3b,                    S S L,                           2
            A1b A2w A3b A4w,                W S W W,                         ''
            A1b A2w A3w,                    W S W,                           ''
            A1b B1b A2b B2w C1b,            S W L W L,                       2 4
            B1b A1b B2b A2w B3b A3b,        S S S S L L,                     4 5
            """)
    void theHighestActOfEachBidderDecides(String acts, String states, String listed) {
        var list = list(acts);
        assertEquals(states, list.all().stream().map(row -> letter(row.state())).collect(Collectors.joining(" ")));
        assertEquals(listed, list.listed().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        list.checkStates();
        assertEquals(list, Canonical.read(Canonical.write(list), LotClosed.class));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            A2b,             a chain begins at 1
            A1b A3b,         a gap
            A1b A1b,         a seq twice
            A1b A2b A2w,     a seq twice later
            A2b A1b,         against the order of the log
            B1b A1b B3w,     a gap behind another bidder
            """)
    void refusesAChainWithAGap(String acts, String reason) {
        assertEquals(
                "record/close-list",
                assertThrows(Problem.class, () -> list(acts), reason).slug());
    }

    @Test
    void theListDoesNotDependOnTheOrderItIsGivenIn() {
        var acts = new ArrayList<>(filed("A1b B1b A2b B2w C1b"));
        var expected = of(acts, List.of());
        var random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(acts, random);
            assertEquals(expected, of(acts, List.of()));
        }
    }

    @Test
    void incompleteStatementsAreSortedAndListedOnce() {
        var a = new Incomplete("a".repeat(64), "2".repeat(64));
        var b = new Incomplete("a".repeat(64), "3".repeat(64));
        var c = new Incomplete("b".repeat(64), "1".repeat(64));
        assertEquals(List.of(a, b, c), of(List.of(), List.of(c, b, a)).incomplete());
        assertThrows(Problem.class, () -> of(List.of(), List.of(a, a)));
    }

    @Test
    void anActAtTheClosingCheckpointsSizeMakesNoList() {
        var below = new Filed(SIZE - 1, "e".repeat(64), "a".repeat(64), 1, Kind.BID);
        assertEquals(List.of((long) SIZE - 1), of(List.of(below), List.of()).listed());
        var outside = new Filed(SIZE, "e".repeat(64), "a".repeat(64), 1, Kind.BID);
        assertEquals(
                "record/outside-closing-checkpoint",
                assertThrows(Problem.class, () -> of(List.of(outside), List.of()))
                        .slug());
    }

    @Test
    void everyStateThatDoesNotFollowIsRefused() {
        var list = list("A1b B1b A2b B2w C1b");
        for (int i = 0; i < list.all().size(); i++) {
            for (var state : State.values()) {
                var rows = new ArrayList<>(list.all());
                var row = rows.get(i);
                if (row.state() == state) {
                    continue;
                }
                rows.set(i, new CloseRow(row.index(), row.entry(), row.bidder(), row.seq(), row.kind(), state));
                assertThrows(Problem.class, with(rows, list.listed())::checkStates);
            }
        }
    }

    @Test
    void refusesRowsOutOfOrderAndAnotherListed() {
        var list = list("A1b B1b A2b");
        var reversed = new ArrayList<>(list.all());
        Collections.reverse(reversed);
        assertThrows(Problem.class, with(reversed, list.listed())::checkStates);
        assertThrows(Problem.class, with(list.all(), List.of(2L, 1L))::checkStates);
        assertThrows(Problem.class, with(list.all(), List.of(2L))::checkStates);
        assertThrows(Problem.class, with(list.all(), List.of(0L, 1L, 2L))::checkStates);
        var twice = new ArrayList<>(list.all());
        twice.add(1, twice.get(0));
        assertThrows(Problem.class, with(twice, list.listed())::checkStates);
    }

    @Test
    void aDeadlineIsAWholeSecond() {
        var note = fixture.head(SIZE, new byte[32], 2, DEADLINE).toString();
        assertThrows(
                Problem.class,
                () -> LotClosed.of(
                        FormsTest.TENDER, FormsTest.LOT, DEADLINE.plusMillis(1), note, List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            2,   0, true
            3,   0, true
            2,  10, true
            2,  11, false
            1,   0, false
            3, -60, true
            """)
    void theClosingCheckpointNeedsItsQuorumInTime(int cosigners, int secondsAfterDeadline, boolean holds) {
        var time = DEADLINE.plusSeconds(secondsAfterDeadline);
        var list = LotClosed.of(
                FormsTest.TENDER,
                FormsTest.LOT,
                DEADLINE,
                fixture.head(SIZE, new byte[32], cosigners, time).toString(),
                List.of(),
                List.of());
        var quorum = new Quorum(Set.of("notary", "supervisor", "discipline"), 2, LATEST);
        if (holds) {
            assertEquals(SIZE, list.verifyCheckpoint(fixture.folder(), quorum).size());
        } else {
            assertEquals(
                    "record/closing-checkpoint",
                    assertThrows(Problem.class, () -> list.verifyCheckpoint(fixture.folder(), quorum))
                            .slug());
        }
    }

    @Test
    void cosignaturesOfOtherOfficesDoNotCount() {
        var list = list("A1b");
        var others = new Quorum(Set.of("supervisor", "discipline"), 2, LATEST);
        assertThrows(Problem.class, () -> list.verifyCheckpoint(fixture.folder(), others));
        assertThrows(Problem.class, () -> new Quorum(Set.of("notary"), 0, LATEST));
        assertThrows(Problem.class, () -> new Quorum(Set.of("notary"), 2, LATEST));
    }

    private LotClosed with(List<CloseRow> rows, List<Long> listed) {
        var note = fixture.head(SIZE, new byte[32], 2, DEADLINE).toString();
        return new LotClosed(1, FormsTest.TENDER, FormsTest.LOT, DEADLINE, note, rows, List.of(), listed);
    }

    private LotClosed list(String acts) {
        return of(filed(acts), List.of());
    }

    private LotClosed of(List<Filed> acts, List<Incomplete> incomplete) {
        var note = fixture.head(SIZE, new byte[32], 2, DEADLINE).toString();
        return LotClosed.of(FormsTest.TENDER, FormsTest.LOT, DEADLINE, note, acts, incomplete);
    }

    private static List<Filed> filed(String acts) {
        var words = acts.isEmpty() ? List.<String>of() : Arrays.asList(acts.split(" "));
        var filed = new ArrayList<Filed>();
        for (var word : words) {
            filed.add(new Filed(
                    filed.size(),
                    "%064d".formatted(filed.size()),
                    word.substring(0, 1).toLowerCase().repeat(64),
                    word.charAt(1) - '0',
                    word.charAt(2) == 'b' ? Kind.BID : Kind.WITHDRAWAL));
        }
        return filed;
    }

    private static String letter(State state) {
        return state.name().substring(0, 1);
    }
}

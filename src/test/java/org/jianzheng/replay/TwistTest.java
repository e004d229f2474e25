package org.jianzheng.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jianzheng.replay.CaseFixture.Twist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A tender that went wrong with everybody's true signature on it: the rule that was broken is named, and where. */
class TwistTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    SHORT_PERIOD,        eng.bid.prepare.min,  tender.published
                    BID_AT_THE_DEADLINE, sealing/row-deadline, lot.closed
                    REFUSED_IN_TIME,     refused-in-time,      bid.refused
                    EARLY_ANSWER,        not-before,           office.ready
                    OTHER_LIST,          one-list,             office.bound
                    RELEASED_UNBOUND,    bound-before-release, lot 001
                    LARGER_HEAD,         closing-checkpoint,   lot.closed
                    TOO_FEW_TRUE_SHARES, share-proof,          shares/
                    TOO_FEW_TRUE_SHARES, sealing/quorum,       bid.submitted
                    ANOTHER_PRICE,       form-as-read,         bid.opened
                    OTHER_ROWS,          read-out,             session.read-out
                    DESTROYED_UNORDERED, retention,            office.destroyed
                    DESTROYED_TWICE,     once,                 office.destroyed
                    ORDERED_THOUGH_OPENED, destroy-order,      share.destroy-ordered
                    OUTAGE_BY_THE_ENTITY,       tendering-office,                outage.decided
                    OUTAGE_BY_THE_ENTITY,       extended-after-deadline,         tender.extended
                    OUTAGE_TO_ANOTHER_DEADLINE, outage-deadline,                 outage.decided
                    OUTAGE_OF_ANOTHER_LOT,      outage-left-out,                 outage.decided
                    OUTAGE_OF_ANOTHER_LOT,      extended-after-deadline,         tender.extended
                    OUTAGE_HIDES_A_BID,         outage-outside,                  outage.outside
                    OUTAGE_NOT_NAMED,           extended-after-deadline,         tender.extended
                    OUTAGE_NOT_NAMED,           outage-followed,                 outage.decided
                    """)
    void isNamed(Twist twist, String rule, String where, @TempDir Path folder) {
        var played = CaseFixture.twisted(twist);
        var zip = CaseExport.write(folder, CaseExport.zip(played, Profile.FULL));
        var report = Replay.run(zip, Optional.of(played.trust()), List.of());
        assertEquals(1, report.exitCode(), report::text);
        assertTrue(
                report.findings().stream()
                        .anyMatch(f -> f.rule().equals(rule) && f.where().contains(where)),
                report::text);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void anOutageByTheRuleHoldsWithTheReceiptsOfAllItsBids(Profile profile, @TempDir Path folder) {
        var played = CaseFixture.twisted(Twist.OUTAGE);
        var report = replay(played, profile, folder);
        assertEquals(0, report.exitCode(), report::text);
        assertTrue(report.text().contains("机房断电"), report::text);
    }

    @Test
    void aReceiptThatTheOutageDecisionHidesIsNotBorneOut(@TempDir Path folder) {
        var report = replay(CaseFixture.twisted(Twist.OUTAGE_HIDES_A_BID), Profile.PUBLIC, folder);
        assertTrue(
                report.findings().stream()
                        .anyMatch(f ->
                                f.rule().equals("outage-outside") && f.where().startsWith("receipt ")),
                report::text);
    }

    private static Report replay(CaseFixture played, Profile profile, Path folder) {
        var receipts = new java.util.ArrayList<Path>();
        for (var receipt : played.receipts()) {
            receipts.add(folder.resolve("receipt-" + receipts.size()));
            receipt.write(receipts.get(receipts.size() - 1));
        }
        return Replay.run(
                CaseExport.write(folder, CaseExport.zip(played, profile)), Optional.of(played.trust()), receipts);
    }

    @ParameterizedTest
    @EnumSource(names = {"WRONG_SHARE", "UNREADABLE_SHARE"})
    void anOfficeThatLiesIsNamedAndTheRecordHoldsByTheOthers(Twist twist, @TempDir Path folder) {
        var played = CaseFixture.twisted(twist);
        var zip = CaseExport.write(folder, CaseExport.zip(played, Profile.FULL));
        var report = Replay.run(zip, Optional.of(played.trust()), List.of());
        assertEquals(0, report.exitCode(), report::text);
        for (var bid : played.listed) {
            var named = "office notary released a false share for bid "
                    + bid.statement().id();
            assertTrue(report.notes().stream().anyMatch(note -> note.startsWith(named)), report::text);
        }
    }

    @Test
    void aFalseShareThatIsTakenAwayIsMissed(@TempDir Path folder) {
        var played = CaseFixture.twisted(Twist.WRONG_SHARE);
        var files = CaseExport.files(played, Profile.FULL);
        var share = CaseNames.share(
                played.lot, "notary", played.listed.get(0).statement().id());
        files.remove(share);
        var zip = CaseExport.write(folder, CaseExport.signed(played, Profile.FULL, files, played.people.seal));
        var report = Replay.run(zip, Optional.of(played.trust()), List.of());
        assertEquals(2, report.exitCode(), report::text);
        assertTrue(report.findings().stream().allMatch(f -> f.where().equals(share)), report::text);
    }
}

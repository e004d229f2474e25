package org.jianzheng.replay;

import static org.jianzheng.replay.Tampered.PLAYED;
import static org.jianzheng.replay.Tampered.replay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Threat 5 at the desk of whoever replays: what comes into a case after the close fails it. */
class Threat05_LateBidFailsReplayTest {
    @Test
    void aBidThatNoClosingListHasIsNamed() {
        var files = CaseExport.files(PLAYED, Profile.PUBLIC);
        CaseExport.record(PLAYED, PLAYED.hidden, files);
        var report = replay(CaseExport.signed(PLAYED, Profile.PUBLIC, files, PLAYED.people.seal));
        assertEquals(1, report.exitCode(), report::text);
        var name = CaseNames.record(PLAYED.hidden.index()).replaceAll("\\.json$", "");
        assertTrue(report.text().contains(name), report::text);
    }

    @Test
    void aBidAcceptedAtTheDeadlineFails() {
        var late = CaseFixture.twisted(CaseFixture.Twist.BID_AT_THE_DEADLINE);
        var report = Tampered.replayOf(late, CaseExport.zip(late, Profile.FULL));
        assertEquals(1, report.exitCode(), report::text);
        assertTrue(report.findings().stream().anyMatch(f -> f.rule().contains("deadline")), report::text);
    }
}

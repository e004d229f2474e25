package org.jianzheng.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The played tender replays, in both profiles. */
class ReplayTest {
    private final CaseFixture played = CaseFixture.get();

    @TempDir
    Path folder;

    private Report replay(byte[] zip) {
        return Replay.run(CaseExport.write(folder, zip), Optional.of(played.trust()), List.of());
    }

    @Test
    void fullCaseHolds() {
        var report = replay(CaseExport.zip(played, Profile.FULL));
        assertEquals(0, report.exitCode(), report::text);
        assertTrue(report.withheld().isEmpty());
        assertTrue(report.text().startsWith("沙箱"));
        assertTrue(report.text().contains("trust: yours"));
    }

    @Test
    void publicCaseHoldsAndSaysWhatItCannotShow() {
        var report = replay(CaseExport.zip(played, Profile.PUBLIC));
        assertEquals(0, report.exitCode(), report::text);
        assertFalse(report.withheld().isEmpty());
        assertTrue(report.notVerifiable().stream().anyMatch(line -> line.contains("戊建设")));
    }

    @Test
    void withoutTrustItNeverSaysThatAllHolds() {
        var zip = CaseExport.write(folder, CaseExport.zip(played, Profile.FULL));
        var report = Replay.run(zip, Optional.empty(), List.of());
        assertEquals(0, report.exitCode(), report::text);
        assertTrue(report.text().contains("trust: carried by the file, not yours"));
        assertFalse(report.text().contains("checks hold (exit 0)"));
    }
}

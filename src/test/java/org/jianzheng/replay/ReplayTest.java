package org.jianzheng.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.Problem;
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

    @Test
    void aLotWithTooFewBidsHoldsToo() {
        var few = CaseFixture.twisted(CaseFixture.Twist.TOO_FEW);
        for (var profile : Profile.values()) {
            var zip = CaseExport.write(folder, CaseExport.zip(few, profile));
            var report = Replay.run(zip, Optional.of(few.trust()), List.of());
            assertEquals(0, report.exitCode(), report::text);
        }
    }

    @Test
    void jsonSaysWhatTheTextSays() {
        var report = replay(CaseExport.zip(played, Profile.PUBLIC));
        var json = Canonical.read(report.json(), JsonNode.class);
        assertEquals(0, json.path("exit").asInt());
        assertEquals(report.checks().size(), json.path("checks").size());
        assertEquals(report.withheld().size(), json.path("withheld").size());
    }

    @Test
    void aReceiptFolderThatIsNotThereIsWrongUse() {
        var zip = CaseExport.write(folder, CaseExport.zip(played, Profile.PUBLIC));
        var nowhere = List.of(folder.resolve("nowhere"));
        var refused = assertThrows(Problem.class, () -> Replay.run(zip, Optional.empty(), nowhere));
        assertEquals("replay/receipt-folder", refused.slug());
    }
}

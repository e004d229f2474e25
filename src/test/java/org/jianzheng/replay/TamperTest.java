package org.jianzheng.replay;

import static org.jianzheng.replay.Tampered.EXPORTED;
import static org.jianzheng.replay.Tampered.PLAYED;
import static org.jianzheng.replay.Tampered.names;
import static org.jianzheng.replay.Tampered.replay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.TreeMap;
import org.jianzheng.shared.BidId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is forged, added or taken away, replay says which file or record it was. */
class TamperTest {
    @Test
    void aCaseForgedFromScratchDoesNotPassAgainstTheTrueTrust() throws Exception {
        var forged = CaseFixture.another();
        var report = replay(CaseExport.zip(forged, Profile.FULL));
        assertEquals(1, report.exitCode());
        assertTrue(names(report, CaseNames.SIGNATURE), report::text);
        assertTrue(names(report, CaseNames.CHECKPOINT), report::text);
    }

    @Test
    void aBidSlippedInAfterTheCloseIsNamed() {
        var files = CaseExport.files(PLAYED, Profile.PUBLIC);
        CaseExport.record(PLAYED, PLAYED.hidden, files);
        var report = replay(CaseExport.signed(PLAYED, Profile.PUBLIC, files, PLAYED.people.seal));
        assertEquals(1, report.exitCode());
        assertTrue(names(report, CaseNames.record(PLAYED.hidden.index())), report::text);
    }

    @Test
    void twoSwappedPricesAreNamed() {
        var files = CaseExport.files(PLAYED, Profile.PUBLIC);
        BidId a = PLAYED.listed.get(0).statement().id();
        BidId b = PLAYED.listed.get(1).statement().id();
        var first = files.get(CaseNames.form(a));
        files.put(CaseNames.form(a), files.get(CaseNames.form(b)));
        files.put(CaseNames.form(b), first);
        var report = replay(CaseExport.signed(PLAYED, Profile.PUBLIC, files, PLAYED.people.seal));
        assertEquals(1, report.exitCode());
        assertTrue(names(report, CaseNames.form(a)) && names(report, CaseNames.form(b)), report::text);
    }

    @Test
    void aFileOfAnyKindThatIsTakenAwayIsMissed() {
        var seen = new HashSet<String>();
        for (var name : EXPORTED.get(Profile.FULL).keySet()) {
            // Journals may be out of reach; the binds in the log stand in for them.
            var kind = name.replaceAll("[0-9a-f-]{36}|[0-9]{8}|[0-9a-f]{64}|part-[0-9]+|[a-z-]+\\.yaml", "*");
            if (!kind.startsWith("journals/") && seen.add(kind) && !name.startsWith("case.")) {
                var files = new TreeMap<>(EXPORTED.get(Profile.FULL));
                files.remove(name);
                var report = replay(CaseExport.rezip(files));
                assertNotEquals(0, report.exitCode(), name);
                assertTrue(names(report, name), () -> name + "\n" + report.text());
            }
        }
    }

    @Test
    void aDroppedPartIsMissingNotFalse() {
        var files = CaseExport.files(PLAYED, Profile.FULL);
        var part = CaseNames.part(PLAYED.listed.get(0).statement().id(), 0);
        files.remove(part);
        var report = replay(CaseExport.signed(PLAYED, Profile.FULL, files, PLAYED.people.seal));
        assertTrue(
                report.findings().stream()
                        .anyMatch(f ->
                                f.kind() == Finding.Kind.MISSING && f.where().equals(part)),
                report::text);
    }

    @Test
    void aFileThatNobodyVouchesForIsNamed() {
        var files = CaseExport.files(PLAYED, Profile.FULL);
        var stranger = CaseNames.document("ab".repeat(32));
        files.put(stranger, new byte[] {1});
        var report = replay(CaseExport.signed(PLAYED, Profile.FULL, files, PLAYED.people.seal));
        assertEquals(1, report.exitCode());
        assertTrue(names(report, stranger), report::text);
    }

    @Test
    void sharesDoNotPassInAPublicCase() {
        var report = replay(
                CaseExport.signed(PLAYED, Profile.PUBLIC, CaseExport.files(PLAYED, Profile.FULL), PLAYED.people.seal));
        assertEquals(1, report.exitCode());
        assertTrue(report.findings().stream().anyMatch(f -> f.rule().equals("profile")), report::text);
    }

    @Test
    void everyReceiptIsBorneOutAndAHiddenRowIsProvedByItsReceipt(@TempDir Path folder) {
        var folders = new ArrayList<Path>();
        for (var receipt : PLAYED.receipts()) {
            folders.add(folder.resolve("r" + folders.size()));
            receipt.write(folders.get(folders.size() - 1));
        }
        var zip = CaseExport.zip(PLAYED, Profile.PUBLIC);
        var report = replay(zip, folders.toArray(new Path[0]));
        assertEquals(0, report.exitCode(), report::text);
        var hidden = folder.resolve("hidden");
        PLAYED.hiddenReceipt.write(hidden);
        var exposed = replay(zip, hidden);
        assertEquals(1, exposed.exitCode(), exposed::text);
        assertTrue(exposed.text().contains(hidden.toString()));
    }
}

package org.jianzheng.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.jianzheng.replay.Tampered.PLAYED;
import static org.jianzheng.replay.Tampered.replay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeMap;
import org.jianzheng.record.RecordType;
import org.junit.jupiter.api.Test;

/**
 * Threat 2: the administrator edits what he keeps after the deadline, and exports and signs it with the platform's own
 * seal. Verification names the file or record.
 */
class Threat02_EditedAfterTheDeadlineTest {
    private final TreeMap<String, byte[]> files = CaseExport.files(PLAYED, Profile.FULL);

    @Test
    void oneByteOfTheCiphertextIsNamed() {
        var bid = PLAYED.listed.get(0).statement().id();
        var part = CaseNames.part(bid, 0);
        var changed = files.get(part).clone();
        changed[changed.length / 2] ^= 1;
        files.put(part, changed);
        named(part, "sealed-object");
    }

    @Test
    void onePriceInARowIsNamed() {
        var opened = record(RecordType.BID_OPENED, 0);
        var name = CaseNames.record(opened.index());
        var text = new String(files.get(name), UTF_8);
        // One digit of the price in the record that the platform itself keeps.
        var edited = text.replaceFirst("(\"price\":\")(\\d)", "$19");
        assertNotEquals(text, edited);
        files.put(name, edited.getBytes(UTF_8));
        named(record(opened.index()), "inclusion");
    }

    @Test
    void theOrderOfTwoBidsIsNamed() {
        var first = record(RecordType.BID_SUBMITTED, 0);
        var second = record(RecordType.BID_SUBMITTED, 1);
        for (var name : new String[] {".json", ".salt", ".tlog-proof"}) {
            var a = record(first.index()) + name;
            var b = record(second.index()) + name;
            var kept = files.get(a);
            files.put(a, files.get(b));
            files.put(b, kept);
        }
        var report = export();
        assertEquals(1, report.exitCode(), report::text);
        assertTrue(report.text().contains(record(first.index())), report::text);
        assertTrue(report.text().contains(record(second.index())), report::text);
    }

    private static CaseLog.Added record(RecordType type, int which) {
        return PLAYED.log.added.stream()
                .filter(one -> one.form().type() == type)
                .skip(which)
                .findFirst()
                .orElseThrow();
    }

    /** The file of a record without its ending. */
    private static String record(long index) {
        return CaseNames.record(index).replaceAll("\\.json$", "");
    }

    private Report export() {
        return replay(CaseExport.signed(PLAYED, Profile.FULL, files, PLAYED.people.seal));
    }

    private void named(String where, String rule) {
        var report = export();
        assertEquals(1, report.exitCode(), report::text);
        assertTrue(
                report.findings().stream()
                        .anyMatch(f -> f.where().contains(where) && f.rule().contains(rule)),
                report::text);
    }
}

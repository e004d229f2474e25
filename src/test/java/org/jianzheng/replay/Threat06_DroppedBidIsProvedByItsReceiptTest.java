package org.jianzheng.replay;

import static org.jianzheng.replay.Tampered.PLAYED;
import static org.jianzheng.replay.Tampered.replay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threat 6: the platform took a bid, gave its receipt and left it out of every list; nothing but the receipt shows it. */
class Threat06_DroppedBidIsProvedByItsReceiptTest {
    @TempDir
    Path folder;

    private final byte[] zip = CaseExport.zip(PLAYED, Profile.PUBLIC);

    @Test
    void withoutTheReceiptTheCaseHolds() {
        var report = replay(zip);
        assertEquals(0, report.exitCode(), report::text);
    }

    @Test
    void theReceiptConvictsThePlatform() {
        PLAYED.hiddenReceipt.write(folder);
        var report = replay(zip, folder);
        assertEquals(1, report.exitCode(), report::text);
        assertTrue(
                report.findings().stream().anyMatch(f -> f.where().contains(folder.toString())), () -> report.text());
    }

    @Test
    void theReceiptOfAListedBidConvictsNobody() {
        PLAYED.receipts().get(0).write(folder);
        var report = replay(zip, folder);
        assertEquals(0, report.exitCode(), report::text);
    }
}

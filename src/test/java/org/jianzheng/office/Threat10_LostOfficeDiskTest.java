package org.jianzheng.office;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jianzheng.sealing.OpenedBid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threat 10: the disk of one office is wiped, and with it a share of the key. */
class Threat10_LostOfficeDiskTest {
    @TempDir
    Path folder;

    private ClosedLot played;

    @AfterEach
    void end() {
        played.close();
    }

    @Test
    void theOthersOpenEveryBid() throws IOException {
        played = new ClosedLot(folder);
        wipe(2);
        played.lot.close(0, 1);
        var released = played.opening.released(0, 1);
        for (var bid : new TestLot.Filed[] {played.bid, played.rival}) {
            var key = played.opening.combine(bid, released, 1, 2);
            var opened = assertInstanceOf(
                    OpenedBid.class,
                    played.opening.open(
                            bid, key, folder.resolve("opened-" + bid.statement().id())));
            assertArrayEquals(
                    bid == played.bid ? "price 100".getBytes(UTF_8) : "price 200".getBytes(UTF_8), opened.form());
        }
    }

    private void wipe(int office) throws IOException {
        played.offices.stop(office);
        var disk = played.offices.directory(office);
        try (var files = Files.walk(disk)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertFalse(Files.exists(disk));
    }
}

package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jianzheng.record.SignatureSuite;
import org.junit.jupiter.api.Test;

/** The demonstration in real processes, under power cuts. */
class DemoIT {
    /**
     * Kills the platform between any two steps. Before the opening, what bids say is nowhere to be found, not even in the
     * memory of the process that took one, and one office loses its machine; the demonstration itself verifies both case
     * files, the log and every receipt at the end.
     */
    @Test
    void goesOnAfterKillsBetweenAnyTwoStepsAndKeepsTheCanarySecret() {
        var options = DemoRun.options("kills", 4, 200_000);
        var world = new DemoWorld(options);
        var killed = new ArrayList<String>();
        try {
            Demo.play(options, world, step -> {
                if (step.equals("bid-2")) {
                    assertEquals(List.of("bid_act"), remembered(options, PlayedBidders.price(2)));
                }
                if (step.equals("bids")) {
                    assertEquals(List.of(), Canary.findings(options, PlayedBidders.price(1), PlayedBidders.price(2)));
                    world.lose("jiwei");
                }
                world.platformProcess().kill();
                killed.add(step);
            });
        } finally {
            world.stop();
        }
        // Bidders submit at the same time, and are done in any order.
        Collections.sort(killed.subList(3, 7));
        assertEquals(
                List.of(
                        "drafted",
                        "published",
                        "clarified",
                        "bid-1",
                        "bid-2",
                        "bid-3",
                        "bid-4",
                        "bids",
                        "signed-in",
                        "deadline",
                        "closed",
                        "opened",
                        "recorded"),
                killed);
        assertTrue(Files.exists(options.dir().resolve("summary.json")), "the case files verified");
    }

    /** What the platform's process remembers of a bid: the table it wrote it to, and no price. */
    private static List<String> remembered(DemoOptions options, long price) {
        var yuan = new BigDecimal(price).movePointLeft(2).toPlainString();
        var words = List.of("bid_act", Long.toString(price), yuan);
        return HeapDump.found(HeapDump.of(options.dir(), "platform"), words);
    }

    /** Everybody has SM2 certificates and the log an SM2 line; the demonstration verifies all of it at the end. */
    @Test
    void playsAWholeTenderInTheNationalSuite() throws IOException {
        var options = DemoRun.options("national", 3, 1_000, SignatureSuite.SM2);
        var world = new DemoWorld(options);
        try {
            Demo.play(options, world, step -> {});
        } finally {
            world.stop();
        }
        assertTrue(Files.exists(options.dir().resolve("summary.json")), "the case files verified");
        try (var file = new ZipFile(options.dir().resolve("case.zip").toFile())) {
            // SignedData of GB/T 35275; SM2 encryption and SM4-GCM; SM4 key wrap and SM4-GCM.
            assertEquals(3, entriesThatHold(file, "slip.p7s", "06 0a 2a811ccf550601040202"));
            assertEquals(3, entriesThatHold(file, "header.p7m", "06 09 2a811ccf5501822d03", "06 08 2a811ccf55016808"));
            assertEquals(9, entriesThatHold(file, ".p7m", "06 08 2a811ccf5501680b", "06 08 2a811ccf55016808"));
            assertEquals(0, entriesThatHold(file, "", "06 08 2a8648ce3d030107"), "a P-256 key is somewhere");
        }
    }

    private static long entriesThatHold(ZipFile file, String ending, String... bytes) {
        return file.stream()
                .filter(entry -> entry.getName().endsWith(ending))
                .map(entry -> hex(file, entry))
                .filter(content -> List.of(bytes).stream().allMatch(each -> content.contains(each.replace(" ", ""))))
                .count();
    }

    private static String hex(ZipFile file, ZipEntry entry) {
        try (var in = file.getInputStream(entry)) {
            return HexFormat.of().formatHex(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

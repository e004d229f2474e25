package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
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
}

package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demonstration in real processes, under power cuts. */
class DemoIT {
    /**
     * Kills the platform between any two steps. Before the opening, what bids say is nowhere to be found, and one office
     * loses its machine; the demonstration itself verifies both case files, the log and every receipt at the end.
     */
    @Test
    void goesOnAfterKillsBetweenAnyTwoStepsAndKeepsTheCanarySecret() {
        var options = DemoRun.options("kills", 4, 200_000);
        var world = new DemoWorld(options);
        var killed = new ArrayList<String>();
        try {
            Demo.play(options, world, step -> {
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
}

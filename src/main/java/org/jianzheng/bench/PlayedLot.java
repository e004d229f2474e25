package org.jianzheng.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.LotId;

/** One lot from its notice to its opening, with so many bids of one size: what the ceremony costs is at its end. */
final class PlayedLot {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int CLIENTS = 8;
    private static final List<String> STAGES = List.of("PUBLISHED", "CLOSED", "OPENED");

    private PlayedLot() {}

    /** Nanoseconds from the closing of the lot to its open bids. */
    static long play(Ground ground, int bids, long size) throws IOException {
        var world = ground.world();
        // Sooner than any other lot's, so that the clock may move there.
        var tender = BenchTender.publish(world, 1, 23);
        var bidders = Bidders.logIn(world, 600_001, bids);
        try (var scratch = Scratch.of(ground.folder(), 2 * bids * size)) {
            var file = scratch.file("技术标.pdf", size);
            var prepared = IntStream.range(0, bids)
                    .parallel()
                    .mapToObj(i -> PreparedBid.prepare(
                            world,
                            bidders.get(i),
                            tender.lots().get(0),
                            List.of(file),
                            scratch.resolve("bid-" + i),
                            false))
                    .toList();
            submit(world, prepared);
        }
        moveTo(world, tender);
        await(world, tender.lot(0), "CLOSED");
        long begun = System.nanoTime();
        await(world, tender.lot(0), "OPENED");
        return System.nanoTime() - begun;
    }

    private static void submit(World world, List<PreparedBid> prepared) {
        try {
            var fates = new ArrayList<Storm.Fate>();
            new Storm(List.of(world.one())).closed(prepared, CLIENTS, fates);
            var failed =
                    fates.stream().filter(fate -> fate.included().isEmpty()).findFirst();
            if (failed.isPresent()) {
                throw new IllegalStateException(
                        "A bid was not taken: " + failed.get().outcome());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Two seconds and a bit before the deadline; grace and settling then pass at real speed. */
    private static void moveTo(World world, BenchTender tender) {
        var centre = new PlatformClient(world.one()).login(world.authority().person(DemoPerson.TRADING_CENTRE));
        var target = Instants.format(tender.deadline().minusMillis(2_500));
        centre.post("/sandbox/move", java.util.Map.of("to", target));
    }

    private static void await(World world, LotId lot, String stage) {
        try (var wire = new Wire(world.one())) {
            Waiting.until("stage " + stage, PATIENCE, LOOK, () -> reached(wire, lot, stage));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean reached(Wire wire, LotId lot, String stage) {
        try {
            var answer =
                    JSON.readTree(wire.get("/lots/" + lot, null).require(200).body());
            return STAGES.indexOf(answer.get("stage").textValue()) >= STAGES.indexOf(stage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.jianzheng.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Whether a submission, a closing and a proof take longer when the database is full of bids. */
final class GrowthLine implements Line {
    /** At most 1.3 times as long: a ratio of 1 / 1.3, rounded up. */
    private static final Goal AIM = new Goal("ratio ≥ 0.77 (≤ 1.3 ×)", new java.math.BigDecimal("0.77"), null, null);

    private static final int WARM = 40;
    private static final int BIDS = 40;
    private static final int LOTS = 60;
    private static final int BIDDERS_OF_LOT = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Medians in nanoseconds with so many bids in the database. */
    private record Step(int bids, long submission, long proof, long closing) {}

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public Measured unmeasured(String why) {
        return Measured.absent("growth", "s", AIM, why);
    }

    @Override
    public List<Measured> measure(Ground ground) throws IOException {
        ground.startOver();
        var database = new GrownDatabase(ground.world(), ground.tender());
        warm(ground);
        var steps = new ArrayList<Step>();
        for (int bids : ground.sizes().grown()) {
            Ground.say("growing to " + bids + " bids");
            database.growTo(bids);
            steps.add(step(ground, bids, steps.size()));
        }
        return List.of(
                row("submission", steps, steps.stream().map(Step::submission).toList()),
                row("closing", steps, steps.stream().map(Step::closing).toList()),
                row("proof", steps, steps.stream().map(Step::proof).toList()));
    }

    private static Measured row(String what, List<Step> steps, List<Long> times) {
        var title = "growth: one %s with %,d bids in the database | with %,d"
                .formatted(
                        what, steps.get(steps.size() - 1).bids(), steps.get(0).bids());
        var between = IntStream.range(1, steps.size() - 1)
                .mapToObj(i -> "with %,d bids %s s".formatted(steps.get(i).bids(), Figures.seconds(times.get(i))))
                .toList();
        return Measured.beside(
                        title,
                        "s",
                        Measured.Better.LESS,
                        Figures.seconds(times.get(times.size() - 1)),
                        Figures.seconds(times.get(0)),
                        AIM)
                .note(String.join(", ", between));
    }

    private static void warm(Ground ground) throws IOException {
        var bidders = Bidders.logIn(ground.world(), 800_001, WARM);
        submit(ground, bidders, 0, new ArrayList<>());
    }

    private static Step step(Ground ground, int bids, int number) throws IOException {
        var bidders = Bidders.logIn(ground.world(), 810_001 + number * BIDS, BIDS);
        var sent = new ArrayList<PreparedBid>();
        long submission = submit(ground, bidders, 1, sent);
        long proof = proofs(ground.world(), sent);
        return new Step(bids, submission, proof, closings(ground));
    }

    /** One after the other, by one client: what is looked for is the length of each, not how many go at once. */
    private static long submit(Ground ground, List<Bidders.LoggedIn> bidders, int lot, List<PreparedBid> sent)
            throws IOException {
        var times = new ArrayList<Long>();
        var key = ground.tender().lots().get(lot);
        try (var scratch = Scratch.of(ground.folder(), 100_000L * bidders.size());
                var wire = new Wire(ground.world().one())) {
            for (var bidder : bidders) {
                var bid = PreparedBid.prepare(
                        ground.world(), bidder, key, List.of(), scratch.resolve("bid-" + times.size()), false);
                long begun = System.nanoTime();
                var outcome = bid.send(wire);
                times.add(System.nanoTime() - begun);
                if (outcome.receipt().isEmpty()) {
                    throw new IllegalStateException("A bid was not taken: " + outcome);
                }
                sent.add(bid);
            }
        }
        return Figures.percentile(times, 50);
    }

    /** Receipts with their proofs, all under cosigned checkpoints by then. */
    private static long proofs(World world, List<PreparedBid> sent) throws IOException {
        Waiting.pause(Duration.ofSeconds(3));
        var times = new ArrayList<Long>();
        try (var wire = new Wire(world.one())) {
            for (int round = 0; round < 3; round++) {
                for (var bid : sent) {
                    long begun = System.nanoTime();
                    bid.fetch(wire);
                    times.add(System.nanoTime() - begun);
                }
            }
        }
        return Figures.percentile(times, 50);
    }

    /** From the first of many closings in a row to the last, shared out: the beat's own second is not in it. */
    private static long closings(Ground ground) {
        var world = ground.world();
        var bidders = Bidders.logIn(world, 820_001, BIDDERS_OF_LOT);
        var deadline = world.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
        var keys = new PlantedLots(world, ground.tender()).plant(LOTS, deadline);
        new PlantedBids(world).plant(keys, bidders);
        var ids = keys.stream().map(one -> one.lot().value()).toArray(Object[]::new);
        Waiting.until("the first lot to be closed", PATIENCE, Duration.ofMillis(5), () -> closed(world, ids) > 0);
        int first = closed(world, ids);
        long begun = System.nanoTime();
        Waiting.until("all lots to be closed", PATIENCE, Duration.ofMillis(5), () -> closed(world, ids) == LOTS);
        return (System.nanoTime() - begun) / Math.max(1, LOTS - first);
    }

    private static int closed(World world, Object[] lots) {
        try (var connection = world.connect();
                var select = connection.prepareStatement("SELECT count(*) FROM opening_session WHERE lot = ANY (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", lots));
            var row = select.executeQuery();
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot count the closed lots", e);
        }
    }
}

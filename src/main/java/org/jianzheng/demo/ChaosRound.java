package org.jianzheng.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.replay.Replay;
import org.jianzheng.shared.Problem;

/** One lot from its bids to its replay, with faults in the middle of every step. */
final class ChaosRound {
    private static final int BIDDERS = 6;
    private static final Duration EARLY = Duration.ofMinutes(14);
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final int number;
    private final ChaosWorld world;
    private final Random dice;
    private final PlayedTender play;
    private final PlayedTender.Published lot;
    private final TrustFolder trust;
    private final Map<Integer, RacingBid> bids = new LinkedHashMap<>();
    private final Map<Integer, Receipt.Json> outcomes = new ConcurrentHashMap<>();
    private final List<String> struck = new ArrayList<>();

    ChaosRound(int number, ChaosWorld world, Random dice, PlayedTender play, PlayedTender.Published lot) {
        this.number = number;
        this.world = world;
        this.dice = dice;
        this.play = play;
        this.lot = lot;
        this.trust = TrustFolder.read(world.house.trust());
    }

    /**
     * Plays the round and gives the faults it met.
     *
     * @param restored whether an old dump is put back in the middle of it
     * @throws Broken when an invariant does not hold
     */
    List<String> play(boolean restored) {
        play.moveTo(lot.deadline().minus(EARLY));
        if (restored) {
            world.restore.backup("old");
        }
        submit(1, BIDDERS - 1, () -> strike(1 + dice.nextInt(2)));
        if (restored) {
            restoreTheOldDump();
        }
        acknowledged();
        nothingIsReadable();
        play.moveTo(lot.deadline().minus(Duration.ofSeconds(8)));
        submit(BIDDERS, BIDDERS, () -> strike(ChaosFault.pick(ChaosFault.LIGHT, dice)));
        patiently("the closing", () -> play.awaitStage(lot.lot(), "CLOSED"));
        strike(1);
        patiently("the opening", () -> play.awaitStage(lot.lot(), "OPENED"));
        patiently("the session", () -> new PlayedSession(houseOf(BIDDERS), world.house, play, lot.tender(), lot.lot())
                .run());
        patiently("the record", () -> play.awaitStage(lot.lot(), "RECORDED"));
        replays();
        return struck;
    }

    /** An invariant that did not hold. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String invariant, String how) {
            super(invariant + ": " + how);
        }
    }

    private DemoOptions houseOf(int bidders) {
        var house = world.options;
        return new DemoOptions(
                house.dir(), house.application(), house.tool(), house.port(), bidders, 0, house.suite(), false);
    }

    /** The bidders send until each has a receipt or a signed refusal, while the faults strike. */
    private void submit(int first, int last, Runnable faults) {
        var key = RaceWorld.openingKey(world.house, lot.lot());
        for (int i = first; i <= last; i++) {
            bids.put(i, RacingBid.seal(world.house, lot, key, i, number));
        }
        var pool = Executors.newFixedThreadPool(BIDDERS);
        try {
            for (int i = first; i <= last; i++) {
                int bidder = i;
                pool.execute(() -> send(bidder));
            }
            faults.run();
            world.heal();
        } finally {
            end(pool);
        }
    }

    private static void end(ExecutorService pool) {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new Broken("it goes on", "nothing fails any more, and a bidder still has no answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void send(int bidder) {
        var bid = bids.get(bidder);
        for (int attempt = bidder; !outcomes.containsKey(bidder); attempt++) {
            try {
                bid.sendAllButTheLast(new PlatformClient(world.platforms().get(attempt % 2)));
                outcomes.put(bidder, bid.sendTheLast());
            } catch (Problem refused) {
                // Late after all tries: no bid, and the refusal itself could not be answered.
                if (refused.slug().equals("bidding/late")
                        || !world.house
                                .clock()
                                .instant()
                                .isBefore(lot.deadline().plusSeconds(30))) {
                    return;
                }
                Demo.pause(Duration.ofMillis(300));
            }
        }
    }

    private void strike(int count) {
        for (int i = 0; i < count; i++) {
            ChaosFault fault;
            do {
                fault = ChaosFault.pick(List.of(ChaosFault.values()), dice);
            } while (!fault.isPossible(world));
            Demo.pause(Duration.ofMillis(dice.nextInt(800)));
            strike(fault);
            if (i + 1 < count) {
                jump();
            }
        }
        world.heal();
    }

    private void strike(ChaosFault fault) {
        struck.add(fault.toString());
        fault.strike(world, dice);
    }

    /** The rehearsal's clock jumps ahead, for all at once, while bids come in. */
    private void jump() {
        if (dice.nextInt(3) == 0) {
            world.heal();
            struck.add("the clock jumps ahead");
            var to = world.house.clock().instant().plusSeconds(30 + dice.nextInt(60));
            try {
                play.moveTo(to);
            } catch (Problem busy) {
                struck.add("(it did not: " + busy.slug() + ")");
            }
        }
    }

    /** Both instances stop, the dump from before the bids comes back; read-only, then recovered, once killed midway. */
    private void restoreTheOldDump() {
        struck.add("an old dump restored, recovered");
        world.stopPlatforms();
        world.restore.restore("old");
        world.house.startPlatformOnly();
        PlayedTender.await(
                "the alarm", () -> ChaosWorld.health(world.house.platform()).contains("lost its tail"));
        world.stopPlatforms();
        var mirror =
                List.of("--mirror", world.house.office(DemoWorld.OFFICES.get(0)).toString());
        world.restore.recoverKilledAfter(Duration.ofMillis(2_000 + dice.nextInt(8_000)), mirror);
        int status = world.restore.recover(mirror);
        if (status != 0) {
            throw new Broken("recovery", "deploy/recover ended with " + status + ", see " + world.restore.log());
        }
        world.heal();
    }

    /** Whoever has a receipt has it still, and it becomes cosigned. */
    private void acknowledged() {
        for (var outcome : outcomes.entrySet()) {
            var receipt = Receipt.of(outcome.getValue());
            var then = receipt.verify(trust);
            if (then.record().type().wire().equals("bid.submitted")) {
                var bid = bids.get(outcome.getKey());
                patiently("a cosigned receipt", () -> {
                    var now = Receipt.of(bid.receipt());
                    if (!java.util.Arrays.equals(now.record(), receipt.record())) {
                        throw new Broken("no acknowledged bid lost or doubled", "another record than the receipt's");
                    }
                    if (now.verify(trust, RaceWorld.quorum(lot.deadline())).state() != ReceiptState.COSIGNED) {
                        throw Problem.of("chaos/not-yet");
                    }
                });
            }
        }
    }

    /** Before the deadline no price stands in clear in the database, object store, data, offices or logs. */
    private void nothingIsReadable() {
        var prices = bids.keySet().stream()
                .mapToLong(i -> RacingBid.price(i, number))
                .toArray();
        var found = Canary.findings(world.options, prices);
        if (!found.isEmpty()) {
            throw new Broken("no bid readable before deadline and quorum", found.toString());
        }
    }

    private void replays() {
        var folder = world.options.dir().resolve("rounds").resolve(Integer.toString(number));
        DemoWorld.directory(folder);
        var file = folder.resolve("case.zip");
        patiently("the case file", () -> play.as(DemoPerson.SUPERVISOR)
                .download("/tenders/" + lot.tender() + "/case.zip?profile=full", file));
        var folders = new ArrayList<Path>();
        var received = new TreeSet<String>();
        outcomes.forEach((bidder, json) -> {
            var to = folder.resolve("receipt-" + bidder);
            Receipt.of(json).write(to);
            folders.add(to);
            var record = Receipt.of(json).verify(trust).record();
            if (record.type().wire().equals("bid.submitted")) {
                received.add(SubmissionStatement.read(Cms.verify(record.act()).content())
                        .id()
                        .toString());
            }
        });
        var report = Replay.run(file, Optional.of(trust), folders);
        if (report.exitCode() != 0) {
            throw new Broken("replay passes", report.text());
        }
        var listed = new TreeSet<String>();
        play.anybody()
                .get("/lots/" + lot.lot() + "/session")
                .get("rows")
                .forEach(row -> listed.add(row.get("submission").textValue()));
        if (!listed.containsAll(received)) {
            throw new Broken("no acknowledged bid lost or doubled", "receipts for " + received + ", listed " + listed);
        }
        if (received.size() < BIDDERS - 1) {
            throw new Broken("it goes on", "only " + received.size() + " of " + BIDDERS + " bids got a receipt");
        }
    }

    /** A step that asks first what stands: as often as it takes once everything is up again. */
    private void patiently(String what, Runnable step) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                step.run();
                return;
            } catch (Problem notYet) {
                if (System.nanoTime() > end) {
                    throw new Broken("it goes on", "in vain for " + what + ": " + notYet.getMessage());
                }
                Demo.pause(Duration.ofMillis(500));
                world.heal();
            }
        }
    }
}

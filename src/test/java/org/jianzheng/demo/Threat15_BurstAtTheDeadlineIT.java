package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.replay.Replay;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

/**
 * Threat 15: many bidders at the last instant, on two instances of the platform behind a proxy; in the middle of it one
 * instance is killed while it works, and never comes back. How fast a crowd is served is measured in the bench; here
 * nobody is lost.
 */
class Threat15_BurstAtTheDeadlineIT {
    private static final int BIDS = 200;
    private static final int THREADS = 16;
    /** The last parts leave from so long before the deadline until so long after it, each thread's at the same time. */
    private static final Duration BEFORE = Duration.ofSeconds(12);

    private static final Duration AFTER = Duration.ofSeconds(4);

    /** In which wave the second instance dies: before the deadline, with more waves to come. */
    private static final int KILLED_IN = 6;

    /**
     * Each submission ends with a receipt that becomes cosigned, or with a signed refusal; the closing list is exactly
     * the receipts, and the case file replays with all of them.
     */
    @Test
    void everySubmissionEndsWithAReceiptOnTheListOrASignedRefusal() throws InterruptedException, ExecutionException {
        var options = DemoRun.options("race", BIDS, 1_000);
        var world = new DemoWorld(options);
        var second = new ChildProcess(options.dir(), "platform-" + (options.port() + 10));
        try {
            world.end();
            world.start();
            var instances = List.of(world.platform(), world.startAnother(options.port() + 10));
            var play = new PlayedTender(options, world, step -> {});
            var published = play.publish();
            play.moveTo(published.deadline().minus(Duration.ofDays(1)));
            try (var proxy = new Relay(instances, options.port() + 11)) {
                var bids = prepare(world, published, proxy.address());
                play.moveTo(published.deadline().minus(BEFORE).minusSeconds(3));
                var outcomes = race(world, published.deadline(), bids, () -> proxy.ambush(second::kill));
                assertFalse(second.isAlive());
                assertTrue(proxy.cut() > 0, "the second instance had nothing to do when it died");
                play.awaitStage(published.lot(), "OPENED");
                var receipts = cosignedReceipts(world, published, bids, outcomes);
                new PlayedSession(options, world, play, published.tender(), published.lot()).run();
                play.awaitStage(published.lot(), "RECORDED");
                replays(options, world, play, published, receipts);
            }
        } finally {
            second.end();
            world.stop();
        }
    }

    /** States every bid and sends all of it but the last part. */
    private static List<RacingBid> prepare(DemoWorld world, PlayedTender.Published published, URI platform)
            throws InterruptedException, ExecutionException {
        var key = RaceWorld.openingKey(world, published.lot());
        return inParallel(BIDS, i -> {
            var bid = RacingBid.seal(world, published, key, i + 1);
            bid.sendAllButTheLast(new PlatformClient(platform));
            return bid;
        });
    }

    /** Sends the last parts around the deadline; a receipt, or the receipt of the refusal, by bidder. */
    private static Map<Integer, Receipt.Json> race(
            DemoWorld world, Instant deadline, List<RacingBid> bids, Runnable kill)
            throws InterruptedException, ExecutionException {
        var outcomes = new ConcurrentHashMap<Integer, Receipt.Json>();
        long span = BEFORE.plus(AFTER).toMillis();
        inParallel(bids.size(), i -> {
            int wave = i / THREADS;
            var at = deadline.minus(BEFORE).plusMillis(span * wave * THREADS / bids.size());
            PlayedTender.await(
                    "the start of bidder " + i, () -> !world.clock().instant().isBefore(at));
            if (i == KILLED_IN * THREADS) {
                kill.run();
            }
            outcomes.put(i, bids.get(i).sendTheLast());
            return i;
        });
        return outcomes;
    }

    private static List<Path> cosignedReceipts(
            DemoWorld world,
            PlayedTender.Published published,
            List<RacingBid> bids,
            Map<Integer, Receipt.Json> outcomes) {
        var trust = TrustFolder.read(world.trust());
        var quorum = RaceWorld.quorum(published.deadline());
        var folders = new ArrayList<Path>();
        int accepted = 0;
        for (int i = 0; i < bids.size(); i++) {
            var bid = bids.get(i);
            var json = outcomes.get(i);
            var type = Receipt.of(json).verify(trust, quorum).record().type();
            if (type.wire().equals("bid.submitted")) {
                accepted++;
                json = bid.receipt();
                assertEquals(
                        ReceiptState.COSIGNED,
                        Receipt.of(json).verify(trust, quorum).state(),
                        "the receipt of bidder " + bid.number());
            } else {
                assertEquals("bid.refused", type.wire());
            }
            var folder = world.data().resolveSibling("receipts").resolve("bidder-" + bid.number());
            Receipt.of(json).write(folder);
            folders.add(folder);
        }
        assertTrue(accepted > 3 && accepted < BIDS, accepted + " accepted: the race did not span the deadline");
        return folders;
    }

    private static void replays(
            DemoOptions options,
            DemoWorld world,
            PlayedTender play,
            PlayedTender.Published published,
            List<Path> receipts) {
        var file = options.dir().resolve("case.zip");
        PlayedTender.await("the case file", () -> {
            try {
                play.as(DemoPerson.SUPERVISOR)
                        .download("/tenders/" + published.tender() + "/case.zip?profile=full", file);
                return true;
            } catch (Problem notYet) {
                return false;
            }
        });
        var trust = TrustFolder.read(world.trust());
        var report = Replay.run(file, java.util.Optional.of(trust), receipts);
        assertEquals(0, report.exitCode(), report.text());
        var listed = new TreeSet<String>();
        play.anybody()
                .get("/lots/" + published.lot() + "/session")
                .get("rows")
                .forEach(row -> listed.add(row.get("submission").textValue()));
        var received = new TreeSet<String>();
        for (var folder : receipts) {
            var record =
                    org.jianzheng.record.WitnessRecord.read(Receipt.read(folder).record());
            if (record.type().wire().equals("bid.submitted")) {
                received.add(Canonical.read(
                                Cms.verify(record.act()).content(), org.jianzheng.record.SubmissionStatement.class)
                        .id()
                        .toString());
            }
        }
        assertEquals(received, listed, "the list equals the receipts");
    }

    private interface Task<T> {
        T run(int i);
    }

    private static <T> List<T> inParallel(int count, Task<T> task) throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(THREADS);
        try {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(pool.submit(() -> task.run(number)));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}

package org.jianzheng.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.CompactRange;
import org.jianzheng.tlog.EntryBundle;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TilePath;

/**
 * {@code deploy/chaos}: two instances of the platform, PostgreSQL, an object store and three offices, real processes all,
 * and one lot after the other while they are killed, stopped, starved, slowed and set back. Status 0 only when every
 * invariant held in every round.
 */
public final class Chaos {
    /** Tenders published on one day; their deadlines follow each other. */
    private static final int A_DAY = 5;

    private static final Duration APART = Duration.ofMinutes(20);
    private static final int RESTORE_EVERY = 5;

    private final ChaosOptions options;
    private final ChaosWorld world;
    private long seen;

    private Chaos(ChaosOptions options, ChaosWorld world) {
        this.options = options;
        this.world = world;
    }

    public static void main(String[] args) {
        ChaosOptions options;
        try {
            options = ChaosOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("chaos: " + e.getMessage());
            System.exit(3);
            return;
        }
        System.exit(run(options) ? 0 : 1);
    }

    /** True when every invariant held. */
    static boolean run(ChaosOptions options) {
        Demo.head("chaos: seed " + options.seed() + ", " + options.rounds() + " rounds, in "
                + options.house().dir());
        ChaosWorld.releaseDisk(options.house().dir());
        DemoWorld.clear(options.house().dir());
        try (var world = new ChaosWorld(options.house())) {
            if (!world.canFillTheDisk()) {
                Demo.head("chaos: no full disk is played: a small disk of its own needs root and mount");
            }
            if (!DemoRestore.isPossible()) {
                Demo.head("chaos: no old dump is restored: install postgresql-client");
            }
            world.heal();
            new Chaos(options, world).play();
            Demo.head("chaos: ok, every invariant held in " + options.rounds() + " rounds");
            return true;
        } catch (ChaosRound.Broken | Problem | IllegalStateException broken) {
            Demo.head("chaos: FAILED, seed " + options.seed() + ": " + broken.getMessage());
            Demo.head("again: deploy/chaos --seed " + options.seed() + "; logs: "
                    + options.house().dir().resolve("run"));
            return false;
        }
    }

    private void play() {
        var lots = new ArrayList<PlayedTender.Published>();
        var plays = new ArrayList<PlayedTender>();
        for (int number = 1; number <= options.rounds(); number++) {
            if (lots.isEmpty()) {
                publish(number, lots, plays);
            }
            long began = System.nanoTime();
            var dice = new Random(options.seed() * 1_000 + number);
            boolean restored = DemoRestore.isPossible() && number % RESTORE_EVERY == 4;
            var round = new ChaosRound(number, world, dice, plays.remove(0), lots.remove(0));
            var struck = round.play(restored);
            logOnlyGrew();
            Demo.head("round %d of %d: ok in %d s: %s"
                    .formatted(
                            number,
                            options.rounds(),
                            Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                            String.join("; ", struck)));
        }
    }

    /** The notices of the next rounds, all on one day: the calendar has only so many. */
    private void publish(int first, List<PlayedTender.Published> lots, List<PlayedTender> plays) {
        int count = Math.min(A_DAY, options.rounds() - first + 1);
        for (int i = 0; i < count; i++) {
            var play = new PlayedTender(
                    options.house(), world.house, step -> {}, "state-" + (first + i) + ".json", APART.multipliedBy(i));
            plays.add(play);
            lots.add(play.publish());
        }
    }

    /** What is published now begins with what was published before, and all entries lead to it. */
    private void logOnlyGrew() {
        var client = new PlatformClient(world.house.platform());
        var note = SignedNote.parse(client.getBytes("/log/checkpoint"));
        var policy = TrustFolder.read(world.house.trust()).policy();
        policy.verify(note);
        var head = Checkpoint.parse(note.text());
        if (head.size() < seen) {
            throw new ChaosRound.Broken("the log only grows", head.size() + " entries after " + seen);
        }
        seen = head.size();
        var range = new CompactRange();
        for (var path : TilePath.entriesBetween(0, head.size())) {
            EntryBundle.decode(client.getBytes("/log/" + path)).forEach(entry -> range.append(Merkle.leafHash(entry)));
        }
        if (!java.util.Arrays.equals(range.root(), head.root())) {
            throw new ChaosRound.Broken("the log only grows", "the entries do not lead to the published root");
        }
        offices(head, client);
    }

    /** Each office's last head is a beginning of what is published. */
    private void offices(Checkpoint published, PlatformClient client) {
        for (int i = 1; i <= DemoWorld.OFFICES.size(); i++) {
            var name = org.jianzheng.record.Commitment.hash(
                    DemoWorld.ORIGIN.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            var url = java.net.URI.create("http://127.0.0.1:" + options.house().officePort(i));
            var head = Checkpoint.parse(SignedNote.parse(new PlatformClient(url).getBytes("/" + name + "/checkpoint"))
                    .text());
            if (head.size() > published.size()) {
                continue;
            }
            var range = new CompactRange();
            for (var path : TilePath.entriesBetween(0, head.size())) {
                var all = EntryBundle.decode(client.getBytes("/log/" + path));
                all.forEach(entry -> range.append(Merkle.leafHash(entry)));
            }
            if (!java.util.Arrays.equals(range.root(), head.root())) {
                throw new ChaosRound.Broken("every cosigner agrees", DemoWorld.OFFICES.get(i - 1) + " differs");
            }
        }
    }
}

package org.jianzheng.simulation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jianzheng.office.SimulatedOffice;
import org.jianzheng.shared.Problem;

/**
 * One lot from its notice to its replay, with the real offices, sealing, log forms and replay, while everything around
 * them fails as one seed decides: network, clocks, stores, the platform's process, an old dump, lost and stopped offices.
 * The same seed plays the same run.
 *
 * <p>The invariants: no receipt without inclusion, no acknowledged bid lost or doubled, no bid taken after the deadline or
 * readable before deadline and quorum, the log only grows and all cosigners agree, at most one list has a quorum, replay passes with every receipt.
 */
final class PlatformSimulation {
    /** How a run ended that kept every invariant. */
    enum End {
        REPLAYED,
        TOO_FEW_BIDS,
        OUTAGE
    }

    /** An invariant that did not hold. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        private final String invariant;

        Broken(String invariant, String how) {
            super(invariant + ": " + how);
            this.invariant = invariant;
        }

        String invariant() {
            return invariant;
        }
    }

    private static final Duration LAST_MINUTES = Duration.ofSeconds(240);
    /** A beat while the time for objections runs and nothing else is left to do. */
    private static final Duration WAITING = Duration.ofSeconds(30);

    private final Faults faults;
    private final SimClock.TrueTime time;
    private final Map<String, SimClock> clocks = new LinkedHashMap<>();
    private final Stores stores;
    private final Network network;
    private final SimPlatform platform;
    private final SimOpening opening;
    private final Invariants invariants;
    private final List<SimBidder> bidders = new ArrayList<>();
    private final List<Db> dumps = new ArrayList<>();
    private final Path folder;
    private final SimPeople people;
    private String wiped;

    private PlatformSimulation(SimPeople people, long seed, Mutant mutant) {
        this.people = people;
        this.folder = people.folder("run-" + seed + "-" + mutant);
        this.faults = new Faults(seed);
        this.time = new SimClock.TrueTime(SimPeople.PUBLISHED);
        this.stores = new Stores(faults);
        this.network = new Network(faults);
        for (var name : SimPeople.OFFICES) {
            var clock = new SimClock(time, Duration.ofMillis(faults.pick(600) - 300));
            clocks.put(name, clock);
            var office = new SimulatedOffice(people.office(folder, name), clock, network::neighbour);
            network.connect(name, office);
            office.start();
        }
        var own = new SimClock(time, Duration.ofMillis(faults.pick(1000) - 500));
        this.platform = new SimPlatform(people, stores, network, own, mutant);
        this.opening = new SimOpening(platform, folder);
        this.invariants = new Invariants(platform, clocks, bidders);
        network.watch(invariants::answered);
    }

    /** @throws Broken when an invariant does not hold */
    static End run(SimPeople people, long seed, Mutant mutant) {
        var run = new PlatformSimulation(people, seed, mutant);
        try {
            return run.play();
        } finally {
            SimPeople.OFFICES.forEach(name -> run.network.office(name).stop());
            SimPeople.remove(run.folder);
        }
    }

    private End play() {
        faults.calm();
        platform.start();
        SimTender.prepare(platform);
        faults.storm();
        int count = 4 + faults.pick(SimPeople.BIDDERS - 3);
        for (int i = 0; i < count; i++) {
            bidders.add(new SimBidder(people.bidders.get(i), platform.key, folder, "bidder" + i));
        }
        dumps.add(stores.db().copy());
        time.passTo(SimPeople.DEADLINE.minus(LAST_MINUTES));
        var quiet = SimPeople.DEADLINE.plusSeconds(faults.pick(90) - 30);
        while (time.now().isBefore(quiet)) {
            tick();
        }
        return finish();
    }

    /** From here on nothing fails any more, and whatever can still be finished must be. */
    private End finish() {
        faults.calm();
        clocks.values().forEach(clock -> clock.jump(Duration.ZERO));
        SimPeople.OFFICES.stream().filter(name -> !name.equals(wiped)).forEach(name -> network.office(name)
                .start());
        platform.start();
        for (int beat = 0; beat < 80; beat++) {
            bringBack();
            bidders.forEach(this::send);
            beat();
            invariants.check();
            var stage = stores.db().stage;
            if (stage == Db.Stage.OUTAGE || stage == Db.Stage.NOT_OPENED) {
                invariants.noActIsLostOrLate();
                return stage == Db.Stage.OUTAGE ? End.OUTAGE : End.TOO_FEW_BIDS;
            }
            if (stage == Db.Stage.RECORDED && stores.db().indexed && isPublished()) {
                invariants.replays(new SimCase(platform, opening.release, folder));
                return End.REPLAYED;
            }
            time.pass(opening.waits() ? WAITING : Duration.ofSeconds(3));
        }
        throw new Broken(
                "it goes on",
                "nothing fails any more, and the lot stays " + stores.db().stage
                        + platform.alarm().map(alarm -> ", " + alarm).orElse("") + "; wiped " + wiped + "; refused "
                        + invariants.refusals());
    }

    private boolean isPublished() {
        var db = stores.db();
        return db.outbox.isEmpty()
                && db.cosignatures.stream()
                                .filter(one -> one.size() == db.entries.size())
                                .count()
                        >= SimPeople.QUORUM;
    }

    private void tick() {
        time.pass(Duration.ofMillis(100 + faults.pick(8_000)));
        troubles();
        bringBack();
        if (faults.pick(3) == 0) {
            dumps.add(stores.db().copy());
        }
        for (var bidder : bidders) {
            if (!bidder.isSending() && faults.chance(eagerness(bidder))) {
                decide(bidder);
            }
            send(bidder);
        }
        beat();
        invariants.check();
    }

    /** Most bids come at the last moment, and some after it. */
    private int eagerness(SimBidder bidder) {
        boolean lastMoment =
                Duration.between(time.now(), SimPeople.DEADLINE).abs().getSeconds() < 15;
        return lastMoment ? 150 : bidder.hasStandingBid() ? 12 : 80;
    }

    private void decide(SimBidder bidder) {
        if (bidder.hasStandingBid() && faults.chance(300)) {
            bidder.prepareWithdrawal();
        } else {
            bidder.prepareBid(time.now());
        }
    }

    /** A step of the platform; whatever fails in it is left for a later one. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (Faults.Crash crashed) {
            platform.start();
        } catch (Faults.Lost unanswered) {
            return;
        } catch (Problem refused) {
            if (refused.status() != 503) {
                throw refused;
            }
        }
    }

    private void beat() {
        attempt(platform::sequence);
        attempt(platform::finish);
        attempt(platform::publish);
        attempt(opening::beat);
    }

    private void send(SimBidder bidder) {
        if (!bidder.isSending()) {
            return;
        }
        attempt(() -> {
            try {
                var receipt = platform.take(bidder);
                invariants.included(bidder, receipt);
                bidder.acknowledge(receipt);
            } catch (Problem refused) {
                if (refused.slug().equals("record/chain")) {
                    throw new Broken("no acknowledged bid lost or doubled", bidder + ": " + refused.getMessage());
                }
                if (!refused.slug().equals("bidding/late")) {
                    throw refused;
                }
                bidder.giveUp();
            }
        });
    }

    /** After a restore of an old dump, and whenever the log stands still because it knows that it lost its tail. */
    private void bringBack() {
        if (platform.alarm().isPresent()) {
            attempt(() -> {
                platform.recover();
                platform.start();
            });
        }
    }

    private void troubles() {
        if (faults.chance(25)) {
            var office = SimPeople.OFFICES.get(faults.pick(3));
            if (!office.equals(wiped)) {
                network.office(office).stop();
            }
        }
        SimPeople.OFFICES.forEach(name -> {
            if (!name.equals(wiped) && faults.chance(200)) {
                network.office(name).start();
            }
        });
        if (wiped == null && faults.chance(4)) {
            wiped = SimPeople.OFFICES.get(faults.pick(3));
            network.office(wiped).stop();
        }
        if (faults.chance(15)) {
            clocks.get(SimPeople.OFFICES.get(faults.pick(3))).jump(Duration.ofMillis(faults.pick(120_000) - 60_000));
        }
        if (faults.chance(60)) {
            clocks.values().forEach(clock -> clock.jump(Duration.ofMillis(faults.pick(600) - 300)));
        }
        if (faults.chance(15)) {
            stores.restore(dumps.get(faults.pick(dumps.size())));
            platform.start();
        }
        if (faults.chance(100)) {
            opening.release.askEarly(SimPeople.OFFICES.get(faults.pick(3)));
        }
        if (platform.mutant == Mutant.MAKES_A_SECOND_LIST) {
            opening.release.secondList(Set.copyOf(SimPeople.OFFICES));
        }
    }
}

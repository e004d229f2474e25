package org.jianzheng.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.shared.Problem;

/** A thousand bids in ten seconds, and as many as can be, at two instances; every receipt is verified afterwards. */
final class StormLine implements Line {
    private static final int CLIENTS = 32;
    private static final Duration STEP = Duration.ofMillis(10);
    private static final String OPEN = "storm, open loop: ";
    private static final String CLOSED = "storm, closed loop: ";

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public Measured unmeasured(String why) {
        return Measured.absent(OPEN + "p99 to included", "s", Goal.most("1"), why);
    }

    @Override
    public List<Measured> measure(Ground ground) throws IOException {
        var world = ground.world();
        var instances = world.two();
        int arrivals = ground.sizes().arrivals();
        int bids = ground.sizes().clients();
        var tender = ground.tender();
        Ground.say("preparing bids");
        // The same companies in both storms, on lots of their own, so that each bid is the first of its chain.
        var bidders = Bidders.logIn(world, 1, arrivals);
        try (var scratch = Scratch.of(ground.folder(), 100_000L * bids)) {
            var opened = prepare(world, bidders, tender.lots().subList(0, 2), arrivals, scratch);
            var closed = prepare(
                    world, bidders, tender.lots().subList(2, tender.lots().size()), bids, scratch);
            var warm = prepare(world, Bidders.logIn(world, arrivals + 1, 100), tender.lots(), 200, scratch);
            var rows = new ArrayList<Measured>();
            Ground.say("warming up with " + warm.size() + " bids");
            new Storm(instances).closed(warm, 8, new ArrayList<>());
            Bidders.refresh(bidders);
            Ground.say(opened.size() + " bids at their own times");
            rows.addAll(open(world, opened));
            Bidders.refresh(bidders);
            Ground.say(closed.size() + " bids by " + CLIENTS + " clients");
            rows.addAll(closed(ground, closed));
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Bid {@code i} is of company {@code i} modulo all, on the next lot each time round. */
    private static List<PreparedBid> prepare(
            World world, List<Bidders.LoggedIn> bidders, List<KeyStatement> lots, int count, Scratch scratch) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> PreparedBid.prepare(
                        world,
                        bidders.get(i % bidders.size()),
                        lots.get((i / bidders.size() + i) % lots.size()),
                        List.of(),
                        scratch.resolve("bid-" + i),
                        false))
                .toList();
    }

    private static List<Measured> open(World world, List<PreparedBid> bids) throws InterruptedException {
        var fates = new Storm(world.two()).open(bids, STEP.multipliedBy(bids.size()));
        var included = fates.stream().flatMap(fate -> fate.included().stream()).toList();
        var cosigned = fates.stream().flatMap(fate -> fate.cosigned().stream()).toList();
        var rows = new ArrayList<Measured>();
        rows.add(time("p50 to included", included, 50, Goal.report()));
        rows.add(time("p99 to included", included, 99, Goal.most("1")));
        rows.add(time("p50 to cosigned", cosigned, 50, Goal.report()));
        rows.add(time("p99 to cosigned", cosigned, 99, Goal.report()));
        rows.add(count("refused", fates.stream().filter(Storm.Fate::refused).count(), Goal.report()));
        rows.add(count("lost", lost(world, fates), Goal.most("0")));
        var why = fates.stream()
                .flatMap(fate -> fate.outcome().stream())
                .map(PreparedBid.Outcome::why)
                .filter(text -> !text.isEmpty())
                .findFirst();
        why.ifPresent(text -> rows.set(4, rows.get(4).note("for example " + text)));
        return rows;
    }

    private static Measured time(String what, Collection<Long> sample, int percent, Goal aim) {
        return sample.isEmpty()
                ? Measured.absent(OPEN + what, "s", aim, "no bid got that far")
                : Measured.alone(
                        OPEN + what,
                        "s",
                        Measured.Better.LESS,
                        Figures.seconds(Figures.percentile(sample, percent)),
                        aim);
    }

    private static Measured count(String what, long count, Goal aim) {
        return Measured.alone(OPEN + what, "bids", Measured.Better.LESS, java.math.BigDecimal.valueOf(count), aim);
    }

    /** Bids that were not refused and have no receipt that holds under a cosigned checkpoint. */
    private static long lost(World world, List<Storm.Fate> fates) {
        var trust = world.trust();
        return fates.parallelStream()
                .filter(fate -> !fate.refused())
                .filter(fate -> fate.last()
                        .filter(receipt -> holds(fate, receipt, trust))
                        .isEmpty())
                .count();
    }

    private static boolean holds(
            Storm.Fate fate, org.jianzheng.record.Receipt receipt, org.jianzheng.record.TrustFolder trust) {
        try {
            var verified = receipt.verify(trust);
            return verified.state() == ReceiptState.COSIGNED
                    && java.util.Arrays.equals(
                            verified.record().act(), fate.bid().signed());
        } catch (Problem broken) {
            return false;
        }
    }

    private static List<Measured> closed(Ground ground, List<PreparedBid> bids) throws InterruptedException {
        var fates = new ArrayList<Storm.Fate>();
        var processors = Processors.begin();
        long time = new Storm(ground.world().two()).closed(bids, CLIENTS, fates);
        var note = processors.perOne(bids.size());
        long receipts =
                fates.stream().filter(fate -> fate.included().isPresent()).count();
        var aim = Goal.ratio("0.5");
        if (receipts < bids.size()) {
            return List.of(Measured.absent(
                    CLOSED + "receipts",
                    "receipts/s",
                    aim,
                    (bids.size() - receipts) + " of " + bids.size() + " bids got no receipt"));
        }
        var ours = Figures.rate(receipts, time);
        try {
            return List.of(Measured.beside(
                            CLOSED + "receipts",
                            "receipts/s",
                            Measured.Better.MORE,
                            ours,
                            PgBench.submissions(ground, CLIENTS),
                            aim)
                    .note(note));
        } catch (Program.Missing missing) {
            return List.of(Measured.alone(CLOSED + "receipts", "receipts/s", Measured.Better.MORE, ours, aim)
                    .note(missing.getMessage() + "; " + note));
        }
    }
}

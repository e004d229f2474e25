package org.jianzheng.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jianzheng.record.Receipt;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TlogProof;

/** Many prepared bids against several instances, open loop (they come when they come) or closed (so many clients). */
final class Storm {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final List<URI> instances;

    Storm(List<URI> instances) {
        this.instances = instances;
    }

    /**
     * One bid's fate.
     *
     * @param included nanoseconds from its arrival to its receipt, empty when it got none
     * @param cosigned the same to a receipt under a checkpoint that a quorum cosigned
     */
    record Fate(
            PreparedBid bid,
            Optional<PreparedBid.Outcome> outcome,
            Optional<Long> included,
            Optional<Long> cosigned,
            Optional<Receipt> last) {
        boolean refused() {
            return outcome.filter(PreparedBid.Outcome::refused).isPresent();
        }
    }

    private record Pending(PreparedBid bid, PreparedBid.Outcome outcome, long due, long included, long index) {}

    /** Each bid is sent at its own time, evenly over {@code span}, whatever became of those before it. */
    List<Fate> open(List<PreparedBid> bids, Duration span) throws InterruptedException {
        long begun = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        long step = span.toNanos() / bids.size();
        var wires = wires();
        var threads = Executors.newCachedThreadPool();
        var waiting = new ConcurrentLinkedQueue<Pending>();
        var fates = new ConcurrentLinkedQueue<Fate>();
        var looking = Executors.newSingleThreadExecutor();
        var looked = looking.submit(() -> cosignatures(waiting, fates, bids.size()));
        for (int i = 0; i < bids.size(); i++) {
            var bid = bids.get(i);
            int number = i;
            long due = begun + i * step;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            threads.execute(() -> arrive(bid, due, wires.get(number % wires.size()), waiting, fates));
        }
        threads.shutdown();
        threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        looking.shutdown();
        try {
            looked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("The watch for cosignatures ended", e);
        }
        return List.copyOf(fates);
    }

    /** @return the nanoseconds in which {@code clients} sent all bids, each its next when its last was answered */
    long closed(List<PreparedBid> bids, int clients, List<Fate> fates) throws InterruptedException {
        var next = new AtomicInteger();
        var done = new ConcurrentLinkedQueue<Fate>();
        var threads = Executors.newFixedThreadPool(clients);
        long begun = System.nanoTime();
        for (int client = 0; client < clients; client++) {
            var instance = instances.get(client % instances.size());
            threads.execute(() -> {
                try (var wire = new Wire(instance)) {
                    for (int i = next.getAndIncrement(); i < bids.size(); i = next.getAndIncrement()) {
                        done.add(send(bids.get(i), wire, System.nanoTime()));
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }
        threads.shutdown();
        threads.awaitTermination(10, TimeUnit.MINUTES);
        long time = System.nanoTime() - begun;
        fates.addAll(done);
        return time;
    }

    private static Fate send(PreparedBid bid, Wire wire, long due) {
        try {
            var outcome = bid.send(wire);
            var included = outcome.receipt().map(receipt -> System.nanoTime() - due);
            return new Fate(bid, Optional.of(outcome), included, Optional.empty(), outcome.receipt());
        } catch (IOException e) {
            return new Fate(bid, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private void arrive(
            PreparedBid bid,
            long due,
            BlockingQueue<Wire> wires,
            ConcurrentLinkedQueue<Pending> waiting,
            ConcurrentLinkedQueue<Fate> fates) {
        Wire wire = null;
        try {
            wire = wires.take();
            var fate = send(bid, wire, due);
            if (fate.included().isPresent()) {
                var outcome = fate.outcome().orElseThrow();
                waiting.add(new Pending(
                        bid,
                        outcome,
                        due,
                        fate.included().get(),
                        TlogProof.parse(outcome.receipt().orElseThrow().proof()).index()));
            } else {
                fates.add(fate);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (wire != null) {
                wires.add(wire);
            }
        }
    }

    /** As many connections as there are bidders in a storm would ask for, kept for all of them. */
    private List<BlockingQueue<Wire>> wires() {
        var all = new ArrayList<BlockingQueue<Wire>>();
        for (var instance : instances) {
            var pool = new ArrayBlockingQueue<Wire>(256);
            for (int i = 0; i < 256; i++) {
                pool.add(new Wire(instance));
            }
            all.add(pool);
        }
        return all;
    }

    /** Watches the published checkpoint; as soon as it covers a bid, its bidder fetches the cosigned receipt. */
    private Void cosignatures(ConcurrentLinkedQueue<Pending> waiting, ConcurrentLinkedQueue<Fate> fates, int all)
            throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (var wire = new Wire(instances.get(0))) {
            while (fates.size() < all && System.nanoTime() < end) {
                long size = published(wire);
                waiting.removeIf(one -> {
                    if (one.index() >= size) {
                        return false;
                    }
                    // One that is not to be had yet is asked for again.
                    return fetched(one, wire).map(fates::add).orElse(false);
                });
                Waiting.pause(LOOK);
            }
        }
        waiting.forEach(late -> fates.add(new Fate(
                late.bid(),
                Optional.of(late.outcome()),
                Optional.of(late.included()),
                Optional.empty(),
                late.outcome().receipt())));
        return null;
    }

    private static Optional<Fate> fetched(Pending one, Wire wire) {
        try {
            var receipt = one.bid().fetch(wire);
            return Optional.of(new Fate(
                    one.bid(),
                    Optional.of(one.outcome()),
                    Optional.of(one.included()),
                    Optional.of(System.nanoTime() - one.due()),
                    Optional.of(receipt)));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static long published(Wire wire) throws IOException {
        var answer = wire.get("/log/checkpoint", null);
        return answer.status() == 404
                ? 0
                : Checkpoint.parse(SignedNote.parse(answer.body()).text()).size();
    }
}

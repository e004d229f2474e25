package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Requests that wait for their record's signed checkpoint, and the sequencer that waits for work: one query answers all
 * of them after each batch, and every 50 ms for batches of other instances.
 */
@ApplicationScoped
class Waiters {
    private final Semaphore work = new Semaphore(0);
    private final Map<UUID, CompletableFuture<Covered>> waiting = new ConcurrentHashMap<>();

    /** A record's index and the smallest signed head above it. */
    record Covered(UUID record, long index, long size) {}

    /** Something was committed. */
    void wake() {
        work.release();
    }

    /** Until something is committed on this instance, or {@code millis} at most. */
    void sleep(long millis) throws InterruptedException {
        if (work.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    CompletableFuture<Covered> waitFor(UUID record) {
        return waiting.computeIfAbsent(record, id -> new CompletableFuture<>());
    }

    void forget(UUID record) {
        waiting.remove(record);
    }

    /** Answers whoever's record is under a signed head by now. */
    void answer(Heads heads) {
        if (waiting.isEmpty()) {
            return;
        }
        List<Covered> covered = heads.covered(waiting.keySet().toArray(UUID[]::new));
        covered.forEach(one -> {
            var future = waiting.remove(one.record());
            if (future != null) {
                future.complete(one);
            }
        });
    }
}

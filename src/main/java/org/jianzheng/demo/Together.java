package org.jianzheng.demo;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jianzheng.shared.Problem;

/** People who act at the same time. */
final class Together {
    private Together() {}

    /**
     * Runs {@code act} for each number, at most {@code atOnce} at a time, and returns when all are done.
     *
     * @throws Problem the first one; those still at work are interrupted and waited for
     */
    static void run(int atOnce, IntStream numbers, IntConsumer act) {
        var pool = Executors.newFixedThreadPool(atOnce);
        try {
            var running = new ExecutorCompletionService<Void>(pool);
            var all = numbers.mapToObj(number -> running.submit(() -> act.accept(number), null))
                    .toList();
            for (int i = 0; i < all.size(); i++) {
                running.take().get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            end(pool);
        }
    }

    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        try {
            pool.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.jianzheng.bench;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jianzheng.record.RecordType;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * A load on the log from within an instance: one business row and one witness record per commit. Asleep unless
 * {@code jianzheng.bench.log.threads} is set, which {@code deploy/bench} does for instances of its own.
 */
@ApplicationScoped
class LogLoad {
    static final String THREADS = "jianzheng.bench.log.threads";
    static final String RATE = "jianzheng.bench.log.rate";

    private static final Logger LOG = Logger.getLogger(LogLoad.class);
    private static final int LAST = 10_000;
    private static final int CONTENT = 1024;

    private final int threads;
    private final int rate;
    private final DataSource source;
    private final WitnessLog witness;
    private final Clock clock;
    private final List<Thread> running = new ArrayList<>();
    private volatile boolean on = true;

    /** @param rate commits a second of all threads together, 0 for as many as can be */
    LogLoad(
            @ConfigProperty(name = THREADS, defaultValue = "0") int threads,
            @ConfigProperty(name = RATE, defaultValue = "0") int rate,
            DataSource source,
            WitnessLog witness,
            Clock clock) {
        this.threads = threads;
        this.rate = rate;
        this.source = source;
        this.witness = witness;
        this.clock = clock;
    }

    void begin(@Observes @Priority(LAST) StartupEvent start) {
        long step = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(threads) / rate;
        for (int i = 0; i < threads; i++) {
            var thread = new Thread(() -> load(step), "bench-log-" + i);
            thread.setDaemon(true);
            thread.start();
            running.add(thread);
        }
    }

    void end(@Observes ShutdownEvent stop) throws InterruptedException {
        on = false;
        for (var thread : running) {
            thread.join();
        }
    }

    private void load(long step) {
        var random = new SecureRandom();
        var content = new byte[CONTENT];
        long due = System.nanoTime();
        while (on) {
            random.nextBytes(content);
            try {
                QuarkusTransaction.requiringNew().run(() -> commit(content));
                due += step;
                // Behind its time it goes on at once: a steady load does not forgive a slow second.
                TimeUnit.NANOSECONDS.sleep(Math.max(0, step == 0 ? 0 : due - System.nanoTime()));
            } catch (RuntimeException e) {
                LOG.error("A commit of the load failed", e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void commit(byte[] content) {
        try (var connection = source.getConnection();
                var insert = connection.prepareStatement("INSERT INTO bench_business (id, content) VALUES (?, ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setBytes(2, content);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The business row was not written", e);
        }
        var data = Map.of("random", Base64.getEncoder().encodeToString(content));
        witness.append(NewRecord.byPlatform(RecordType.LOG_COVER, null, null, clock.instant(), data));
    }
}

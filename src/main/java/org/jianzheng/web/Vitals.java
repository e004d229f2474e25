package org.jianzheng.web;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jianzheng.storage.Objects;
import org.jianzheng.witness.LogVitals;

/**
 * The four parts without which an instance is of no use, looked at every two seconds. Whoever asks for readiness is
 * answered from memory, so that asking costs the stores nothing, however often and by whomever it is done.
 */
@ApplicationScoped
class Vitals {
    private static final int AFTER_ALL_OTHERS = 10_000;
    private static final long EVERY_MILLIS = 2_000;
    /** A round that hangs in a store is itself bad news. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** A part with the name that readiness and the metrics give it. */
    enum Part {
        DATABASE("database"),
        OBJECTS("object store"),
        LOG("witness log"),
        FENCE("fence");

        final String label;

        Part(String label) {
            this.label = label;
        }
    }

    private record Verdict(Optional<String> trouble, long at) {}

    private final Map<Part, Supplier<Optional<String>>> looks;
    private final LongSupplier nanos;
    private final Map<Part, Verdict> verdicts = new ConcurrentHashMap<>();
    private final Runnable progress;
    private ScheduledExecutorService rounds;

    @Inject
    Vitals(DatabaseLook database, Objects objects, LogVitals log, LogProgress progress) {
        this(
                Map.of(
                        Part.DATABASE, database::trouble,
                        Part.OBJECTS, objects::trouble,
                        Part.LOG, log::alarm,
                        Part.FENCE, log::fenceTrouble),
                progress::look,
                System::nanoTime);
    }

    Vitals(Map<Part, Supplier<Optional<String>>> looks, Runnable progress, LongSupplier nanos) {
        this.looks = looks;
        this.progress = progress;
        this.nanos = nanos;
    }

    void atStart(@Observes @Priority(AFTER_ALL_OTHERS) StartupEvent event) {
        round();
        rounds = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "vitals");
            thread.setDaemon(true);
            return thread;
        });
        rounds.scheduleWithFixedDelay(this::round, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void atShutdown(@Observes ShutdownEvent event) {
        if (rounds != null) {
            rounds.shutdownNow();
        }
    }

    /** What is wrong with the part; empty while it is well. The log's alarm is asked for anew: it costs nothing. */
    Optional<String> trouble(Part part) {
        if (part == Part.LOG) {
            return looks.get(part).get();
        }
        var verdict = verdicts.get(part);
        return verdict == null || nanos.getAsLong() - verdict.at() > STALE_NANOS
                ? Optional.of("was not looked at for 15 seconds")
                : verdict.trouble();
    }

    void round() {
        for (var part : Part.values()) {
            var trouble = look(part);
            var before = verdicts.put(part, new Verdict(trouble, nanos.getAsLong()));
            if (before != null && !before.trouble().equals(trouble)) {
                trouble.ifPresentOrElse(
                        reason -> Log.warnf("Not ready: the %s %s", part.label, reason),
                        () -> Log.infof("The %s is well again", part.label));
            }
        }
        progress.run();
    }

    /** Whoever asks for readiness learns which part fails, the log of this instance why. */
    private Optional<String> look(Part part) {
        try {
            return looks.get(part).get();
        } catch (RuntimeException e) {
            Log.debugf(e, "The look at the %s failed", part.label);
            return Optional.of("does not answer");
        }
    }
}

package org.jianzheng.web;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.shared.SandboxClock;

/** This instance's part in a rehearsal ({@code jianzheng.sandbox.dir}): it follows the clock and says so each second. */
@Singleton
@Startup
class Sandbox {
    private final Optional<Path> directory;
    private final Optional<SandboxClock> clock;
    private final String instance = "platform-" + UUID.randomUUID();
    private ScheduledExecutorService heart;

    Sandbox(@ConfigProperty(name = "jianzheng.sandbox.dir") Optional<Path> directory) {
        this.directory = directory;
        this.clock = directory.map(SandboxClock::new);
    }

    Optional<SandboxClock> clock() {
        return clock;
    }

    /** Runs before the HTTP port opens, so that a starting instance has read the offset before it listens. */
    @PostConstruct
    void follow() {
        clock.ifPresent(sandbox -> {
            Log.infof("沙箱 sandbox: the clock follows %s", directory.get());
            sandbox.heartbeat(instance);
            // Not a Quartz job: each instance must report for itself, and Quartz fires on one of them.
            heart = Executors.newSingleThreadScheduledExecutor(task -> {
                var thread = new Thread(task, "sandbox-heartbeat");
                thread.setDaemon(true);
                return thread;
            });
            heart.scheduleAtFixedRate(() -> beat(sandbox), 1000, 1000, TimeUnit.MILLISECONDS);
        });
    }

    private void beat(SandboxClock sandbox) {
        try {
            sandbox.heartbeat(instance);
        } catch (UncheckedIOException e) {
            // The next beat tries again; meanwhile the move waits for this instance or for its report to grow old.
            Log.warnf("The sandbox heartbeat failed: %s", e.getMessage());
        }
    }

    /** Runs {@code move} while no other instance moves; the offset is read and replaced in two steps. */
    void exclusively(Runnable move) {
        synchronized (this) {
            var lock = directory.orElseThrow().resolve(".move.lock");
            try {
                Files.createDirectories(lock.getParent());
                try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var held = channel.lock()) {
                    move.run();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot lock the sandbox " + lock, e);
            }
        }
    }

    /** Waits until every process follows the present offset; false when that takes longer than {@code seconds}. */
    boolean awaitSettled(int seconds) {
        var sandbox = clock.orElseThrow();
        sandbox.heartbeat(instance);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!sandbox.settled()) {
            if (System.nanoTime() > end) {
                return false;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return true;
    }

    Instant now() {
        return clock.orElseThrow().instant();
    }

    @PreDestroy
    void stop() {
        if (heart != null) {
            heart.shutdownNow();
        }
    }
}

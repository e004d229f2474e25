package org.jianzheng.office;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jianzheng.shared.SandboxClock;

/**
 * What an office does unasked: mirror, compare clocks, destroy what is due, report to its sandbox, dial. It holds no
 * logic: each beat calls what could be called at any time, and a missed one heals with the next.
 */
final class Beat implements AutoCloseable {
    private final ClockCheck clocks;
    private final Map<String, Mirror> mirrors;
    private final Destruction destruction;
    private final Notebook notebook;
    private volatile String lastFailure;
    private final AtomicBoolean mirrorWaits = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(3, task -> {
        var thread = new Thread(task, "office-beat");
        thread.setDaemon(true);
        return thread;
    });

    Beat(ClockCheck clocks, Map<String, Mirror> mirrors, Destruction destruction, Notebook notebook) {
        this.clocks = clocks;
        this.mirrors = Map.copyOf(mirrors);
        this.destruction = destruction;
        this.notebook = notebook;
    }

    void start() {
        every(60, this::minute);
    }

    /** Reports before the office listens, then each second. */
    void reportTo(SandboxClock clock, String name) {
        clock.heartbeat(name);
        every(1, () -> clock.heartbeat(name));
    }

    void minute() {
        clocks.look();
        destruction.due();
        mirror();
    }

    /** After a cosignature; several in a row make one run. */
    void mirrorSoon(FollowedLog log) {
        if (mirrors.containsKey(log.origin()) && mirrorWaits.compareAndSet(false, true)) {
            timer.schedule(
                    guarded(() -> {
                        mirrorWaits.set(false);
                        mirror();
                    }),
                    1,
                    TimeUnit.SECONDS);
        }
    }

    void mirror() {
        mirrors.values().forEach(mirror -> guarded(mirror::follow).run());
    }

    void dial(Dialler dialler) {
        timer.scheduleWithFixedDelay(guarded(() -> dialUntilQuiet(dialler)), 0, 1, TimeUnit.SECONDS);
    }

    private void dialUntilQuiet(Dialler dialler) {
        try {
            while (dialler.once()) {
                // The platform had something to ask: ask at once whether it has more.
            }
        } catch (IOException e) {
            noteOnce("cannot reach the platform: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void every(int seconds, Runnable task) {
        timer.scheduleWithFixedDelay(guarded(task), 0, seconds, TimeUnit.SECONDS);
    }

    /** A failing beat is noted, once while it fails alike, and tried again: an exception would end the series. */
    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                noteOnce(String.valueOf(e));
            }
        };
    }

    private void noteOnce(String failure) {
        if (!failure.equals(lastFailure)) {
            lastFailure = failure;
            notebook.note("failed", failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                notebook.note("stopped", "while a beat was still running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

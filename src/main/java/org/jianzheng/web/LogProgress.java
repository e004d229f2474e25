package org.jianzheng.web;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jianzheng.witness.LogVitals;

/**
 * For how long the log has stood still although it should not, in whole seconds as this instance saw it. A duration says
 * that something hangs; a number of entries would say how many bids do.
 */
@ApplicationScoped
class LogProgress {
    private final LogVitals log;
    private final Map<String, Long> silentSince = new ConcurrentHashMap<>();
    private volatile long published;
    private volatile long stuckSince;
    private volatile boolean stuck;

    LogProgress(LogVitals log) {
        this.log = log;
    }

    void look() {
        try {
            see(log.progress());
        } catch (RuntimeException e) {
            // The database's own look reports it; the durations go on.
            Log.debugf(e, "The log's progress could not be read");
        }
    }

    private void see(LogVitals.Progress now) {
        boolean moved = now.published() != published;
        if (!now.behind() || moved || !stuck) {
            stuckSince = System.nanoTime();
        }
        stuck = now.behind();
        published = now.published();
        silentSince.keySet().retainAll(now.silentOffices());
        now.silentOffices().forEach(office -> silentSince.putIfAbsent(office, System.nanoTime()));
    }

    /** The size of the newest checkpoint, which everybody may read. */
    long published() {
        return published;
    }

    long secondsWithoutCheckpoint() {
        return stuck ? secondsSince(stuckSince) : 0;
    }

    Set<String> offices() {
        return log.officeNames();
    }

    long secondsSilent(String office) {
        var since = silentSince.get(office);
        return since == null ? 0 : secondsSince(since);
    }

    private static long secondsSince(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
    }
}

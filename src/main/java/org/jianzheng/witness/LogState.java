package org.jianzheng.witness;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jianzheng.shared.Problem;

/**
 * Whether this instance may still write. Read-only is final until a restart: what led to it (a fence above the database, an
 * office that knows more than the log) is never repaired by going on.
 */
@ApplicationScoped
class LogState {
    private final AtomicReference<String> alarm = new AtomicReference<>();

    /** Stops appending, sequencing, signing and publishing on this instance; the first reason stays. */
    void stop(String reason) {
        if (alarm.compareAndSet(null, reason)) {
            Log.errorf("ALARM: the witness log is read-only. %s", reason);
        }
    }

    boolean isReadOnly() {
        return alarm.get() != null;
    }

    Optional<String> alarm() {
        return Optional.ofNullable(alarm.get());
    }

    void requireWritable() {
        if (isReadOnly()) {
            throw Problem.of("witness/read-only")
                    .status(503)
                    .detail("The witness log takes no records: %s", alarm.get())
                    .remedy("The operator must follow docs/guides/operator.md, 'The log is read-only'.");
        }
    }

    /** For tests that play several lives of an instance in one process. */
    void reset() {
        alarm.set(null);
    }
}

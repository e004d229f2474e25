package org.jianzheng.opening;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;

/**
 * What of a failure is said: a step that fails with each beat would fill the log with one stack trace a second, and hide
 * every other line.
 */
final class Failures {
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** How much to say. */
    enum Say {
        EVERYTHING,
        ONE_LINE,
        NOTHING
    }

    private record Step(LotId lot, String name) {}

    private final Map<Step, Map<String, Instant>> said = new HashMap<>();

    /** Everything once for each lot, step and kind of failure, then a line each minute. */
    synchronized Say next(LotId lot, String step, RuntimeException failure, Instant now) {
        var ofStep = said.computeIfAbsent(new Step(lot, step), any -> new HashMap<>());
        var kind = failure instanceof Problem problem
                ? problem.slug()
                : failure.getClass().getName();
        var last = ofStep.get(kind);
        if (last != null && now.isBefore(last.plus(PAUSE))) {
            return Say.NOTHING;
        }
        ofStep.put(kind, now);
        return last == null ? Say.EVERYTHING : Say.ONE_LINE;
    }

    /** The step went well: its next failure is a new one. */
    synchronized void over(LotId lot, String step) {
        said.remove(new Step(lot, step));
    }
}

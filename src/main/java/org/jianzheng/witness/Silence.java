package org.jianzheng.witness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A time in which no checkpoint carried a quorum of fresh cosignatures: the log, the offices or the way between them was
 * out. By the offices' clocks, so the platform cannot hide one; a quiet log is cosigned each ten minutes all the same.
 */
public record Silence(Instant from, Instant to) {
    /** Cosignatures of one round are this close; those of different offices further apart are no quorum of one moment. */
    private static final Duration ROUND = Duration.ofMinutes(1);

    /** An office cosigned at this instant. */
    record Cosigned(String office, Instant time) {}

    /**
     * The silences of at least {@code shortest} from {@code from} to {@code to}, oldest first.
     *
     * @param cosigned ascending by time
     */
    static List<Silence> between(
            Instant from, Instant to, Duration shortest, List<Cosigned> cosigned, Predicate<Set<String>> quorum) {
        Map<String, Instant> last = new HashMap<>();
        var silences = new ArrayList<Silence>();
        var alive = from;
        for (var one : cosigned) {
            last.put(one.office(), one.time());
            var fresh = last.entrySet().stream()
                    .filter(office -> office.getValue().isAfter(one.time().minus(ROUND)))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            if (quorum.test(fresh)) {
                add(silences, alive, one.time(), shortest);
                alive = one.time();
            }
        }
        add(silences, alive, to, shortest);
        return List.copyOf(silences);
    }

    private static void add(List<Silence> silences, Instant from, Instant to, Duration shortest) {
        if (Duration.between(from, to).compareTo(shortest) >= 0) {
            silences.add(new Silence(from, to));
        }
    }

    /** Whether all of {@code begin} to {@code end} lies in it. */
    public boolean covers(Instant begin, Instant end) {
        return !begin.isBefore(from) && !end.isAfter(to);
    }
}

package org.jianzheng.web;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jianzheng.shared.Problem;

/**
 * How many requests run on this instance at once, by lane (threat 15). What was let in is never cut off; beyond the limit
 * the answer is 503 {@code web/busy} with a random wait, the same for everybody, so that it tells nothing of how many wait
 * and they do not all come back at once.
 *
 * <p>Of the uploads a quarter of the room is for those who are uploading already, so that newcomers never stop one.
 */
final class Admission {
    private static final int SHORTEST_WAIT = 1;
    private static final int LONGEST_WAIT = 4;
    /** An uploader who has sent nothing for so long comes anew. */
    private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(2);

    private static final int MOST_KNOWN = 10_000;

    /**
     * At most so many at once.
     *
     * @param perCaller uploads of one login
     */
    record Limits(int uploads, int statements, int logins, int others, int perCaller) {
        int of(Lane lane) {
            return switch (lane) {
                case UPLOAD -> uploads;
                case STATEMENT -> statements;
                case LOGIN -> logins;
                case OTHER -> others;
                case OFFICE -> Integer.MAX_VALUE;
            };
        }
    }

    /** A request that was let in; closed once, when its answer is out or its line is broken. */
    interface Stay extends AutoCloseable {
        @Override
        void close();
    }

    private final Limits limits;
    private final LongSupplier nanos;
    private final Map<Lane, Integer> running = new EnumMap<>(Lane.class);
    private final Map<String, Integer> uploading = new HashMap<>();
    private final Map<String, Long> known = new HashMap<>();
    private boolean stopping;
    private long lastTurnedAway;
    private boolean everTurnedAway;

    Admission(Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /**
     * Lets a request in.
     *
     * @param caller of whom it is, if it bears a login
     * @throws Problem {@code web/stopping}, {@code web/busy} 503 or {@code web/too-many} 429; nothing was done then
     */
    synchronized Stay enter(Lane lane, Optional<String> caller) {
        if (stopping) {
            throw wait(Problem.of("web/stopping")
                    .status(503)
                    .detail("This instance is being stopped and takes nothing new.")
                    .remedy("Send it again: another instance answers."));
        }
        if (lane == Lane.UPLOAD) {
            caller.ifPresent(this::requireFewOf);
        }
        if (running.getOrDefault(lane, 0) >= room(lane, caller)) {
            lastTurnedAway = nanos.getAsLong();
            everTurnedAway = true;
            throw wait(
                    Problem.of("web/busy")
                            .status(503)
                            .detail("All places for this kind of request are taken. Nothing was done.")
                            .remedy(
                                    "Send the same request again after the seconds in Retry-After; the tool does so by itself."));
        }
        running.merge(lane, 1, Integer::sum);
        if (lane == Lane.UPLOAD) {
            caller.ifPresent(this::begin);
        }
        var left = new boolean[1];
        return () -> leave(lane, caller, left);
    }

    private void requireFewOf(String caller) {
        if (uploading.getOrDefault(caller, 0) >= limits.perCaller()) {
            throw Problem.of("web/too-many")
                    .status(429)
                    .detail("One login may send %d objects at once.", limits.perCaller())
                    .remedy("Wait for one of your uploads to end.")
                    .with("retryAfter", SHORTEST_WAIT);
        }
    }

    private int room(Lane lane, Optional<String> caller) {
        int room = limits.of(lane);
        boolean newcomer = lane == Lane.UPLOAD && caller.filter(this::isKnown).isEmpty();
        return newcomer ? Math.max(1, room - room / 4) : room;
    }

    private boolean isKnown(String caller) {
        var last = known.get(caller);
        return last != null && nanos.getAsLong() - last < KNOWN_NANOS;
    }

    private void begin(String caller) {
        uploading.merge(caller, 1, Integer::sum);
        if (known.size() >= MOST_KNOWN) {
            known.values().removeIf(last -> nanos.getAsLong() - last >= KNOWN_NANOS);
        }
    }

    private synchronized void leave(Lane lane, Optional<String> caller, boolean[] left) {
        if (left[0]) {
            return;
        }
        left[0] = true;
        running.merge(lane, -1, Integer::sum);
        if (lane == Lane.UPLOAD) {
            caller.ifPresent(one -> uploading.computeIfPresent(one, (key, count) -> count == 1 ? null : count - 1));
        }
        notifyAll();
    }

    /** The caller's upload was taken: it is no newcomer with its next one. Called for answers of success only. */
    synchronized void uploaded(String caller) {
        if (known.size() < MOST_KNOWN || known.containsKey(caller)) {
            known.put(caller, nanos.getAsLong());
        }
    }

    /** From now on nothing is let in; returns when all that was has left, or after {@code millis}: then false. */
    synchronized boolean stop(long millis) throws InterruptedException {
        stopping = true;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (isAnyRunning()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** An office's dial waits for work that will not come; it ends with the instance. */
    private boolean isAnyRunning() {
        return running.entrySet().stream().anyMatch(lane -> lane.getKey() != Lane.OFFICE && lane.getValue() > 0);
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    /** Whether anybody was turned away within the last minute: yes or no, never how many. */
    synchronized boolean isTurningAway() {
        return everTurnedAway && nanos.getAsLong() - lastTurnedAway < TimeUnit.MINUTES.toNanos(1);
    }

    private static Problem wait(Problem problem) {
        int seconds = ThreadLocalRandom.current().nextInt(SHORTEST_WAIT, LONGEST_WAIT + 1);
        return problem.with("retryAfter", seconds);
    }
}

package org.jianzheng.ceremony;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.Problem;

/**
 * Requests for offices that only connect outwards: each waits here until its office fetches it and brings the answer.
 *
 * <p>In memory on purpose: a request that is lost with its instance is asked again on the next beat. An office dials every
 * instance it knows.
 */
@ApplicationScoped
class DialBoard {
    private static final int MOST_WAITING = 64;

    private static final Waiting NOTHING = new Waiting(null, null, null);

    private volatile boolean ended;
    private final Map<String, BlockingQueue<Waiting>> queues = new ConcurrentHashMap<>();
    private final Map<String, Waiting> fetched = new ConcurrentHashMap<>();

    private record Waiting(String office, OfficeCall.Dialled request, CompletableFuture<Answer> answer) {}

    /** What an office brought back, whatever its status. */
    record Answer(int status, byte[] body) {}

    CompletableFuture<Answer> ask(String office, String method, String path, byte[] body, Duration patience) {
        var id = UUID.randomUUID().toString();
        var waiting = new Waiting(office, new OfficeCall.Dialled(id, method, path, body), new CompletableFuture<>());
        if (!queue(office).offer(waiting)) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("office " + office + " has not dialled in"));
        }
        return waiting.answer()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> {
                    queue(office).remove(waiting);
                    fetched.remove(id);
                });
    }

    /** The next request for an office that dialled in, waiting for one up to {@code patience}. */
    Optional<OfficeCall.Dialled> next(String office, Duration patience) {
        var queue = queue(office);
        if (ended) {
            return Optional.empty();
        }
        try {
            var waiting = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (waiting == null) {
                return Optional.empty();
            }
            if (waiting == NOTHING) {
                // For whoever else waits at this queue.
                queue.offer(NOTHING);
                return Optional.empty();
            }
            fetched.put(waiting.request().id(), waiting);
            return Optional.of(waiting.request());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The shutdown waits for every request, those that wait for something to do too: this comes before that wait. */
    void end(@Observes ShutdownDelayInitiatedEvent event) {
        ended = true;
        queues.values().forEach(queue -> queue.offer(NOTHING));
    }

    /** Hands an office's answer to whoever asked. */
    void answer(String office, String id, int status, byte[] body) {
        var waiting = fetched.remove(id);
        if (waiting == null || !waiting.office().equals(office)) {
            throw Problem.of("ceremony/dial-unknown")
                    .status(404)
                    .detail("No request %s waits for an answer of this office.", id)
                    .remedy("Dial again; what was not answered in time is asked anew.");
        }
        waiting.answer().complete(new Answer(status, body));
    }

    private BlockingQueue<Waiting> queue(String office) {
        return queues.computeIfAbsent(office, name -> new LinkedBlockingQueue<>(MOST_WAITING));
    }
}

package org.jianzheng.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jianzheng.shared.Problem;

/**
 * The line to the platform: sends a request, again if that is harmless and the line broke or the platform is busy, and
 * turns a refusal into the {@link Problem} it is.
 */
final class Line {
    /** How a wait is spent; tests pass one that only notes it. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** How long it is worth going on although the platform has no room; zero for as many attempts as always. */
    interface Patience {
        Duration left();
    }

    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final String URN = "urn:jianzheng:problem:";
    /** Refusals at the door: nothing was done, so even what is sent once may be sent again. */
    private static final Set<String> TURNED_AWAY = Set.of("web/busy", "web/too-many", "web/stopping");

    private static final Set<String> STANDARD = Set.of("type", "title", "status", "detail", "field", "remedy");

    private final HttpClient http;
    private final URI base;
    private final Pause pause;
    private volatile Patience patience = () -> Duration.ZERO;

    Line(URI base, Pause pause) {
        // HTTP/1.1: an upgrade of a request with a body costs a round trip and some proxies refuse it.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        this.base = base;
        this.pause = pause;
    }

    URI base() {
        return base;
    }

    /** From now on what may be repeated is repeated as long as this patience lasts. */
    void patient(Patience until) {
        patience = until;
    }

    HttpRequest.Builder request(String path, Duration timeout) {
        var root = base.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(root + (path.startsWith("/") ? path : "/" + path)))
                .timeout(timeout)
                .header("Accept", "application/json, */*;q=0.5");
    }

    /**
     * Sends until an answer below 400 comes; {@code repeatable} when the platform takes the same request twice. What the
     * platform turned away at its door is sent again in any case, after the time that it names.
     */
    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler, boolean repeatable) {
        for (int attempt = 1; ; attempt++) {
            boolean enough = attempt >= ATTEMPTS && patience.left().compareTo(Duration.ZERO) <= 0;
            var wait = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 6));
            try {
                var response = http.send(request, info -> info.statusCode() < 400 ? handler.apply(info) : problem());
                if (response.statusCode() < 400) {
                    return response;
                }
                var refused = refusal(response.statusCode(), (byte[]) response.body());
                boolean busy = response.statusCode() == 503 || response.statusCode() == 429;
                if (enough || !busy || !repeatable && !TURNED_AWAY.contains(refused.slug())) {
                    throw refused;
                }
                wait = retryAfter(response).orElse(wait);
            } catch (IOException e) {
                if (enough || !repeatable) {
                    throw unreachable(e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            waitFor(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
        }
    }

    void waitFor(Duration time) {
        try {
            pause.of(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> HttpResponse.BodySubscriber<T> problem() {
        // The body of a refusal is small whatever the caller expected; send() casts it back.
        return (HttpResponse.BodySubscriber<T>) HttpResponse.BodySubscribers.ofByteArray();
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** The problem document (RFC 9457) as the problem it was made from. */
    static Problem refusal(int status, byte[] body) {
        JsonNode document;
        try {
            document = PlatformAnswer.JSON.readTree(body);
        } catch (IOException notJson) {
            document = null;
        }
        if (document == null || !document.path("type").asText().startsWith(URN)) {
            return Problem.of("cli/http-" + status)
                    .status(status)
                    .detail("平台答复 HTTP %d · The platform answered HTTP %d.", status, status)
                    .remedy("Check the address of the platform, or try again later.");
        }
        var problem = Problem.of(document.get("type").asText().substring(URN.length()))
                .status(status)
                .detail(
                        "%s",
                        document.path("detail").asText(document.path("title").asText()));
        if (document.hasNonNull("field")) {
            problem = problem.field(document.get("field").asText());
        }
        if (document.hasNonNull("remedy")) {
            problem = problem.remedy(document.get("remedy").asText());
        }
        for (var fields = document.fields(); fields.hasNext(); ) {
            var member = fields.next();
            if (!STANDARD.contains(member.getKey())) {
                problem = problem.with(member.getKey(), member.getValue());
            }
        }
        return problem;
    }

    private Problem unreachable(IOException e) {
        return Problem.of("cli/unreachable")
                .status(503)
                .detail("无法连接平台 · The platform at %s cannot be reached (%s).", base, reason(e))
                .remedy("Check the address and the network, then repeat the command: it goes on where it stopped.")
                .cause(e);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static Problem interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return Problem.of("cli/interrupted")
                .status(503)
                .detail("已中断 · Interrupted.")
                .remedy("Repeat the command: it goes on where it stopped.")
                .cause(e);
    }
}

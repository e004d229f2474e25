package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.shared.Problem;

/**
 * Asks offices, several at once. An office that does not answer, or answers with a problem, is trouble for this beat only:
 * every request may be repeated.
 *
 * <p>An office without a url connects outwards; its requests wait on the {@link DialBoard}.
 */
@ApplicationScoped
class OfficeLine {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REFUSED = "refused";
    private static final int MAX_ANSWER = 64 << 20;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final DialBoard board;

    OfficeLine(DialBoard board) {
        this.board = board;
    }

    /** What came of one question: an answer, or trouble; {@code refused} is null when the office said nothing. */
    record Outcome<T>(TrustedOffice office, T answer, String trouble, Patience.Refused refused) {}

    /** Posts to every office the body made for it and reads each answer as {@code type}. */
    <T> List<Outcome<T>> ask(Map<TrustedOffice, Object> bodies, String path, Class<T> type) {
        var asked = bodies.entrySet().stream()
                .map(entry -> post(entry.getKey(), path, Canonical.write(entry.getValue()))
                        .handle((bytes, failure) -> outcome(entry.getKey(), bytes, failure, type)))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    /** The journal of one office, or trouble. */
    <T> Outcome<T> get(TrustedOffice office, String path, Class<T> type) {
        return send(office, "GET", path, new byte[0])
                .handle((bytes, failure) -> outcome(office, bytes, failure, type))
                .join();
    }

    private CompletableFuture<byte[]> post(TrustedOffice office, String path, byte[] body) {
        return send(office, "POST", path, body);
    }

    private CompletableFuture<byte[]> send(TrustedOffice office, String method, String path, byte[] body) {
        if (office.url() == null || office.url().isEmpty()) {
            return board.ask(office.name(), method, path, body, PATIENCE)
                    .thenApply(answer -> checked(answer.status(), answer.body()));
        }
        var request = HttpRequest.newBuilder(URI.create(office.url() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(response -> {
                    try (var in = response.body()) {
                        var bytes = in.readNBytes(MAX_ANSWER + 1);
                        return checked(response.statusCode(), bytes);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }

    private static byte[] checked(int status, byte[] bytes) {
        if (status != 200) {
            throw Problem.of("ceremony/office-refused")
                    .status(502)
                    .detail(
                            "%d %s",
                            status,
                            new String(bytes, 0, Math.min(bytes.length, 600), java.nio.charset.StandardCharsets.UTF_8))
                    .with(REFUSED, Patience.Refused.of(status, bytes));
        }
        if (bytes.length > MAX_ANSWER) {
            throw Problem.of("ceremony/office-answer").status(502).detail("The answer is larger than 64 MiB.");
        }
        return bytes;
    }

    private static <T> Outcome<T> outcome(TrustedOffice office, byte[] bytes, Throwable failure, Class<T> type) {
        if (failure != null) {
            var cause = failure.getCause() == null ? failure : failure.getCause();
            return cause instanceof Problem p
                    ? new Outcome<>(office, null, p.detail(), (Patience.Refused)
                            p.members().get(REFUSED))
                    : new Outcome<>(office, null, cause.toString(), null);
        }
        return attempt(office, () -> Canonical.read(bytes, type));
    }

    private static <T> Outcome<T> attempt(TrustedOffice office, java.util.function.Supplier<T> read) {
        try {
            return new Outcome<>(office, read.get(), null, null);
        } catch (Problem unreadable) {
            return new Outcome<>(office, null, unreadable.getMessage(), Patience.Refused.unfit());
        }
    }

    /** Bodies for several offices, the same one for each. */
    static Map<TrustedOffice, Object> toEach(List<TrustedOffice> offices, Function<TrustedOffice, Object> body) {
        var bodies = new java.util.LinkedHashMap<TrustedOffice, Object>();
        offices.forEach(office -> bodies.put(office, body.apply(office)));
        return bodies;
    }
}

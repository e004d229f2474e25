package org.jianzheng.witness;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jianzheng.record.Commitment;

/** Offices that listen, and only they. An answer is short; a longer one is cut and then verifies as nothing. */
@DefaultBean
@ApplicationScoped
public class HttpCosigners implements Cosigners {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LONGEST = 64 << 10;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public CompletionStage<Answer> addCheckpoint(Office office, byte[] body) {
        return send(
                office,
                "/add-checkpoint",
                HttpRequest.newBuilder()
                        .header("Content-Type", "text/plain; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    @Override
    public CompletionStage<Answer> lastCheckpoint(Office office, String origin) {
        var name = Commitment.hash(origin.getBytes(StandardCharsets.UTF_8));
        return send(office, "/" + name + "/checkpoint", HttpRequest.newBuilder().GET());
    }

    private CompletionStage<Answer> send(Office office, String path, HttpRequest.Builder request) {
        if (office.url() == null) {
            return CompletableFuture.failedFuture(new IOException(office.name() + " has no url"));
        }
        var uri = URI.create(office.url().replaceFirst("/$", "") + path);
        return client.sendAsync(request.uri(uri).timeout(PATIENCE).build(), BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> {
                    try (var body = response.body()) {
                        return new Answer(
                                response.statusCode(), new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .orTimeout(PATIENCE.toMillis() + 200, java.util.concurrent.TimeUnit.MILLISECONDS);
    }
}

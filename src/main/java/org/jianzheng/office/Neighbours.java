package org.jianzheng.office;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Reads over HTTP with a short patience: the other offices, and the logs that are mirrored. */
class Neighbours {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LONGEST = 20 << 20;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** The body of a 200; empty for every other answer, for silence, and for more than 20 MiB. */
    Optional<byte[]> get(String url) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                var bytes = body.readNBytes(LONGEST + 1);
                return response.statusCode() == 200 && bytes.length <= LONGEST ? Optional.of(bytes) : Optional.empty();
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

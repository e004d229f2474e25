package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.record.WitnessRecord;
import org.junit.jupiter.api.Test;

/** An instance is told to stop in the midst of an upload; its log, one JSON object a line, holds no secret. */
class GracefulStopIT {
    private static final int NUMBER = 7732;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @Test
    void theRunningUploadEndsWithItsReceiptAndNothingNewIsTaken() throws Exception {
        var options = DemoRun.options("stop", 3, 1_000);
        var world = new DemoWorld(options);
        int port = options.port() + 10;
        var process = new ChildProcess(options.dir(), "platform-" + port);
        try {
            world.end();
            world.start();
            var instance = world.startAnother(port, "-Djianzheng.log=json");
            var play = new PlayedTender(options, world, step -> {});
            var published = play.publish();
            play.moveTo(published.deadline().minus(Duration.ofDays(1)));
            var bid = RacingBid.seal(world, published, RaceWorld.openingKey(world, published.lot()), NUMBER);
            bid.sendAllButTheLast(new PlatformClient(instance));
            var bidder = world.authority().bidder(NUMBER);
            var token = token(instance, bidder);

            var answer = stopInTheMidstOf(bid, token, instance, handle(options, port));

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(answer.contains("\"proof\""), answer);
            var receipt = Receipt.of(bid.receipt(new PlatformClient(world.platform())));
            assertEquals(
                    "bid.submitted", WitnessRecord.read(receipt.record()).type().wire());
            holdsNoSecret(Files.readAllLines(process.log()), secrets(world, bidder, token));
        } finally {
            process.end();
            world.stop();
        }
    }

    /** Sends half of the last part, has the instance told to stop, sees it refuse, and sends the other half. */
    private static String stopInTheMidstOf(RacingBid bid, String token, URI instance, ProcessHandle process)
            throws Exception {
        var part = Files.readAllBytes(bid.lastPart());
        try (var socket = new Socket("127.0.0.1", instance.getPort())) {
            var out = socket.getOutputStream();
            out.write(("PUT " + bid.lastPath() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                            + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + part.length
                            + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(part, 0, part.length / 2);
            out.flush();
            // What was sent before these answers is with the instance by now.
            for (int i = 0; i < 20; i++) {
                assertEquals(200, get(instance, "/trust").statusCode());
            }
            assertTrue(process.destroy());
            var refused = firstRefusal(instance);
            assertTrue(refused.body().contains("web/stopping"), refused.body());
            assertTrue(refused.headers().firstValue("Retry-After").orElse("").matches("[1-4]"));
            assertEquals(503, get(instance, "/q/health/ready").statusCode());

            out.write(part, part.length / 2, part.length - part.length / 2);
            out.flush();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.onExit().get(90, TimeUnit.SECONDS);
            return answer;
        }
    }

    private static HttpResponse<String> firstRefusal(URI instance) {
        var refused = new AtomicReference<HttpResponse<String>>();
        PlayedTender.await("the instance to refuse", () -> {
            refused.set(get(instance, "/trust"));
            return refused.get().statusCode() == 503;
        });
        return refused.get();
    }

    private static void holdsNoSecret(List<String> lines, Map<String, String> secrets) throws IOException {
        assertTrue(lines.size() > 5, lines.toString());
        for (var line : lines) {
            assertTrue(JSON.readTree(line).hasNonNull("message"), line);
            secrets.forEach((what, secret) -> assertTrue(!line.contains(secret), what + " is in: " + line));
        }
    }

    private static Map<String, String> secrets(DemoWorld world, Signer bidder, String token) throws IOException {
        var subject = Subject.of(bidder.certificate());
        var platformKey = Files.readAllBytes(world.data().resolve("platform.key"));
        var tokenKey =
                Files.readAllLines(world.data().resolve("keys/token.key")).get(0);
        var logKey = Files.readString(world.data().resolve("log.key")).strip();
        return Map.of(
                "the token", token,
                "the token's signature", token.substring(token.lastIndexOf('.') + 1),
                "the bidder's organisation", subject.organisation(),
                "the bidder's code", subject.organisationId(),
                "the bidder's certificate", Certificates.id(bidder.certificate()),
                "the price", Long.toString(5_000_000_000L + NUMBER),
                "the platform key", HexFormat.of().formatHex(platformKey),
                "the platform key in base64", Base64.getEncoder().encodeToString(platformKey),
                "the token key", tokenKey,
                "the log's key", logKey.substring(logKey.lastIndexOf('+') + 1));
    }

    private static String token(URI instance, Signer signer) throws Exception {
        var asked = JSON.readTree(
                post(instance, "/login/challenge", Map.of("certificate", Certificates.der(signer.certificate()))));
        var challenge = asked.get("challenge").binaryValue();
        var signature = Cms.signDetached(challenge, signer);
        return JSON.readTree(post(instance, "/login", Map.of("challenge", challenge, "signature", signature)))
                .get("token")
                .textValue();
    }

    private static String post(URI instance, String path, Map<String, byte[]> json) {
        return send(HttpRequest.newBuilder(instance.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Canonical.write(json))))
                .body();
    }

    private static HttpResponse<String> get(URI instance, String path) {
        return send(HttpRequest.newBuilder(instance.resolve(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProcessHandle handle(DemoOptions options, int port) throws IOException {
        var file = options.dir().resolve("run").resolve("platform-" + port + ".pid");
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    }
}

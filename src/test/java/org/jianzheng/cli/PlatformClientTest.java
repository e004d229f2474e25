package org.jianzheng.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformClientTest {
    private final List<String> seen = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final ArrayList<Answer> answers = new ArrayList<>();
    private HttpServer server;
    private PlatformClient client;

    @TempDir
    Path folder;

    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var headers = exchange.getRequestHeaders();
                var body = exchange.getRequestBody().readAllBytes();
                seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + headers.getFirst("Authorization") + " " + headers.getFirst("Content-Length") + " "
                        + body.length);
                var answer = answers.remove(0);
                answer.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(answer.status(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        });
        server.start();
        var base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        client = new PlatformClient(base, pauses::add);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(int status, String json, String... header) {
        var headers = header.length == 0 ? Map.<String, String>of() : Map.of(header[0], header[1]);
        answers.add(new Answer(status, headers, json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aDownloadReplacesALongerFileAsAWholeAndNoRefusalTouchesIt() throws IOException {
        var file = Files.writeString(folder.resolve("case.zip"), "an older and longer case");
        answer(409, "{}");
        assertThrows(Problem.class, () -> client.download("/case.zip", file));
        assertEquals("an older and longer case", Files.readString(file));
        answer(200, "newer");
        client.download("/case.zip", file);
        assertEquals("newer", Files.readString(file));
    }

    private void login(String token) {
        var world = new World();
        var signer = world.signer("甲", Usage.SIGNING);
        var id = Certificates.id(signer.certificate());
        var challenge = String.join("\n", "jianzheng/login/v1", "o", id, "1", "r", "m", "");
        for (var one : new String[] {token, token + "2"}) {
            answer(200, new String(Canonical.write(Map.of("challenge", challenge.getBytes(StandardCharsets.UTF_8)))));
            answer(200, "{\"token\":\"" + one + "\",\"roles\":[\"BIDDER\"]}");
        }
        var second = answers.subList(2, 4);
        var later = List.copyOf(second);
        second.clear();
        client.login(signer);
        answer(401, "{}");
        answers.addAll(later);
    }

    @Test
    void aRefusalIsTheProblemThatThePlatformSent() {
        answer(
                422,
                "{\"type\":\"urn:jianzheng:problem:bidding/object-size\",\"title\":\"t\",\"status\":422,"
                        + "\"detail\":\"100% wrong\",\"field\":\"f\",\"remedy\":\"r\",\"receipt\":{\"salt\":\"ab\"}}");
        var problem = assertThrows(Problem.class, () -> client.get("/x"));
        assertEquals("bidding/object-size", problem.slug());
        assertEquals(422, problem.status());
        assertEquals("100% wrong [f] r", problem.getMessage());
        assertTrue(problem.members().get("receipt").toString().contains("ab"));
        assertEquals(1, seen.size());
    }

    @Test
    void getIsRepeatedAsLongAsThePlatformAsks() {
        answer(503, "{}", "Retry-After", "2");
        answer(503, "{}");
        answer(200, "{\"a\":1}");
        assertEquals(1, client.get("/x").path("a").asInt());
        assertEquals(List.of(Duration.ofSeconds(2), Duration.ofMillis(500)), pauses);
    }

    @Test
    void postIsSentOnce() {
        answer(503, "<html>");
        assertEquals(
                "cli/http-503",
                assertThrows(Problem.class, () -> client.post("/x", Map.of())).slug());
        assertEquals(List.of(), pauses);
    }

    /** Nothing was done at the door, so even a call that is sent once goes again. */
    @Test
    void whatWasTurnedAwayAtTheDoorIsSentAgainAfterTheTimeItNames() {
        for (var slug : List.of("web/busy", "web/too-many", "web/stopping")) {
            answer(503, "{\"type\":\"urn:jianzheng:problem:" + slug + "\"}", "Retry-After", "3");
        }
        answer(200, "{}");
        client.post("/x", Map.of());
        assertEquals(4, seen.size());
        assertEquals(List.of(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3)), pauses);
    }

    @Test
    void aBidGoesOnKnockingUntilTheDeadline() {
        var deadline = Instant.parse("2026-03-23T01:30:00Z");
        var clock = new ArrayList<Instant>();
        for (int i = 0; i < 40; i++) {
            answer(503, "{\"type\":\"urn:jianzheng:problem:web/busy\"}", "Retry-After", "1");
            clock.add(deadline.minusSeconds(20 - i));
        }
        client.patientUntil(deadline, new Clock() {
            @Override
            public Instant instant() {
                return clock.remove(0);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        assertEquals(
                "web/busy", assertThrows(Problem.class, () -> client.get("/x")).slug());
        // Asked from the eighth attempt on: 20 seconds are left then, and none when it gives up.
        assertEquals(28, seen.size());
    }

    @Test
    void aDeadLineIsTriedAndThenNamed() {
        stop();
        var problem = assertThrows(Problem.class, () -> client.get("/x"));
        assertEquals("cli/unreachable", problem.slug());
        assertEquals(7, pauses.size());
    }

    @Test
    void aFileGoesOutWithItsLength() throws IOException {
        var file = folder.resolve("f");
        Files.write(file, new byte[300_000]);
        answer(200, "{}");
        var sent = new AtomicLong();
        client.put("/x", file, sent::addAndGet);
        assertEquals(List.of("PUT /x null 300000 300000"), seen);
        assertEquals(300_000, sent.get());
    }

    @Test
    void aTokenThatIsNotTakenIsRenewedOnce() {
        login("one");
        answer(200, "{\"ok\":true}");
        assertTrue(client.get("/x").path("ok").asBoolean());
        assertEquals(List.of("BIDDER"), client.roles());
        assertTrue(seen.get(2).contains("Bearer one"), seen.toString());
        assertTrue(seen.get(5).contains("Bearer one2"), seen.toString());
    }

    @Test
    void signsNothingThatIsNoLoginOfItsOwn() {
        var challenge = "I owe the platform a million".getBytes(StandardCharsets.UTF_8);
        answer(200, new String(Canonical.write(Map.of("challenge", challenge))));
        var signer = new World().signer("甲", Usage.SIGNING);
        assertEquals(
                "cli/challenge",
                assertThrows(Problem.class, () -> client.login(signer)).slug());
        assertEquals(1, seen.size());
    }
}

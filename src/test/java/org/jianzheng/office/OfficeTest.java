package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Canonical;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.Vkey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficeTest {
    @TempDir
    static Path home;

    private static TestOffices offices;

    @TempDir
    Path folder;

    @BeforeAll
    static void found() {
        offices = new TestOffices(home);
    }

    @AfterAll
    static void stop() {
        offices.close();
    }

    @Test
    void oneProcessAtATimeUsesADirectory() {
        var options = Office.Options.of(0, offices.clocks.get(0), Passphrase.of("correct horse"));
        assertEquals("office/locked", slug(() -> Office.run(offices.directory(0), options)));
    }

    @Test
    void secretsAreTheirOwnersAloneAndBoundToTheirPlace() throws IOException {
        var passphrase = Passphrase.of("secret");
        Office.init(folder, "alone", false, passphrase, () -> Vault.create(folder, passphrase, 1));
        for (var name : List.of("cosigner.key", "signing.key", "encryption.key")) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))));
        }
        var vault = Vault.open(folder, passphrase);
        assertTrue(new String(vault.get(folder.resolve("cosigner.key")), StandardCharsets.UTF_8)
                .startsWith("PRIVATE+KEY+"));
        Files.copy(folder.resolve("signing.key"), folder.resolve("swapped.key"));
        assertEquals("office/passphrase", slug(() -> vault.get(folder.resolve("swapped.key"))));
        var wrong = Vault.open(folder, Passphrase.of("guess"));
        assertEquals("office/passphrase", slug(() -> wrong.get(folder.resolve("signing.key"))));
        assertFalse(passphrase.toString().contains("secret"));
    }

    @Test
    void onlyASandboxOfficeMayDoWithoutAPassphrase() {
        assertEquals("office/passphrase", slug(() -> Office.init(folder, "bare", false, Passphrase.none())));
        Office.init(folder, "bare", true, Passphrase.none());
        assertEquals("office/exists", slug(() -> Office.init(folder, "bare", true, Passphrase.none())));
    }

    @Test
    void sandboxAndLifeFollowDifferentLogs() throws IOException {
        Office.init(folder, "rehearsal", true, Passphrase.none());
        assertEquals("office/sandbox", slug(() -> Office.follow(folder, policy("real.test/log"))));
        Office.follow(folder, policy("sandbox.test/log"));
        assertEquals(
                "office/clock",
                slug(() -> Office.run(folder, Office.Options.of(0, offices.clocks.get(0), Passphrase.none()))));
        var clock = new SandboxClock(folder.resolve("sandbox"));
        assertEquals(
                "office/clock",
                slug(() -> Office.run(offices.directory(0), Office.Options.of(0, clock, Passphrase.none()))));
    }

    @Test
    void anUninstalledOfficeSaysWhatIsMissing() {
        Office.init(folder, "bare", true, Passphrase.none());
        var clock = new SandboxClock(folder.resolve("sandbox"));
        assertEquals(
                "office/no-certificate",
                slug(() -> Office.run(folder, Office.Options.of(0, clock, Passphrase.none()))));
    }

    @Test
    void saysToItsKeeperWhetherItIsWell() throws IOException {
        var well = offices.get(0, "/health");
        assertEquals(200, well.statusCode(), TestOffices.text(well));
        assertTrue(TestOffices.text(well).contains("\"part\":\"clock\""), TestOffices.text(well));
        var logs = offices.directory(0).resolve("logs");
        try (var folders = Files.newDirectoryStream(logs)) {
            var alarm = folders.iterator().next().resolve("alarm");
            Files.writeString(alarm, "two histories");
            var unwell = offices.get(0, "/health");
            Files.delete(alarm);
            assertEquals(503, unwell.statusCode());
            assertTrue(TestOffices.text(unwell).contains("two histories"), TestOffices.text(unwell));
        }
        assertEquals(200, offices.get(0, "/health").statusCode());
    }

    @Test
    void refusesWhatIsTooLargeOrNowhereOrNoForm() {
        assertEquals(
                413,
                offices.postBytes(0, "/release/ready", new byte[(1 << 20) + 1]).statusCode());
        assertEquals(404, offices.postBytes(0, "/nowhere", new byte[1]).statusCode());
        assertEquals(
                400,
                offices.postBytes(0, "/release/bind", "{}".getBytes(StandardCharsets.UTF_8))
                        .statusCode());
        var deep = "[".repeat(5000).getBytes(StandardCharsets.UTF_8);
        assertEquals(400, offices.postBytes(0, "/ceremony/plan", deep).statusCode());
    }

    @Test
    void showsWhoItIsAndTheTimeItHas() {
        var view = offices.ok(offices.get(1, "/office"), OfficeCall.View.class);
        assertEquals("office-b", view.name());
        var time =
                SignedForm.read(offices.get(1, "/time?nonce=00112233445566ff").body(), OfficeAnswer.Time.class);
        assertEquals("00112233445566ff", time.form().nonce());
        assertEquals(400, offices.get(1, "/time?nonce=x").statusCode());
    }

    @Test
    void answersThroughAConnectionItDialledItself() throws IOException, InterruptedException {
        var answers = new ArrayList<OfficeCall.DialAnswer>();
        var questions = new ArrayList<>(List.of(new OfficeCall.Dialled("q1", "GET", "/office", new byte[0])));
        var platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        platform.createContext("/offices/office-a/dial", exchange -> {
            var dial = SignedForm.read(exchange.getRequestBody().readAllBytes(), OfficeAnswer.Dial.class);
            assertEquals("office-a", dial.form().office());
            if (questions.isEmpty()) {
                exchange.sendResponseHeaders(204, -1);
            } else {
                var body = Canonical.write(questions.remove(0));
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        platform.createContext("/offices/office-a/answers/q1", exchange -> {
            answers.add(Canonical.read(exchange.getRequestBody().readAllBytes(), OfficeCall.DialAnswer.class));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        platform.start();
        try {
            var url = URI.create("http://127.0.0.1:" + platform.getAddress().getPort());
            var dialler = offices.running.get(0).dialler(url);
            assertTrue(dialler.once());
            assertFalse(dialler.once());
        } finally {
            platform.stop(0);
        }
        assertEquals(200, answers.get(0).status());
        assertEquals(
                "office-a",
                Canonical.read(answers.get(0).body(), OfficeCall.View.class).name());
    }

    private Path policy(String origin) throws IOException {
        var log = NoteSigner.generate(origin, Vkey.Type.ED25519, new SecureRandom())
                .vkey();
        var policy = Policy.of(List.of(new Policy.Log(log, Optional.empty())), List.of(), 0);
        return Files.write(folder.resolve("policy.txt"), policy.bytes());
    }

    private static String slug(org.junit.jupiter.api.function.Executable step) {
        return assertThrows(Problem.class, step).slug();
    }
}

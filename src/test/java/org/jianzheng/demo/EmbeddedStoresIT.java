package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stores as processes: killed, told to end, started twice. Nothing committed is lost, nothing runs twice. */
class EmbeddedStoresIT {
    private static final Path ROOT = Path.of("target", "stores").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createTempDirectory(Files.createDirectories(ROOT), "run-kill-");
    }

    @AfterEach
    void discardHome() throws IOException {
        EmbeddedStores.end(home);
        EmbeddedStores.discard(home);
    }

    @Test
    void committedRowSurvivesKillAndOrphanIsEnded() throws Exception {
        var first = launch();
        var address = readyAddress(first);
        execute(address, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)");
        assertEquals("on", query(address, "SHOW fsync"));
        assertEquals("on", query(address, "SHOW synchronous_commit"));
        assertEquals("on", query(address, "SHOW full_page_writes"));
        long orphan = postgresPid();
        kill(first);

        var second = launch();
        var again = readyAddress(second);
        assertEquals("7", query(again, "SELECT id FROM kept"));
        assertFalse(new EarlierLife(home).isPostgres(home.resolve("pg"), orphan), "the orphan still runs");
        assertTrue(new EarlierLife(home).isPostgres(home.resolve("pg"), postgresPid()));
        assertEquals(again, EmbeddedStores.running(home).orElseThrow());

        second.destroy();
        assertTrue(second.waitFor(30, TimeUnit.SECONDS));
        assertFalse(new EarlierLife(home).hasPostgres(home.resolve("pg")), "PostgreSQL outlived a gentle end");
        assertTrue(EmbeddedStores.running(home).isEmpty());
    }

    @Test
    void killWhileTheDataFolderIsMadeIsHealedByTheNextStart() throws Exception {
        var first = launch();
        awaitFile(first, home.resolve("pg/PG_VERSION"));
        kill(first);
        var second = launch();
        assertEquals("1", query(readyAddress(second), "SELECT 1"));
    }

    @Test
    void secondStartTakesTheFolderOver() throws Exception {
        var first = launch();
        readyAddress(first);
        var second = launch();
        assertEquals("1", query(readyAddress(second), "SELECT 1"));
        assertTrue(first.waitFor(5, TimeUnit.SECONDS), "two stores work on one folder");
        EmbeddedStores.end(home);
        assertTrue(second.waitFor(5, TimeUnit.SECONDS), "end() did not end the stores");
    }

    @Test
    void endWhileStartingLeavesNothingBehind() throws Exception {
        var first = launch();
        awaitFile(first, home.resolve("pg/PG_VERSION"));
        first.destroy();
        assertTrue(first.waitFor(60, TimeUnit.SECONDS));
        assertFalse(new EarlierLife(home).hasPostgres(home.resolve("pg")));
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedStores.class.getName(),
                        "--dir",
                        home.toString(),
                        "--binaries",
                        ROOT.resolve("pg-bin").toString())
                // Never inherited: a process that outlives the test would keep the build waiting for its output.
                .redirectError(home.resolve("stderr.log").toFile())
                .start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static StoresAddress readyAddress(Process process) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = reader.readLine();
        assertTrue(line != null && line.startsWith("stores: ready "), "instead of ready: " + line);
        return JSON.readValue(line.substring("stores: ready ".length()), StoresAddress.class);
    }

    private static void awaitFile(Process process, Path file) throws InterruptedException {
        while (Files.notExists(file)) {
            assertFalse(process.waitFor(10, TimeUnit.MILLISECONDS), "ended before it made " + file);
        }
    }

    private long postgresPid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(home.resolve("pg/postmaster.pid")).get(0).strip());
    }

    private static void execute(StoresAddress address, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.owner(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(StoresAddress address, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.owner(), address.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

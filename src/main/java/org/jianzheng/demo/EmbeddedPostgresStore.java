package org.jianzheng.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jianzheng.shared.DurableFile;

/** A real PostgreSQL on one data folder; never two on the same. */
final class EmbeddedPostgresStore implements AutoCloseable {
    // EmbeddedPostgres itself turns these off, which makes a power cut eat committed bids.
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final EmbeddedPostgres server;

    private EmbeddedPostgresStore(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts on {@code home/pg}; a data folder whose making was interrupted is made anew.
     *
     * @param port 0 for any free one
     * @param durable false only where nothing is kept: plain integration tests
     */
    static EmbeddedPostgresStore start(Path home, Path binaries, int port, boolean durable) throws IOException {
        var data = home.resolve("pg");
        var ready = home.resolve("pg.ready");
        new EarlierLife(home).endPostgres(data);
        if (Files.notExists(ready)) {
            deleteTree(data);
        }
        var store = new EmbeddedPostgresStore(
                builder(home, binaries, data, port, durable).start());
        if (Files.notExists(ready)) {
            store.makeRoles();
            store.makeDatabase(StoresAddress.DATABASE);
            DurableFile.replace(ready, new byte[0]);
        }
        return store;
    }

    private static EmbeddedPostgres.Builder builder(Path home, Path binaries, Path data, int port, boolean durable)
            throws IOException {
        // It sweeps this folder for data folders that are ten minutes old and not locked: ours must not lie in it.
        System.setProperty("ot.epg.working-dir", home.resolve("pg-work").toString());
        var log = ProcessBuilder.Redirect.appendTo(home.resolve("postgres.log").toFile());
        var builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Files.createDirectories(binaries).toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "200")
                .setOutputRedirector(log)
                .setErrorRedirector(log);
        DURABILITY.forEach(name -> builder.setServerConfig(name, durable ? "on" : "off"));
        return port == 0 ? builder : builder.setPort(port);
    }

    int port() {
        return server.getPort();
    }

    private void makeRoles() {
        for (var role : List.of(StoresAddress.OWNER_ROLE, StoresAddress.APPLICATION_ROLE)) {
            execute("DROP ROLE IF EXISTS " + role);
            execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + StoresAddress.PASSWORD + "'");
        }
    }

    /** A new empty database that the owner role owns. */
    void makeDatabase(String name) {
        execute("DROP DATABASE IF EXISTS " + name);
        execute("CREATE DATABASE " + name + " OWNER " + StoresAddress.OWNER_ROLE);
    }

    private void execute(String sql) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded database refuses: " + sql, e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    static void deleteTree(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        try (var paths = Files.walk(root)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}

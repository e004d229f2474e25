package org.jianzheng.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.jianzheng.demo.StoresAddress;

/**
 * PostgreSQL alone, under {@code pgbench}: the same rows in the same commits as ours, on the same server and its settings,
 * in a database of its own whose tables are the platform's.
 */
final class PgBench {
    private static final String DATABASE = "bench_reference";
    private static final Pattern RATE = Pattern.compile("^tps = ([0-9.]+)", Pattern.MULTILINE);
    private static final String NONE = "00000000-0000-7000-8000-000000000000";
    private static final int SECONDS = 12;

    private PgBench() {}

    /** Whole submissions a second, log rows included. */
    static BigDecimal submissions(Ground ground, int clients) {
        return run(ground, "submission.sql", clients, SECONDS, lengths(ground.world()));
    }

    /** Business commits a second, without the log. */
    static BigDecimal commits(Ground ground, int clients) {
        return run(ground, "commit.sql", clients, SECONDS, List.of());
    }

    /** How long our own rows are, on average, as pgbench's variables. */
    private static List<String> lengths(World world) {
        try (var connection = world.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT (SELECT avg(octet_length(sealed))::int FROM submission),"
                                + " (SELECT avg(octet_length(sealed))::int FROM bid_act),"
                                + " (SELECT avg(octet_length(r.sealed))::int FROM witness_record r JOIN bid_act a ON a.record = r.id)")) {
            row.next();
            return List.of(
                    "-D", "lot=" + NONE,
                    "-D", "submission=" + row.getInt(1),
                    "-D", "act=" + row.getInt(2),
                    "-D", "record=" + row.getInt(3));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot measure our own rows", e);
        }
    }

    private static BigDecimal run(Ground ground, String script, int clients, int seconds, List<String> variables) {
        var pgbench = Program.require("pgbench");
        var stores = ground.world().stores();
        prepare(stores);
        var file = ground.folder().resolve(script);
        copy(script, file);
        var arguments = new ArrayList<>(List.of("-h", "127.0.0.1", "-p", Integer.toString(stores.pgPort())));
        arguments.addAll(List.of("-U", stores.owner(), "-n", "-M", "prepared", "-j", "2"));
        arguments.addAll(List.of("-c", Integer.toString(clients), "-T", Integer.toString(seconds)));
        arguments.addAll(variables);
        arguments.addAll(List.of("-f", file.toString(), DATABASE));
        var printed = pgbench.run(Map.of("PGPASSWORD", stores.password()), arguments.toArray(String[]::new));
        var rate = RATE.matcher(printed);
        if (!rate.find()) {
            throw new IllegalStateException("pgbench prints no tps: " + printed);
        }
        return new BigDecimal(rate.group(1)).setScale(0, RoundingMode.HALF_UP);
    }

    /** An empty database under the platform's own migrations: the same tables, indexes and triggers. */
    private static void prepare(StoresAddress stores) {
        try (var connection = connect(stores, "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE);
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + stores.owner());
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make the reference's database", e);
        }
        Flyway.configure()
                .dataSource(url(stores, DATABASE), stores.owner(), stores.password())
                .locations("db/migration")
                .load()
                .migrate();
        try (var connection = connect(stores, DATABASE, stores.owner());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bench_business (id uuid PRIMARY KEY, content bytea NOT NULL)");
            statement.execute("INSERT INTO project VALUES ('" + NONE + "', '1', '1', '" + NONE + "', '1', now())");
            statement.execute("INSERT INTO tender VALUES ('" + NONE + "', '" + NONE + "', '1', '" + NONE
                    + "', '', '', now(), now(), '', '')");
            statement.execute(
                    "INSERT INTO lot (id, tender, ordinal, number, name, ceiling, deadline, stage, of_lots, stage_mac)"
                            + " VALUES ('" + NONE + "', '" + NONE + "', 1, '1', '1', 1, now(), 'PUBLISHED', 1, '')");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot fill the reference's tables", e);
        }
    }

    private static Connection connect(StoresAddress stores, String database, String user) throws SQLException {
        return DriverManager.getConnection(url(stores, database), user, stores.password());
    }

    private static String url(StoresAddress stores, String database) {
        return "jdbc:postgresql://127.0.0.1:" + stores.pgPort() + "/" + database;
    }

    private static void copy(String script, Path file) {
        try (InputStream in = PgBench.class.getResourceAsStream(script)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}

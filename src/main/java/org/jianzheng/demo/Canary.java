package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** Looks for prices in everything that the platform's administrators can read: database, objects, logs. */
final class Canary {
    private Canary() {}

    /** Where any of these prices was found, in fen or yuan, plain or in hex. */
    static List<String> findings(DemoOptions options, long... prices) {
        var needles = new TreeSet<String>();
        for (long price : prices) {
            for (var text : List.of(
                    Long.toString(price), new BigDecimal(price).movePointLeft(2).toPlainString())) {
                needles.add(text);
                needles.add(HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)));
            }
        }
        var found = new ArrayList<String>();
        var address = EmbeddedStores.running(options.dir().resolve("stores")).orElseThrow();
        searchDatabase(address, needles, found);
        for (var folder : List.of("stores", "data", "run", "fence", "offices")) {
            searchFiles(options.dir().resolve(folder), needles, found);
        }
        return found;
    }

    private static void searchDatabase(StoresAddress address, TreeSet<String> needles, List<String> found) {
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.owner(), address.password());
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var names = statement.executeQuery(
                    "select quote_ident(tablename) from pg_tables where schemaname = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (var table : tables) {
                try (var rows = statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        note("table " + table, rows.getString(1), needles, found);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void searchFiles(Path folder, TreeSet<String> needles, List<String> found) {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                // The tool's log is the bidders' own screen.
                if (!file.endsWith("tool.log")) {
                    note(file.toString(), read(file), needles, found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL removes files while it runs. */
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (java.nio.file.NoSuchFileException gone) {
            return "";
        }
    }

    private static void note(String place, String text, TreeSet<String> needles, List<String> found) {
        for (var needle : needles) {
            if (text.contains(needle)) {
                found.add(place + " holds " + needle);
            }
        }
    }
}

package org.jianzheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the machine that we are measured against. */
record Program(String name, Path path) {
    /** Which Debian package brings it, for whoever has to install it. */
    private static final Map<String, String> PACKAGES = Map.of(
            "openssl", "openssl",
            // /usr/bin/pgbench is a wrapper of postgresql-client-common; the program itself comes with the server.
            "pgbench", "postgresql-15 (any postgresql-NN from 15 on)",
            "taskset", "util-linux");

    /** Of a program that is not there: its line is not reached, and says what to install. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String name) {
            super(name + " is missing: Debian package " + PACKAGES.getOrDefault(name, name));
        }
    }

    static Program require(String name) {
        return find(name).orElseThrow(() -> new Missing(name));
    }

    static Optional<Program> find(String name) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(postgres(), Stream.of(path.split(":")).map(Path::of))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(found -> new Program(name, found));
    }

    /** Debian keeps the programs of each server version apart; the newest first. */
    private static Stream<Path> postgres() {
        var versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Stream.empty();
        }
        try (var found = Files.list(versions)) {
            return found
                    .map(version -> version.resolve("bin"))
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end and returns what it printed. */
    String run(String... arguments) {
        return run(Map.of(), arguments);
    }

    String run(Map<String, String> environment, String... arguments) {
        var command =
                Stream.concat(Stream.of(path.toString()), Stream.of(arguments)).toList();
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How long a run takes. */
    long time(String... arguments) {
        long begun = System.nanoTime();
        run(arguments);
        return System.nanoTime() - begun;
    }

    static List<String> packages() {
        return List.copyOf(PACKAGES.values());
    }
}

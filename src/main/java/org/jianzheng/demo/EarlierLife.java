package org.jianzheng.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds and ends what an earlier life of the stores left running in a data folder.
 *
 * <p>After {@code kill -9} of the JVM that started it PostgreSQL lives on; a second start would then be answered by the
 * orphan. Nothing is ended on the word of a number alone: the command line must name this very folder.
 */
final class EarlierLife {
    private static final List<String> POSTGRES_PROGRAMS = List.of("postgres", "initdb", "pg_ctl");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path home;

    EarlierLife(Path home) {
        this.home = home;
    }

    /** Ends a stores process of this folder other than the caller, by its pid file. */
    void endStores() {
        var pid = readPid(home.resolve("stores.pid"));
        if (pid > 0 && pid != ProcessHandle.current().pid() && isStores(commandLine(pid))) {
            end(pid, "TERM", "KILL", this::isStores);
        }
    }

    /** Ends every PostgreSQL program that works on {@code data}, whoever started it. */
    void endPostgres(Path data) throws IOException {
        Predicate<List<String>> ours = command -> isPostgresOn(data, command);
        for (long pid : running()) {
            if (ours.test(commandLine(pid))) {
                // INT is the fast shutdown: clients are cut off, the data is flushed. QUIT leaves recovery to the
                // start.
                end(pid, "INT", "QUIT", ours);
            }
        }
        dropForeignPid(data.resolve("postmaster.pid"), ours);
    }

    /** True while the PostgreSQL that {@code data/postmaster.pid} names is alive. */
    boolean hasPostgres(Path data) {
        return isPostgres(data, readPid(data.resolve("postmaster.pid")));
    }

    boolean isPostgres(Path data, long pid) {
        return isPostgresOn(data, commandLine(pid));
    }

    /** True when {@code pid} is a stores process of this folder. */
    boolean isStores(long pid) {
        return isStores(commandLine(pid));
    }

    private boolean isStores(List<String> command) {
        int at = command.indexOf("--dir");
        return command.contains(EmbeddedStores.class.getName())
                && at >= 0
                && at + 1 < command.size()
                && Path.of(command.get(at + 1)).toAbsolutePath().normalize().equals(home);
    }

    private static boolean isPostgresOn(Path data, List<String> command) {
        return command.contains(data.toString())
                && command.stream()
                        .limit(3)
                        .map(word -> word.substring(word.lastIndexOf('/') + 1))
                        .anyMatch(POSTGRES_PROGRAMS::contains);
    }

    // PostgreSQL refuses to start while the number in postmaster.pid is alive, even as another program: after a
    // reboot, or in a new container, low numbers come again.
    private static void dropForeignPid(Path file, Predicate<List<String>> ours) throws IOException {
        var pid = readPid(file);
        if (pid > 0 && !ours.test(commandLine(pid))) {
            Files.deleteIfExists(file);
        }
    }

    private static void end(long pid, String gently, String firmly, Predicate<List<String>> still) {
        for (var signal : List.of(gently, firmly)) {
            signal(pid, signal);
            if (awaitEnd(pid, still)) {
                return;
            }
        }
        throw new IllegalStateException(
                "Process " + pid + " of an earlier life does not end. End it by hand, then start again.");
    }

    private static boolean awaitEnd(long pid, Predicate<List<String>> still) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (still.test(commandLine(pid))) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(20);
        }
        return true;
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an earlier life to end", e);
        }
    }

    private static void signal(long pid, String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot signal process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Long> running() {
        return ProcessHandle.allProcesses().map(ProcessHandle::pid).toList();
    }

    /** The words of a living process; empty when it is gone, a zombie, or not ours to read. */
    private static List<String> commandLine(long pid) {
        var proc = Path.of("/proc", Long.toString(pid), "cmdline");
        if (Files.isDirectory(Path.of("/proc/self"))) {
            try {
                var text = Files.readString(proc, StandardCharsets.ISO_8859_1);
                return Arrays.asList(
                        new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).split("\0"));
            } catch (IOException gone) {
                return List.of();
            }
        }
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .map(info -> Stream.concat(
                                info.command().stream(),
                                Arrays.stream(info.arguments().orElse(new String[0])))
                        .toList())
                .orElse(List.of());
    }

    private static long readPid(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().map(String::strip).map(Long::parseLong).orElse(0L);
        } catch (IOException | NumberFormatException absent) {
            return 0;
        }
    }
}

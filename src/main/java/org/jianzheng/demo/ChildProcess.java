package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jianzheng.shared.DurableFile;

/**
 * A process of the demonstration that outlives the one that started it: known by its pid file, and ended only when its
 * command line still names the demonstration's folder.
 */
final class ChildProcess {
    /** The Java that runs this process. */
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path folder;
    private final String name;

    /** @param folder of the demonstration; {@code run/NAME.pid} and {@code run/NAME.log} lie below it */
    ChildProcess(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Starts a command after ending what an earlier life left under this name. */
    ProcessHandle start(List<String> command) {
        end();
        try {
            var run = Files.createDirectories(folder.resolve("run"));
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            DurableFile.replace(
                    run.resolve(name + ".pid"), Long.toString(process.pid()).getBytes(StandardCharsets.US_ASCII));
            return process.toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0), e);
        }
    }

    Path log() {
        return folder.resolve("run").resolve(name + ".log");
    }

    boolean isAlive() {
        return running().isPresent();
    }

    /** Ends the process of this name, politely first; returns when it is gone. */
    void end() {
        running().ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (Exception slow) {
                process.destroyForcibly();
                process.onExit().join();
            }
        });
    }

    /** Ends the process at once, as {@code kill -9} does; for rehearsals of a power cut. */
    void kill() {
        running().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /** Stops the process where it stands, or lets it go on: {@code STOP} and {@code CONT}. */
    void signal(String name) {
        running().ifPresent(process -> {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot signal " + process.pid(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        });
    }

    /** The process of the pid file, if it is still ours: a pid may have passed to a stranger. */
    Optional<ProcessHandle> running() {
        var file = folder.resolve("run").resolve(name + ".pid");
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            long pid = Long.parseLong(Files.readString(file).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return line.contains(folder.toString());
        } catch (IOException e) {
            // Without /proc the handle's own word must do; without either the process is not touched.
            return process.info()
                    .commandLine()
                    .filter(l -> l.contains(folder.toString()))
                    .isPresent();
        }
    }

    /** A Java command with the class path of this very process. */
    static List<String> java(List<String> options, String mainClass, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(JAVA);
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}

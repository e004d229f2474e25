package org.jianzheng.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jianzheng.shared.Problem;

/**
 * {@code deploy/demo}: starts the embedded default and plays one whole tender on it, from the notice to case files that
 * verify offline. Stopped or killed at any moment and started again, it goes on where it stood.
 */
public final class Demo {
    private Demo() {}

    public static void main(String[] args) throws IOException {
        System.exit(run(args));
    }

    private static int run(String[] args) throws IOException {
        DemoOptions options;
        try {
            options = DemoOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("demo: " + e.getMessage());
            return 3;
        }
        Files.createDirectories(options.dir());
        try (var channel = FileChannel.open(
                        options.dir().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) {
                System.err.println("demo: another demonstration runs in " + options.dir() + "; end it first.");
                return 3;
            }
            return play(options);
        }
    }

    private static int play(DemoOptions options) {
        var world = new DemoWorld(options);
        boolean played = false;
        try {
            world.start();
            new PlayedTender(options, world).play();
            played = true;
        } catch (Problem problem) {
            System.err.println("demo: " + problem.getMessage());
        } finally {
            if (!played || !options.keep()) {
                world.stop();
            }
        }
        if (played) {
            say(
                    options.keep()
                            ? "the platform goes on at " + world.platform()
                            : "everything is stopped; --keep leaves it running");
            System.out.println("demo: ok");
        }
        return played ? 0 : 1;
    }

    static void say(String line) {
        System.out.println("  " + line);
    }

    static void head(String line) {
        System.out.println(line);
    }

    /** Waiting for another process; nothing is decided by how long it takes. */
    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

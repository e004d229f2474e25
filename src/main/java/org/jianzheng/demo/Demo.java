package org.jianzheng.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.jianzheng.shared.Problem;

/**
 * {@code deploy/demo}: starts the embedded default and plays one whole tender on it, from the notice to case files that
 * verify offline. Stopped or killed at any moment and started again, it goes on where it stood.
 */
public final class Demo {
    private static final int LIVES = 50;

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
            play(options, world, step -> {});
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
                            ? "平台仍在运行 the platform goes on"
                            : "已全部停止 everything is stopped; --keep leaves it running");
            System.out.println("demo: ok");
        }
        return played ? 0 : 1;
    }

    /**
     * Plays to the end. When a process dies on the way it is started again and the play goes on where it stood, as it
     * does in production under an init system.
     *
     * @param between told the name of each step when it is done
     */
    static void play(DemoOptions options, DemoWorld world, Consumer<String> between) {
        world.end();
        goOn(options, world, between);
    }

    /** As {@link #play}, with the processes that live already. */
    static void goOn(DemoOptions options, DemoWorld world, Consumer<String> between) {
        for (int life = 1; ; life++) {
            world.start();
            try {
                new PlayedTender(options, world, between).play();
                return;
            } catch (Problem lost) {
                if (life == LIVES || world.isAlive()) {
                    throw lost;
                }
                say("有进程中断，重新启动 a process died; starting it again");
            }
        }
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

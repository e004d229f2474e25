package org.jianzheng.demo;

import java.nio.file.Path;
import java.util.List;
import org.jianzheng.record.SignatureSuite;

/**
 * What {@code deploy/demo} was asked for.
 *
 * @param port of the platform; the stores and offices take the ports after it
 * @param size bytes of each bidder's largest file
 * @param suite of the tender and of everybody's certificates
 * @param keep leave everything running at the end
 */
public record DemoOptions(
        Path dir, Path application, Path tool, int port, int bidders, long size, SignatureSuite suite, boolean keep) {
    private static final long QUICK = 16 << 20;

    /** A house in {@code dir} in which no play is given. */
    public static DemoOptions house(Path dir, Path application, Path tool, int port) {
        return new DemoOptions(dir, application, tool, port, 0, 0, SignatureSuite.P256, false);
    }

    static DemoOptions parse(String[] args) {
        var dir = Path.of("target", "demo");
        var application = Path.of("target", "quarkus-app");
        var tool = Path.of("target", "jianzheng-tool.jar");
        int port = 8080;
        int bidders = 5;
        long size = 3 << 20;
        var suite = SignatureSuite.P256;
        boolean keep = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--keep" -> keep = true;
                case "--suite" -> suite = SignatureSuite.named(value(args, ++i));
                case "--dir" -> dir = Path.of(value(args, ++i));
                case "--application" -> application = Path.of(value(args, ++i));
                case "--tool" -> tool = Path.of(value(args, ++i));
                case "--port" -> port = (int) number(args, ++i, 1024, 65_000);
                case "--bidders" -> bidders = (int) number(args, ++i, 3, 200);
                case "--size" -> size = number(args, ++i, 1, 2L << 30);
                default -> throw usage(args[i] + " is not an option.");
            }
        }
        return new DemoOptions(
                dir.toAbsolutePath().normalize(),
                application.toAbsolutePath(),
                tool.toAbsolutePath(),
                port,
                bidders,
                size,
                suite,
                keep);
    }

    /**
     * How the processes of the play run: a short one would spend half its time in the optimising compiler, which pays
     * only where large files are sealed and opened.
     */
    List<String> jvm() {
        return size > QUICK ? List.of() : List.of("-XX:TieredStopAtLevel=1");
    }

    int pgPort() {
        return port + 1;
    }

    int s3Port() {
        return port + 2;
    }

    int officePort(int number) {
        return port + 2 + number;
    }

    private static String value(String[] args, int i) {
        if (i >= args.length) {
            throw usage(args[i - 1] + " needs a value.");
        }
        return args[i];
    }

    private static long number(String[] args, int i, long least, long most) {
        var text = value(args, i);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw usage(args[i - 1] + " is a number from " + least + " to " + most + ", not " + text + ".");
        }
        throw usage(args[i - 1] + " is a number from " + least + " to " + most + ", not " + text + ".");
    }

    private static IllegalArgumentException usage(String what) {
        return new IllegalArgumentException(what
                + " Use: deploy/demo [--bidders N] [--size BYTES] [--suite p256|sm2] [--port P] [--dir DIR] [--keep]");
    }
}

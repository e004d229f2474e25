package org.jianzheng.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code deploy/bench} was asked for.
 *
 * @param lines names of the lines to measure; empty for all
 * @param quick small sizes
 * @param soak seconds of the log under a steady load instead of any line, or 0
 * @param port of the first platform; stores, offices and further instances take the ports after it
 */
record BenchOptions(
        List<String> lines, boolean quick, int soak, int port, Path folder, Path application, Path tool, Path json) {
    static final String USE = "Use: deploy/bench [--quick] [--port P] [--dir DIR] [--soak SECONDS] [LINE …]";

    static BenchOptions parse(String[] args, List<String> known) {
        var lines = new ArrayList<String>();
        var folder = Path.of("target", "bench");
        var application = Path.of("target", "quarkus-app");
        var tool = Path.of("target", "jianzheng-tool.jar");
        boolean quick = false;
        int soak = 0;
        int port = 25_000;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> quick = true;
                case "--soak" -> soak = number(args, ++i, 1, 86_400);
                case "--port" -> port = number(args, ++i, 1024, 65_000);
                case "--dir" -> folder = Path.of(value(args, ++i));
                case "--application" -> application = Path.of(value(args, ++i));
                case "--tool" -> tool = Path.of(value(args, ++i));
                default -> {
                    if (!known.contains(args[i])) {
                        throw usage(args[i] + " is no line; there are " + String.join(", ", known) + ".");
                    }
                    lines.add(args[i]);
                }
            }
        }
        return new BenchOptions(
                List.copyOf(lines),
                quick,
                soak,
                port,
                folder.toAbsolutePath().normalize(),
                application.toAbsolutePath(),
                tool.toAbsolutePath(),
                Path.of("target", "bench.json").toAbsolutePath());
    }

    Sizes sizes() {
        return quick ? Sizes.QUICK : Sizes.TABLE;
    }

    boolean wants(String line) {
        return lines.isEmpty() || lines.contains(line);
    }

    private static String value(String[] args, int i) {
        if (i >= args.length) {
            throw usage(args[i - 1] + " needs a value.");
        }
        return args[i];
    }

    private static int number(String[] args, int i, int least, int most) {
        var text = value(args, i);
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw usage(args[i - 1] + " is a number from " + least + " to " + most + ", not " + text + ".");
    }

    private static IllegalArgumentException usage(String what) {
        return new IllegalArgumentException(what + " " + USE);
    }
}

package org.jianzheng.demo;

import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * What {@code deploy/chaos} was asked for.
 *
 * @param seed decides which faults come when; printed, so that a run can be repeated
 */
record ChaosOptions(DemoOptions house, int rounds, long seed) {
    private static final int MOST_ROUNDS = 500;

    static ChaosOptions parse(String[] args) {
        var dir = Path.of("target", "chaos");
        var application = Path.of("target", "quarkus-app");
        var tool = Path.of("target", "jianzheng-tool.jar");
        int port = 27_000;
        int rounds = 50;
        long seed = Math.floorMod(new SecureRandom().nextLong(), 1_000_000L);
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 >= args.length) {
                throw usage(args[i] + " needs a value.");
            }
            var value = args[i + 1];
            switch (args[i]) {
                case "--rounds" -> rounds = (int) number(args[i], value, 1, MOST_ROUNDS);
                case "--seed" -> seed = number(args[i], value, 0, Long.MAX_VALUE);
                case "--dir" -> dir = Path.of(value);
                case "--port" -> port = (int) number(args[i], value, 1024, 60_000);
                case "--application" -> application = Path.of(value);
                case "--tool" -> tool = Path.of(value);
                default -> throw usage(args[i] + " is not an option.");
            }
        }
        var house = DemoOptions.house(
                dir.toAbsolutePath().normalize(), application.toAbsolutePath(), tool.toAbsolutePath(), port);
        return new ChaosOptions(house, rounds, seed);
    }

    private static long number(String option, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw usage(option + " is a number, not " + text + ".");
        }
        throw usage(option + " is a number from " + least + " to " + most + ", not " + text + ".");
    }

    private static IllegalArgumentException usage(String what) {
        return new IllegalArgumentException(what + " Use: deploy/chaos [--rounds N] [--seed S] [--port P] [--dir DIR]");
    }
}

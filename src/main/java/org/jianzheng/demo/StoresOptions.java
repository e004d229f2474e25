package org.jianzheng.demo;

import java.nio.file.Path;

/**
 * What to start where.
 *
 * @param binaries where PostgreSQL's programs are unpacked; may be shared by several folders
 * @param pgPort 0 for any free port, as for {@code s3Port}
 * @param durable false only where nothing is kept: PostgreSQL then does not wait for the disk
 */
public record StoresOptions(Path dir, Path binaries, int pgPort, int s3Port, boolean durable) {
    /** Durable stores with everything in {@code dir}. */
    public static StoresOptions in(Path dir, int pgPort, int s3Port) {
        return new StoresOptions(dir, dir.resolve("pg-bin"), pgPort, s3Port, true);
    }

    static StoresOptions parse(String[] args) {
        Path dir = null;
        Path binaries = null;
        int pgPort = 0;
        int s3Port = 0;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--dir" -> dir = Path.of(args[i + 1]);
                case "--binaries" -> binaries = Path.of(args[i + 1]);
                case "--pg-port" -> pgPort = Integer.parseInt(args[i + 1]);
                case "--s3-port" -> s3Port = Integer.parseInt(args[i + 1]);
                default -> throw usage(args[i] + " is not an option.");
            }
        }
        if (dir == null || args.length % 2 != 0) {
            throw usage("--dir DIR is needed, and every option has a value.");
        }
        return new StoresOptions(dir, binaries == null ? dir.resolve("pg-bin") : binaries, pgPort, s3Port, true);
    }

    private static IllegalArgumentException usage(String what) {
        return new IllegalArgumentException(
                what + " Use: --dir DIR [--binaries DIR] [--pg-port P] [--s3-port P]; no port: any free one.");
    }
}

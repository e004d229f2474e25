package org.jianzheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;

/** A folder for the bytes of one measurement, in memory where the machine has room for it; gone afterwards. */
final class Scratch implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int BLOCK = 1 << 20;

    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /** In memory if twice {@code bytes} fit, so that cipher meets cipher and not the disk; else below {@code other}. */
    static Scratch of(Path other, long bytes) {
        try {
            boolean fits =
                    Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > 2 * bytes;
            return new Scratch(
                    Files.createTempDirectory(fits ? MEMORY : Files.createDirectories(other), "jianzheng-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for the measurement", e);
        }
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** A file of bytes that no compression makes small. */
    Path file(String name, long size) throws IOException {
        var file = resolve(name);
        var random = new Random(size);
        try (var out = Files.newOutputStream(file)) {
            var block = new byte[BLOCK];
            for (long left = size; left > 0; left -= BLOCK) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(left, BLOCK));
            }
        }
        return file;
    }

    /** Removes a file or folder, if it is there. */
    static void remove(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (var files = Files.walk(tree)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        remove(folder);
    }
}

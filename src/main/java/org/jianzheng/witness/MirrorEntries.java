package org.jianzheng.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jianzheng.record.Commitment;
import org.jianzheng.shared.Problem;

/**
 * The entries that an office mirrored, read from a copy of its folder ({@code docs/protocols/office.md}); believed only
 * as far as they lead to the fence's root.
 */
final class MirrorEntries {
    private static final int ENTRY = 32;
    private static final int FRAMED = 2 + ENTRY;

    private final Path file;

    private MirrorEntries(Path file) {
        this.file = file;
    }

    /** @param folder the office's folder, its folder of this log, or none */
    static MirrorEntries of(Optional<Path> folder, String origin) {
        if (folder.isEmpty()) {
            return new MirrorEntries(null);
        }
        var name = Commitment.hash(origin.getBytes(StandardCharsets.UTF_8));
        for (var candidate :
                new Path[] {folder.get(), folder.get().resolve("logs").resolve(name)}) {
            if (Files.exists(candidate.resolve("entries"))) {
                return new MirrorEntries(candidate.resolve("entries"));
            }
        }
        throw Problem.of("recover/no-mirror")
                .detail("There is no file 'entries' in %s, nor in logs/%s below it.", folder.get(), name)
                .remedy("Name the folder of an office that mirrors " + origin + ".");
    }

    boolean isThere() {
        return file != null;
    }

    Optional<byte[]> at(long index) {
        if (file == null) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var framed = ByteBuffer.allocate(FRAMED);
            channel.read(framed, index * FRAMED);
            if (framed.hasRemaining()) {
                return Optional.empty();
            }
            var entry = new byte[ENTRY];
            framed.flip();
            if (framed.getShort() != ENTRY) {
                throw Problem.of("recover/mirror")
                        .detail("%s is not a mirror of 32-byte entries.", file)
                        .remedy("Take another office's.");
            }
            framed.get(entry);
            return Optional.of(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}

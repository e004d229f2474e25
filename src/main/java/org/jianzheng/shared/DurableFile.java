package org.jianzheng.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes that are on the disk when the call returns: data and directory entry are fsynced. */
public final class DurableFile {
    private DurableFile() {}

    /** Replaces {@code file} as a whole: a reader, or a start after a power cut, sees the old bytes or the new ones. */
    public static void replace(Path file, byte[] bytes) {
        var directory = file.toAbsolutePath().getParent();
        var fresh = directory.resolve("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            write(fresh, bytes, StandardOpenOption.CREATE_NEW);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncDirectory(directory);
        } catch (IOException e) {
            fresh.toFile().delete();
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** Adds {@code bytes} at the end of {@code file}; a torn tail after a power cut is the reader's to drop. */
    public static void append(Path file, byte[] bytes) {
        try {
            boolean fresh = Files.notExists(file);
            write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (fresh) {
                syncDirectory(file.toAbsolutePath().getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot append to " + file, e);
        }
    }

    private static void write(Path file, byte[] bytes, StandardOpenOption... options) throws IOException {
        var all = new java.util.HashSet<StandardOpenOption>(java.util.Arrays.asList(options));
        all.add(StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, all)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

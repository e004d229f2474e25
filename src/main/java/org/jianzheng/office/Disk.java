package org.jianzheng.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jianzheng.shared.DurableFile;

/** Reading the office's directory; what is written there goes through {@link DurableFile}. */
final class Disk {
    private Disk() {}

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    static Optional<byte[]> readIfThere(Path file) {
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** The names in a folder, sorted; none if there is no such folder. Half-written files begin with a dot. */
    static List<Path> list(Path folder) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    static Path folder(Path folder) {
        try {
            var fresh = Files.notExists(folder);
            Files.createDirectories(folder);
            if (fresh) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + folder, e);
        }
    }

    /** Overwrites a file, removes it, and makes both lasting. */
    static void erase(Path file, byte[] over) {
        try {
            if (Files.exists(file)) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap(over));
                    channel.force(true);
                }
                Files.delete(file);
            }
            try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot erase " + file, e);
        }
    }

    /** Cuts off what was written beyond {@code length} and never became part of the state. */
    static void truncate(Path file, long length) {
        if (Files.notExists(file)) {
            return;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot cut " + file, e);
        }
    }

    static void ownerOnly(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot protect " + file, e);
        }
    }
}

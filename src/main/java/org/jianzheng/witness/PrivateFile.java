package org.jianzheng.witness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.jianzheng.shared.DurableFile;

/** Files of the data directory that instances on one host share: changed under a lock, on the disk when a call returns. */
final class PrivateFile {
    /** One lock for the JVM as well: a file lock is held by the process, not by the thread. */
    private static final Object PROCESS = new Object();

    private PrivateFile() {}

    /** The file's bytes; made by {@code fresh}, readable by the owner only, when there is none yet. */
    static byte[] readOrCreate(Path file, Supplier<byte[]> fresh) {
        return locked(file, () -> {
            if (Files.notExists(file)) {
                // The empty file gets its rights first, so that the bytes are never readable by others.
                var draft = Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        "." + file.getFileName(),
                        "",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.write(draft, fresh.get());
                try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(draft, file);
                DurableFile.append(file, new byte[0]);
            }
            return Files.readAllBytes(file);
        });
    }

    interface Work<T> {
        T run() throws IOException;
    }

    /** Runs {@code work} while no other instance on this host works on {@code file}. */
    static <T> T locked(Path file, Work<T> work) {
        synchronized (PROCESS) {
            try {
                var folder = Files.createDirectories(file.toAbsolutePath().getParent());
                var lock = folder.resolve("." + file.getFileName() + ".lock");
                try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var held = channel.lock()) {
                    return work.run();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot use " + file, e);
            }
        }
    }
}

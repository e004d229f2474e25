package org.jianzheng.tlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files of a log below its prefix: {@code checkpoint} and {@code tile/…}; a folder, an archive, a server. */
@FunctionalInterface
public interface LogFiles {
    /** The bytes of {@code relative}, or null when there is no such file. */
    byte[] read(String relative);

    static LogFiles directory(Path directory) {
        return relative -> {
            try {
                return Files.readAllBytes(directory.resolve(relative));
            } catch (NoSuchFileException e) {
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + directory.resolve(relative), e);
            }
        };
    }
}

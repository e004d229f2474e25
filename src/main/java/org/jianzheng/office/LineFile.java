package org.jianzheng.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jianzheng.shared.DurableFile;

/**
 * A file of lines that only grows. A line that {@link #append} returned from is there after a power cut; a line that was
 * being written then is torn, was never answered for, and is dropped when the file is next opened.
 */
final class LineFile {
    private static final int BLOCK = 64 << 10;

    private final Path path;
    private String last;

    private LineFile(Path path) {
        this.path = path;
    }

    static LineFile open(Path path) {
        var file = new LineFile(path);
        file.repair();
        return file;
    }

    synchronized void append(String line) {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("Two lines given as one for " + path);
        }
        var bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            DurableFile.append(path, bytes);
        } catch (UncheckedIOException e) {
            // Half a line may be there (disk full): the next one must not be glued to it.
            repair();
            throw e;
        }
        last = line;
    }

    synchronized Optional<String> last() {
        return Optional.ofNullable(last);
    }

    synchronized List<String> lines() {
        try {
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    private void repair() {
        if (Files.notExists(path)) {
            return;
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long length = after(channel, channel.size());
            if (length < channel.size()) {
                channel.truncate(length);
                channel.force(true);
            }
            last = length == 0 ? null : text(channel, after(channel, length - 1), length - 1);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot repair " + path, e);
        }
    }

    /** The position after the last newline before {@code end}, 0 if there is none. */
    private static long after(FileChannel channel, long end) throws IOException {
        for (long to = end; to > 0; ) {
            long from = Math.max(0, to - BLOCK);
            var block = bytes(channel, from, to);
            for (int i = block.length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return from + i + 1;
                }
            }
            to = from;
        }
        return 0;
    }

    private static String text(FileChannel channel, long from, long to) throws IOException {
        return new String(bytes(channel, from, to), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(FileChannel channel, long from, long to) throws IOException {
        var buffer = ByteBuffer.allocate((int) (to - from));
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // The whole block: a read may give less than asked.
        }
        return buffer.array();
    }
}

package org.jianzheng.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * The clock of a rehearsal (沙箱): system time plus an offset that stands in a file and only grows.
 *
 * <p>The statutory periods are not bent in a sandbox; time is moved past them. Every process that follows the same
 * directory reports the offset it has read in {@code heartbeat/<name>}; a move is complete when every fresh heartbeat
 * (younger than three seconds of system time) reports it, and until then {@link #settled()} is false: no lot is closed
 * and nothing is cosigned.
 */
public final class SandboxClock extends Clock {
    static final Duration FRESH = Duration.ofSeconds(3);
    private static final Pattern MILLIS = Pattern.compile("0|-?[1-9][0-9]{0,14}");

    private final Path directory;
    private final Clock system;
    private final ZoneId zone;

    public SandboxClock(Path directory) {
        this(directory, Clock.systemUTC(), ZoneOffset.UTC);
    }

    SandboxClock(Path directory, Clock system, ZoneId zone) {
        this.directory = directory;
        this.system = system;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return system.instant().plusMillis(offset());
    }

    /** Milliseconds that this sandbox is ahead of system time; 0 before the first move. */
    public long offset() {
        return read(directory.resolve("offset"));
    }

    /** Says that the process {@code name} is alive and which offset it follows; called at start and every second. */
    public void heartbeat(String name) {
        try {
            var folder = Files.createDirectories(directory.resolve("heartbeat"));
            var line = offset() + " " + system.instant().toEpochMilli();
            var fresh = folder.resolve("." + name);
            Files.writeString(fresh, line);
            Files.move(fresh, folder.resolve(name), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot report the sandbox clock of " + name, e);
        }
    }

    /** True when every process with a fresh heartbeat follows the present offset. */
    public boolean settled() {
        long offset = offset();
        var oldest = system.instant().minus(FRESH).toEpochMilli();
        var folder = directory.resolve("heartbeat");
        if (Files.notExists(folder)) {
            return true;
        }
        try (var files = Files.newDirectoryStream(
                folder, file -> !file.getFileName().toString().startsWith("."))) {
            for (var file : files) {
                var words = Files.readString(file).split(" ");
                if (Long.parseLong(words[1]) >= oldest && Long.parseLong(words[0]) != offset) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the sandbox heartbeats", e);
        }
    }

    /**
     * Moves this sandbox to {@code target}. The caller has logged the move and checked that it ends at least two
     * seconds before the next deadline.
     *
     * @throws Problem {@code shared/sandbox-backwards} when {@code target} is before now: the offset only grows
     */
    public void moveTo(Instant target) {
        var ahead = Duration.between(instant(), target);
        if (ahead.isNegative()) {
            throw Problem.of("shared/sandbox-backwards")
                    .detail("The sandbox stands at %s and cannot go back to %s.", instant(), target)
                    .field("to")
                    .remedy("Choose a later instant.");
        }
        var text = Long.toString(offset() + ahead.toMillis());
        DurableFile.replace(directory.resolve("offset"), text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SandboxClock(directory, system, other);
    }

    private static long read(Path file) {
        try {
            var text = Files.readString(file, StandardCharsets.US_ASCII);
            if (!MILLIS.matcher(text).matches()) {
                throw new IllegalStateException(file + " holds '" + text + "', not milliseconds");
            }
            return Long.parseLong(text);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}

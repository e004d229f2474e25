package org.jianzheng.office;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Canonical;

/**
 * Every head of one log that this office cosigned, append-only, one file per UTC day; the last line is what it knows of
 * that log. Times never go back.
 */
final class Heads {
    /** {@code root} hex, {@code seconds} of the cosignature, {@code log} the log's own verified signature lines. */
    record Head(long size, String root, long seconds, String log) {
        Instant time() {
            return Instant.ofEpochSecond(seconds);
        }
    }

    private final Path folder;
    private Head last;

    Heads(Path folder) {
        this.folder = Disk.folder(folder);
        var days = new ArrayList<>(Disk.list(folder));
        // The newest file may hold nothing but a torn line.
        while (last == null && !days.isEmpty()) {
            last = LineFile.open(days.remove(days.size() - 1))
                    .last()
                    .map(Heads::read)
                    .orElse(null);
        }
    }

    synchronized Optional<Head> last() {
        return Optional.ofNullable(last);
    }

    /** On the disk when this returns. */
    synchronized void append(Head head) {
        if (last != null && (head.size() < last.size() || head.seconds() < last.seconds())) {
            throw new IllegalStateException("A head must not be older than the last: " + head + " after " + last);
        }
        LineFile.open(folder.resolve(day(head.time()) + ".log"))
                .append(new String(Canonical.write(head), StandardCharsets.UTF_8));
        last = head;
    }

    /** From the last one before {@code from} to {@code to}, both inclusive, oldest first. */
    synchronized List<Head> between(Instant from, Instant to) {
        var found = new ArrayDeque<Head>();
        var days = Disk.list(folder);
        for (int i = days.size() - 1; i >= 0; i--) {
            if (days.get(i).getFileName().toString().compareTo(day(to) + ".log") > 0) {
                continue;
            }
            var lines = LineFile.open(days.get(i)).lines();
            for (int l = lines.size() - 1; l >= 0; l--) {
                var head = read(lines.get(l));
                if (!head.time().isAfter(to)) {
                    found.addFirst(head);
                    if (head.time().isBefore(from)) {
                        return List.copyOf(found);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static String day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }

    private static Head read(String line) {
        return Canonical.read(line.getBytes(StandardCharsets.UTF_8), Head.class);
    }
}

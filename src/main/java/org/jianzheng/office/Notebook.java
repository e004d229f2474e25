package org.jianzheng.office;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.Problem;

/** {@code journal.log}: what this office refused, noticed and did, one line each, for its keeper to read. */
final class Notebook {
    private final LineFile file;
    private final Clock clock;
    private String lastRefusal;
    private java.time.Instant lastRefusedAt = java.time.Instant.EPOCH;

    Notebook(Path path, Clock clock) {
        this.file = LineFile.open(path);
        this.clock = clock;
    }

    void note(String what, Map<String, Object> more) {
        var line = new TreeMap<String, Object>(more);
        line.put("time", Instants.format(clock.instant()));
        line.put("what", what);
        file.append(new String(Canonical.write(line), StandardCharsets.UTF_8));
    }

    void note(String what, String detail) {
        note(what, Map.of("detail", detail));
    }

    /** A refusal as it was answered; the same one is written once a minute, so that nobody can fill the disk with it. */
    synchronized void refused(String request, Problem problem) {
        var same = request + problem.slug();
        var now = clock.instant();
        if (same.equals(lastRefusal) && now.isBefore(lastRefusedAt.plusSeconds(60))) {
            return;
        }
        lastRefusal = same;
        lastRefusedAt = now;
        note("refused", Map.of("request", request, "problem", problem.slug(), "detail", problem.getMessage()));
    }

    List<String> lines() {
        return file.lines();
    }
}

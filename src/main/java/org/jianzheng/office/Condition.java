package org.jianzheng.office;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jianzheng.record.Canonical;

/**
 * Whether this office can do its part now, for its keeper's monitoring ({@code GET /health}: 200 or 503). It asks nobody
 * and writes nothing, so it may be asked at any rate.
 */
final class Condition {
    /** Below this an append may fail at any moment; an office that cannot write does not sign. */
    private static final long LEAST_FREE = 64L << 20;

    /** One part: {@code trouble} null while it is well. */
    record Part(String part, String trouble) {}

    private record View(String office, boolean well, List<Part> parts) {}

    private final String office;
    private final Path directory;
    private final Collection<FollowedLog> logs;
    private final Supplier<Optional<String>> clock;

    Condition(String office, Path directory, Collection<FollowedLog> logs, Supplier<Optional<String>> clock) {
        this.office = office;
        this.directory = directory;
        this.logs = List.copyOf(logs);
        this.clock = clock;
    }

    Reply answer() {
        var parts = new ArrayList<Part>();
        parts.add(new Part("clock", clock.get().orElse(null)));
        parts.add(new Part("disk", disk().orElse(null)));
        logs.forEach(
                log -> parts.add(new Part("log " + log.origin(), log.alarm().orElse(null))));
        boolean well = parts.stream().allMatch(part -> part.trouble() == null);
        return new Reply(well ? 200 : 503, "application/json", Canonical.write(new View(office, well, parts)));
    }

    private Optional<String> disk() {
        if (!Files.isWritable(directory)) {
            return Optional.of("the folder cannot be written");
        }
        return directory.toFile().getUsableSpace() < LEAST_FREE
                ? Optional.of("less than 64 MiB are free")
                : Optional.empty();
    }
}

package org.jianzheng.office;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.AddCheckpoint;
import org.jianzheng.tlog.NoteSigner;

/** The C2SP tlog-witness of this office: {@code add-checkpoint} and the last cosigned heads. */
final class Cosigner {
    private final Map<String, FollowedLog> logs;
    private final NoteSigner key;
    private final Clock clock;
    private final Supplier<java.util.Optional<String>> doubt;
    private final Consumer<FollowedLog> afterwards;

    /**
     * @param logs by {@link FollowedLog#name}
     * @param doubt why nothing may be cosigned just now: an unsettled sandbox, clocks that differ
     * @param afterwards told of each cosignature, to mirror what the log has published
     */
    Cosigner(
            Map<String, FollowedLog> logs,
            NoteSigner key,
            Clock clock,
            Supplier<java.util.Optional<String>> doubt,
            Consumer<FollowedLog> afterwards) {
        this.logs = Map.copyOf(logs);
        this.key = key;
        this.clock = clock;
        this.doubt = doubt;
        this.afterwards = afterwards;
    }

    /** Statuses and bodies as C2SP tlog-witness has them; refusals carry a line of text for the reader. */
    Reply addCheckpoint(byte[] body) {
        try {
            var request = AddCheckpoint.parse(body);
            var log = logs.get(FollowedLog.name(request.head().origin()));
            if (log == null) {
                throw unknown(request.head().origin());
            }
            if (!request.head().extensions().isEmpty()) {
                throw Problem.of("office/extension")
                        .detail("This office does not know what the extension lines claim.")
                        .remedy("Send a checkpoint of three lines.");
            }
            requireNoDoubt(log);
            var line = log.cosign(request, key, clock.instant());
            afterwards.accept(log);
            return Reply.text(200, line.line());
        } catch (Problem e) {
            return e.status() == 409
                    ? new Reply(
                            409,
                            "text/x.tlog.size",
                            (e.members().get("known") + "\n").getBytes(StandardCharsets.US_ASCII))
                    : Reply.text(e.status(), e.getMessage() + "\n");
        }
    }

    /** {@code GET /<hex sha256(origin)>/checkpoint}. */
    Reply checkpoint(String name) {
        var log = logs.get(name);
        if (log == null) {
            throw unknown(name);
        }
        return log.cosigned(key).map(note -> Reply.text(200, note.toString())).orElseThrow(() -> Problem.of(
                        "office/never-cosigned")
                .status(404)
                .detail("Nothing of %s has been cosigned here.", log.origin())
                .remedy("Ask again after the log has sent a checkpoint."));
    }

    private void requireNoDoubt(FollowedLog log) {
        var reason = doubt.get().or(log::alarm);
        if (reason.isPresent()) {
            throw Problem.of("office/doubt")
                    .status(503)
                    .detail("Nothing of %s is cosigned now: %s", log.origin(), reason.get())
                    .remedy("The office's keeper finds the cause in journal.log.");
        }
    }

    private static Problem unknown(String origin) {
        return Problem.of("office/unknown-origin")
                .status(404)
                .detail("This office does not follow %s.", origin)
                .remedy("Have its keeper trust the log with `jianzheng office trust`.");
    }
}

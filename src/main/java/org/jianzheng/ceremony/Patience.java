package org.jianzheng.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.Problem;

/**
 * When an office that said no is asked again.
 *
 * <p>Time is the domain's, as the instants that offices name: a sandbox that moves on asks at once.
 */
final class Patience {
    /** Often enough for whoever repairs something, and seldom enough for an office that keeps a share for 30 days. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int TOO_EARLY = 425;
    private static final int CONFLICT = 409;

    private Patience() {}

    /** What an office answered instead of what it was asked for; {@code from} is null unless it named an instant. */
    record Refused(int status, Instant from) {
        static Refused of(int status, byte[] problem) {
            try {
                var from = Canonical.read(problem, JsonNode.class).path("from");
                return new Refused(status, from.isTextual() ? Instants.parse(from.asText()) : null);
            } catch (Problem unreadable) {
                return new Refused(status, null);
            }
        }

        /** An answer that does not fit: asked again, an office gives the same bytes. */
        static Refused unfit() {
            return new Refused(422, null);
        }
    }

    /** Null: with the next beat, as for an office that is silent, too busy or waits for the others. */
    static Instant nextAsk(Refused refused, Instant now) {
        if (refused == null || refused.status() < 400 || refused.status() >= 500 || refused.status() == CONFLICT) {
            return null;
        }
        if (refused.status() == TOO_EARLY) {
            return earlier(refused.from(), now.plus(LONGEST));
        }
        return now.plus(LONGEST);
    }

    private static Instant earlier(Instant from, Instant latest) {
        return from != null && from.isBefore(latest) ? from : latest;
    }
}

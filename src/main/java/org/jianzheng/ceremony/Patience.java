package org.jianzheng.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.Problem;

/**
 * When an office that did not do what it was asked is asked again.
 *
 * <p>Time is the domain's, as the instants that offices name: a sandbox that moves on asks at once.
 */
enum Patience {
    /** People wait for the answer: an office that is silent or busy is asked with every beat. */
    EAGER(Duration.ofMinutes(1)),
    /** Nobody waits, and an office may be away for good: whatever lasts is asked less and less often. */
    EASY(Duration.ofMinutes(10));

    private static final int TOO_EARLY = 425;
    private static final int CONFLICT = 409;
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Duration longest;

    Patience(Duration longest) {
        this.longest = longest;
    }

    /**
     * What an office answered instead of what it was asked for.
     *
     * @param type of its problem, to tell one refusal from another; their texts may name the time
     * @param from null unless it named an instant
     */
    record Refused(int status, String type, Instant from) {
        static Refused of(int status, byte[] problem) {
            try {
                var document = Canonical.read(problem, JsonNode.class);
                var from = document.path("from");
                return new Refused(
                        status,
                        document.path("type").asText(),
                        from.isTextual() ? Instants.parse(from.asText()) : null);
            } catch (Problem unreadable) {
                return new Refused(status, "", null);
            }
        }

        /** An answer that does not fit: asked again, an office gives the same bytes. */
        static Refused unfit() {
            return new Refused(422, "unfit", null);
        }
    }

    /**
     * @param refused null for an office that is silent
     * @param since when this trouble began
     * @return null for: with the next beat
     */
    Instant nextAsk(Refused refused, Instant since, Instant now) {
        if (refused == null || refused.status() < 400 || refused.status() >= 500) {
            return this == EAGER ? null : now.plus(asLongAsItLasts(since, now));
        }
        if (refused.status() == TOO_EARLY) {
            return earlier(refused.from(), now.plus(longest));
        }
        // A conflict may be over when another office has answered; one that lasts is nobody's to hurry.
        return refused.status() == CONFLICT ? now.plus(asLongAsItLasts(since, now)) : now.plus(longest);
    }

    /** Doubles the time between two questions: after a trouble of a second a second, after one of a minute a minute. */
    private Duration asLongAsItLasts(Instant since, Instant now) {
        var lasted = Duration.between(since, now);
        if (lasted.compareTo(BEAT) < 0) {
            return BEAT;
        }
        return lasted.compareTo(longest) < 0 ? lasted : longest;
    }

    private static Instant earlier(Instant from, Instant latest) {
        return from != null && from.isBefore(latest) ? from : latest;
    }
}

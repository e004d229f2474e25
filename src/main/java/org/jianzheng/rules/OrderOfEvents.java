package org.jianzheng.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Checks that what happened to a lot happened in the order of the law; the platform asks before it adds an event, a
 * replay asks about the whole log.
 *
 * <p>Every prefix of a lawful sequence is lawful, so a running lot can be checked at any moment. Events that are withheld
 * are simply not given: a rule that would need them then stays silent, it never guesses. What an act says, and whether
 * it is signed and proved, is checked elsewhere.
 */
public final class OrderOfEvents {
    /** The types a lot's order is judged by; {@code ceremony.*} and {@code office.*} come beside them. */
    private static final Set<String> TYPES = Set.of(
            "project.created",
            "party.role-granted",
            "tender.published",
            "document.issued",
            "document.downloaded",
            "question.asked",
            "clarification.issued",
            "tender.extended",
            "deadline.stated",
            "outage.decided",
            "outage.outside",
            "key.stated",
            "key.certified",
            "bid.submitted",
            "bid.withdrawn",
            "bid.refused",
            "bid.incomplete",
            "lot.closed",
            "lot.not-opened",
            "session.opened",
            "session.signed-in",
            "share.released",
            "bid.opened",
            "bid.failed",
            "session.read-out",
            "session.confirmed",
            "session.objection",
            "session.answer",
            "session.record",
            "share.destroy-ordered",
            "stage.index",
            "log.cover",
            "sandbox.moved");

    private OrderOfEvents() {}

    /** One event out of order: the rule's stable name, where, the article or protocol it breaks, and the words. */
    public record Violation(String rule, long index, Instant at, String article, Text what) {
        @Override
        public String toString() {
            return "index " + index + " (" + at + "): " + what.en() + " " + article + " [" + rule + "]";
        }
    }

    /**
     * The violations in log order, empty when all is well.
     *
     * @param events of one lot and of its tender, in any order; their index decides
     */
    public static List<Violation> check(Procedure procedure, List<Event> events) {
        var ordered = new ArrayList<>(events);
        ordered.sort(Comparator.comparingLong(Event::index));
        var lot = new LotOrder(procedure);
        ordered.forEach(lot::next);
        return lot.violations();
    }

    static boolean isKnown(String type) {
        return TYPES.contains(type) || type.startsWith("ceremony.") || type.startsWith("office.");
    }
}

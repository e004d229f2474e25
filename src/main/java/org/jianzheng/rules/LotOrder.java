package org.jianzheng.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jianzheng.rules.OrderOfEvents.Violation;

/** Walks the events of one lot and remembers what has happened; one method per kind of event. */
final class LotOrder {
    private static final Set<String> RELEASES = Set.of("office.released", "share.released");

    private final Procedure procedure;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> happened = new HashSet<>();
    private final Map<String, Boolean> standing = new HashMap<>();
    private final Set<String> decided = new HashSet<>();
    private boolean actorsKnown = true;
    private boolean speakersKnown = true;
    private Instant deadline;
    private Integer listed;
    private final Set<String> spoken = new HashSet<>();
    private Instant readOutAt;
    private int outcomes;
    private int openObjections;
    private long lastIndex = -1;
    private Event event;

    LotOrder(Procedure procedure) {
        this.procedure = procedure;
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    void next(Event given) {
        event = given;
        require(event.index() > lastIndex, OrderRule.INDEX_TWICE);
        lastIndex = event.index();
        require(OrderOfEvents.isKnown(event.type()), OrderRule.UNKNOWN_TYPE);
        afterTheEnd();
        switch (event.type()) {
            case "tender.published" -> published();
            case "tender.extended" -> extended();
            case "clarification.issued", "document.issued" -> documents();
            case "bid.submitted", "bid.withdrawn" -> submission();
            case "bid.refused", "document.downloaded", "question.asked", "session.signed-in" -> afterPublication();
            case "bid.incomplete" -> incomplete();
            case "lot.closed" -> closed();
            case "lot.not-opened" -> notOpened();
            case "office.released", "share.released" -> afterCloseWithEnoughBids();
            case "session.opened" -> sessionOpened();
            case "bid.opened", "bid.failed" -> outcome();
            case "session.read-out" -> readOut();
            case "session.confirmed" -> confirmed();
            case "session.objection" -> objection();
            case "session.answer" -> answered();
            case "session.record" -> recorded();
            default -> {
                // Ceremonies, covers, indexes and moves of a rehearsal's clock have their own checks elsewhere.
            }
        }
        happened.add(event.type());
    }

    private void published() {
        require(has("key.stated"), OrderRule.KEY_BEFORE_PUBLICATION);
        require(!has("tender.published"), OrderRule.PUBLISHED_TWICE);
        deadline = event.deadline();
        require(beforeDeadline(), OrderRule.PUBLISHED_AFTER_DEADLINE, deadline);
    }

    private void extended() {
        documents();
        if (event.deadline() == null) {
            return;
        }
        if (deadline != null) {
            require(event.deadline().isAfter(deadline), OrderRule.DEADLINE_EARLIER, deadline);
            boolean decided = event.byOutage() && has("outage.decided");
            require(beforeDeadline() || decided, OrderRule.EXTENDED_AFTER_DEADLINE, deadline);
        }
        deadline = event.deadline();
    }

    private void documents() {
        // Documents may lie ready before the notice; what changes them cannot come before it.
        if (!event.type().equals("document.issued")) {
            afterPublication();
        }
        require(!has("lot.closed"), OrderRule.DOCUMENTS_AFTER_CLOSE);
    }

    private void afterPublication() {
        require(has("tender.published"), OrderRule.BEFORE_PUBLICATION);
    }

    private void submission() {
        afterPublication();
        require(beforeDeadline(), OrderRule.SUBMISSION_AT_OR_AFTER_DEADLINE, deadline);
        require(!has("lot.closed"), OrderRule.SUBMISSION_AFTER_CLOSE);
        if (event.actor() == null) {
            actorsKnown = false;
        } else {
            standing.put(event.actor(), event.type().equals("bid.submitted"));
        }
    }

    private void incomplete() {
        afterPublication();
        require(deadlinePassed(), OrderRule.INCOMPLETE_BEFORE_DEADLINE, deadline);
    }

    private void closed() {
        afterPublication();
        require(deadlinePassed(), OrderRule.CLOSED_BEFORE_DEADLINE, deadline);
        require(!has("lot.closed"), OrderRule.CLOSED_TWICE);
        listed = event.listed();
        if (actorsKnown) {
            int counted = (int) standing.values().stream().filter(bid -> bid).count();
            require(listed == null || listed == counted, OrderRule.LIST_DIFFERS, counted);
            listed = listed == null ? Integer.valueOf(counted) : listed;
        }
    }

    private void notOpened() {
        afterClose();
        require(listed == null || tooFew(), OrderRule.NOT_OPENED_WITH_ENOUGH_BIDS, listed);
    }

    private void afterCloseWithEnoughBids() {
        afterClose();
        require(!tooFew(), OrderRule.OPENED_WITH_TOO_FEW_BIDS, procedure.minBids());
    }

    private void sessionOpened() {
        afterPublication();
        require(deadlinePassed(), OrderRule.SESSION_BEFORE_DEADLINE, deadline);
    }

    private void outcome() {
        afterCloseWithEnoughBids();
        require(RELEASES.stream().anyMatch(this::has), OrderRule.OPENED_BEFORE_SHARES);
        require(!has("session.read-out"), OrderRule.OPENED_AFTER_READ_OUT);
        if (event.bid() != null) {
            require(decided.add(event.bid()), OrderRule.OUTCOME_TWICE, event.bid());
        }
        outcomes++;
        require(listed == null || outcomes <= listed, OrderRule.UNLISTED_OPENED, listed);
    }

    private void readOut() {
        boolean all = outcomes > 0 && (listed == null || outcomes >= listed);
        require(all, OrderRule.READ_OUT_BEFORE_OPENING);
        readOutAt = event.at();
    }

    private void confirmed() {
        require(has("session.read-out"), OrderRule.CONFIRMED_BEFORE_READ_OUT);
        speaks();
        procedure.window(Procedure.CONFIRM).filter(window -> readOutAt != null).ifPresent(window -> {
            boolean inTime = !event.at().isAfter(readOutAt.plus(window.duration()));
            require(inTime, OrderRule.CONFIRMED_TOO_LATE, window.number());
        });
    }

    private void objection() {
        openObjections++;
        speaks();
    }

    private void speaks() {
        if (event.actor() == null) {
            speakersKnown = false;
        } else {
            spoken.add(event.actor());
        }
    }

    private void answered() {
        require(openObjections > 0, OrderRule.ANSWER_WITHOUT_OBJECTION);
        openObjections = Math.max(0, openObjections - 1);
    }

    private void recorded() {
        require(has("session.read-out"), OrderRule.RECORD_BEFORE_READ_OUT);
        require(openObjections == 0, OrderRule.OBJECTION_UNANSWERED, openObjections);
        procedure
                .window(Procedure.OBJECTION)
                .filter(window -> readOutAt != null)
                .ifPresent(window -> {
                    boolean everybody = listed == null || !speakersKnown || spoken.size() >= listed;
                    boolean over = !event.at().isBefore(readOutAt.plus(window.duration()));
                    require(over || everybody, OrderRule.OBJECTIONS_CUT_SHORT, window.number());
                });
    }

    /** After the opening record, or after "not opened", nothing of the session and no bid comes any more. */
    private void afterTheEnd() {
        var type = event.type();
        boolean opens = type.startsWith("session.") || type.startsWith("bid.") || RELEASES.contains(type);
        // A late bid is refused, and the refusal recorded, at any time.
        if (opens && !type.equals("bid.refused")) {
            require(!has("session.record"), OrderRule.AFTER_RECORD);
            require(!has("lot.not-opened"), OrderRule.AFTER_NOT_OPENED);
        }
    }

    private void afterClose() {
        require(has("lot.closed"), OrderRule.BEFORE_CLOSE);
    }

    private boolean tooFew() {
        return listed != null && listed < procedure.minBids();
    }

    private boolean beforeDeadline() {
        return deadline == null || event.at().isBefore(deadline);
    }

    private boolean deadlinePassed() {
        return deadline == null || !event.at().isBefore(deadline);
    }

    private boolean has(String type) {
        return happened.contains(type);
    }

    private void require(boolean holds, OrderRule rule) {
        require(holds, rule, null);
    }

    private void require(boolean holds, OrderRule rule, Object value) {
        if (!holds) {
            violations.add(rule.brokenBy(event, value));
        }
    }
}

package org.jianzheng.rules;

import java.time.Instant;

/**
 * One logged event of a lot, as far as its order matters.
 *
 * @param at the time in the record
 * @param index its index in the log
 * @param deadline the bid deadline that {@code tender.published} and {@code tender.extended} state, else null
 * @param actor who acted, for submissions, withdrawals and what bidders say in the session; null when withheld
 * @param bid the bid that was opened or failed; null when not told
 * @param listed how many bids {@code lot.closed} lists; null for other types
 * @param byOutage whether a valid outage decision stands behind {@code tender.extended}
 */
public record Event(
        String type,
        Instant at,
        long index,
        Instant deadline,
        String actor,
        String bid,
        Integer listed,
        boolean byOutage) {
    public static Event of(String type, Instant at, long index) {
        return new Event(type, at, index, null, null, null, null, false);
    }

    public Event deadline(Instant stated) {
        return new Event(type, at, index, stated, actor, bid, listed, byOutage);
    }

    public Event actor(String who) {
        return new Event(type, at, index, deadline, who, bid, listed, byOutage);
    }

    public Event bid(String which) {
        return new Event(type, at, index, deadline, actor, which, listed, byOutage);
    }

    public Event listed(int howMany) {
        return new Event(type, at, index, deadline, actor, bid, howMany, byOutage);
    }

    public Event byOutage(boolean decided) {
        return new Event(type, at, index, deadline, actor, bid, listed, decided);
    }
}

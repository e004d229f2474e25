package org.jianzheng.rules;

import java.time.Instant;

/**
 * One logged event of a lot, as far as its order matters.
 *
 * @param at the time in the record
 * @param index its index in the log
 * @param deadline the bid deadline that {@code tender.published} and {@code tender.extended} state, else null
 * @param actor who acted, for submissions and withdrawals; null when withheld
 * @param bid the bid that was opened or failed; null when not told
 * @param listed how many bids {@code lot.closed} lists; null for other types
 */
public record Event(String type, Instant at, long index, Instant deadline, String actor, String bid, Integer listed) {
    public static Event of(String type, Instant at, long index) {
        return new Event(type, at, index, null, null, null, null);
    }

    public Event deadline(Instant stated) {
        return new Event(type, at, index, stated, actor, bid, listed);
    }

    public Event actor(String who) {
        return new Event(type, at, index, deadline, who, bid, listed);
    }

    public Event bid(String which) {
        return new Event(type, at, index, deadline, actor, which, listed);
    }

    public Event listed(int howMany) {
        return new Event(type, at, index, deadline, actor, bid, howMany);
    }
}

package org.jianzheng.witness;

/**
 * Who may see a record ({@code docs/protocols/records.md} §2). Widening joins two audiences; nothing narrows one.
 *
 * <p>The constants are sets of viewers: the actor, the supervisors, everybody.
 */
public enum Audience {
    /** No one through the platform; offices read it in the ceremony. */
    NOBODY(0),
    /** The party that acted, for example its sealed submission before the opening. */
    ACTOR_ONLY(1),
    /** The supervisors (监督部门) only, for example after a lot that is not opened. */
    SUPERVISORS(2),
    ACTOR_AND_SUPERVISORS(3),
    PUBLIC(7);

    private final int viewers;

    Audience(int viewers) {
        this.viewers = viewers;
    }

    int viewers() {
        return viewers;
    }

    boolean admitsEverybody() {
        return this == PUBLIC;
    }

    boolean admitsActor() {
        return (viewers & 1) != 0;
    }

    boolean admitsSupervisors() {
        return (viewers & 2) != 0;
    }

    static Audience of(int viewers) {
        for (var audience : values()) {
            if (audience.viewers == viewers) {
                return audience;
            }
        }
        throw new IllegalStateException("No audience is written as " + viewers);
    }
}

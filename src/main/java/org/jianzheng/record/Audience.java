package org.jianzheng.record;

/** Who may see a record. The module that owns the stage widens it, in that stage's own transaction. */
public enum Audience {
    /** Nobody but the operator's own process, and the offices while they release. */
    NOBODY,
    /** Whoever did it. */
    ACTOR_ONLY,
    /** The supervisors alone: what concerns a lot that was not opened. */
    SUPERVISORS,
    /** Whoever did it, and the supervisors. */
    ACTOR_AND_SUPERVISORS,
    /** Everybody. */
    PUBLIC
}

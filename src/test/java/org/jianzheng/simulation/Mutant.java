package org.jianzheng.simulation;

/** A bug planted in the simulation's own platform, to show that an invariant finds it. */
enum Mutant {
    NONE,
    /** A submission that is sent again because its answer was lost counts again. */
    COUNTS_A_REPEATED_BID_AGAIN,
    /** An old dump is put back and the platform goes on as if nothing were missing. */
    IGNORES_FENCE_AND_OFFICES,
    /** The log comes back, the rows of the bids in it do not. */
    RECOVERS_THE_LOG_ONLY,
    /** The receipt is given at the commit, with the proof of the entry before. */
    GIVES_RECEIPTS_BEFORE_THE_LOG,
    /** The clock is read before the upload, and the deadline is asked of it alone. */
    READS_THE_CLOCK_TOO_EARLY,
    /** What a bid says is written down beside it, for support. */
    KEEPS_PLAIN_FORMS,
    /** Hostile: one acknowledged bid is left out of the list. */
    HIDES_A_ROW,
    /** Hostile: a second list, asked of the offices that did not see the first. */
    MAKES_A_SECOND_LIST
}

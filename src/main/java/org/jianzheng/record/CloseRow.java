package org.jianzheng.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One act of one bidder in the closing list, and what became of it. */
public record CloseRow(long index, String entry, String bidder, int seq, Kind kind, State state) {
    /** What the bidder did. */
    public enum Kind {
        @JsonProperty("bid")
        BID,
        @JsonProperty("withdrawal")
        WITHDRAWAL
    }

    /** What counts at the close: a bidder's highest seq wins. */
    public enum State {
        /** The bid that is opened. */
        @JsonProperty("listed")
        LISTED,
        /** A later act of the same bidder took its place. */
        @JsonProperty("superseded")
        SUPERSEDED,
        /** The bidder's last word is a withdrawal: that row, and his bids before it. */
        @JsonProperty("withdrawn")
        WITHDRAWN
    }

    public CloseRow {
        LogIndex.check(index, entry);
        Fields.hex("bidder", bidder, 64);
        Fields.range("seq", seq, 1, Integer.MAX_VALUE - 1);
        Fields.present("kind", kind);
        Fields.present("state", state);
    }

    /** A row whose state is still to be worked out by {@link LotClosed#of}. */
    public record Filed(long index, String entry, String bidder, int seq, Kind kind) {
        public Filed {
            LogIndex.check(index, entry);
            Fields.hex("bidder", bidder, 64);
            Fields.range("seq", seq, 1, Integer.MAX_VALUE - 1);
            Fields.present("kind", kind);
        }

        CloseRow as(State state) {
            return new CloseRow(index, entry, bidder, seq, kind, state);
        }
    }

    Filed filed() {
        return new Filed(index, entry, bidder, seq, kind);
    }
}

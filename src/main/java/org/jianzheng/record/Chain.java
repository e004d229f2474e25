package org.jianzheng.record;

import java.util.Objects;
import org.jianzheng.shared.Problem;

/**
 * The acts of one bidder on one lot that are in the log, as a hash chain: {@code seq} counts from 1, {@code prev} is the
 * hex SHA-256 of the previous act's signed content, null at the first.
 *
 * <p>An upload that was never completed has no place here; its seq is used again.
 *
 * @param seq the number of acts so far
 * @param last the hash of the last act's content, null when there is none
 */
public record Chain(int seq, String last) {
    public static final Chain EMPTY = new Chain(0, null);

    public Chain {
        Fields.range("seq", seq, 0, Integer.MAX_VALUE - 1);
        if (seq == 0 ? last != null : last == null) {
            throw Fields.refuse("prev", last, "null before the first act, and only then");
        }
        if (last != null) {
            Fields.hex("prev", last, 64);
        }
    }

    /** The seq that the next act must carry; its prev must be {@link #last}. */
    public int nextSeq() {
        return seq + 1;
    }

    /**
     * The chain after one more act.
     *
     * @throws Problem {@code record/chain} (409) when the act does not come next; members {@code seq} and {@code prev}
     *     say what would
     */
    public Chain then(int actSeq, String actPrev, byte[] content) {
        if (actSeq != nextSeq() || !Objects.equals(actPrev, last)) {
            throw Problem.of("record/chain")
                    .status(409)
                    .field(actSeq == nextSeq() ? "prev" : "seq")
                    .detail(
                            "This act says seq %d after %s; the next one is seq %d after %s.",
                            actSeq, actPrev, nextSeq(), last)
                    .remedy("Fetch your own chain of the lot, and sign the act again with its seq and prev.")
                    .with("seq", nextSeq())
                    .with("prev", last);
        }
        return new Chain(nextSeq(), Commitment.hash(content));
    }

    /** Checks a link by itself: seq from 1, prev exactly when seq is above 1. */
    static void checkLink(int seq, String prev) {
        Fields.range("seq", seq, 1, Integer.MAX_VALUE - 1);
        if (seq == 1) {
            if (prev != null) {
                throw Fields.refuse("prev", prev, "null at seq 1");
            }
        } else {
            Fields.hex("prev", prev, 64);
        }
    }
}

package org.jianzheng.bidding;

import java.util.List;

/**
 * A bidder's own chain on a lot.
 *
 * @param nextSeq the seq of the next act
 * @param prev its prev
 */
public record ChainView(int nextSeq, String prev, List<Act> acts) {
    /** @param bid the submission's id, null for a withdrawal */
    public record Act(int seq, String kind, String bid, String record) {}
}

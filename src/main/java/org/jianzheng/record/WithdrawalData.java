package org.jianzheng.record;

/** The data of the act {@code bid.withdraw}: its place in the bidder's chain, and why if he says so. */
public record WithdrawalData(int seq, String prev, String reason) {
    private static final int MAX_REASON = 2000;

    public WithdrawalData {
        Chain.checkLink(seq, prev);
        if (seq == 1) {
            throw Fields.refuse("seq", "1", "at least 2: there is no bid before it to withdraw");
        }
        if (reason != null) {
            Fields.text("reason", reason, MAX_REASON);
        }
    }
}

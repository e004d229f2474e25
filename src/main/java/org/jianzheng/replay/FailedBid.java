package org.jianzheng.replay;

import org.jianzheng.record.Canonical;
import org.jianzheng.shared.BidId;

/**
 * {@code failed/<submission>.json} of a full case file: S, with which anyone confirms that the bid is bad.
 *
 * @param s base64 of the compressed point
 */
public record FailedBid(int v, BidId submission, byte[] s) {
    public static FailedBid of(BidId submission, byte[] s) {
        return new FailedBid(1, submission, s);
    }

    public static FailedBid read(byte[] bytes) {
        return Canonical.read(bytes, FailedBid.class);
    }

    public byte[] bytes() {
        return Canonical.write(this);
    }
}

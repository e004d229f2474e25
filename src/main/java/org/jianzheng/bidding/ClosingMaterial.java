package org.jianzheng.bidding;

import java.util.List;
import org.jianzheng.record.CloseRow;
import org.jianzheng.shared.BidId;

/**
 * What a lot's closing list is made of.
 *
 * @param filed every act with the id of its record
 * @param incomplete statements whose objects never all arrived; they count as withdrawn (电子招标投标办法 第二十七条)
 */
public record ClosingMaterial(List<Filed> filed, List<Unfinished> incomplete) {
    /** @param submission null for a withdrawal */
    public record Filed(String record, String actor, int seq, CloseRow.Kind kind, BidId submission) {}

    /** @param statement the CMS as it was sent */
    public record Unfinished(String actor, byte[] statement) {}
}

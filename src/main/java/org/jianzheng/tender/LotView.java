package org.jianzheng.tender;

import java.time.Instant;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.TenderId;

/**
 * A lot as the other modules and the public see it; it names no bidder and no count.
 *
 * @param deadlineVersion of the deadline statement in force; 1 is the key statement's own
 */
public record LotView(
        TenderId tender,
        LotId lot,
        String number,
        String name,
        Money ceiling,
        String deadline,
        int deadlineVersion,
        LotStage stage) {
    public Instant deadlineInstant() {
        return Instants.parse(deadline);
    }
}

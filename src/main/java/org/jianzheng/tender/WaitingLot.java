package org.jianzheng.tender;

import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * A lot that an outage holds up, and what it waits for.
 *
 * @param decision hex SHA-256 of the act's content, null while there is none
 * @param newDeadline as decided, or null
 * @param act the tendering office's CMS, or null
 */
public record WaitingLot(
        TenderId tender,
        LotId lot,
        String number,
        String deadline,
        int version,
        Need needs,
        String decision,
        String newDeadline,
        byte[] act) {
    /** Whose turn it is. */
    public enum Need {
        /** The tendering office decides about the outage. */
        DECISION,
        /** The procuring entity signs the extension. */
        EXTENSION,
        /** The offices state the new deadline. */
        OFFICES
    }

    /** A lot about which nothing is decided yet. */
    public static WaitingLot undecided(LotView lot) {
        return new WaitingLot(
                lot.tender(),
                lot.lot(),
                lot.number(),
                lot.deadline(),
                lot.deadlineVersion(),
                Need.DECISION,
                null,
                null,
                null);
    }
}

package org.jianzheng.opening;

import org.jianzheng.shared.BidId;
import org.jianzheng.shared.PartyId;

/**
 * What was found when one listed bid was opened, before it is written down.
 *
 * @param index of its record in the log
 * @param form canonical bid form, null when it failed
 * @param slip the manifest's SignedData, null when it could not be read
 * @param shared the encoded point S, null when no quorum of shares was there
 * @param reason stable slug of the failure, null when it opened
 */
record Decided(
        BidId submission,
        long index,
        PartyId party,
        String bidder,
        String organisation,
        byte[] form,
        byte[] slip,
        byte[] shared,
        String manifest,
        String reason,
        String detail,
        String blame) {
    /** The same for a party whose row had to be made again. */
    Decided of(PartyId owner) {
        return new Decided(
                submission, index, owner, bidder, organisation, form, slip, shared, manifest, reason, detail, blame);
    }

    boolean opened() {
        return reason == null;
    }

    @Override
    public String toString() {
        return "Decided[" + submission + ", " + (opened() ? "opened" : reason) + "]";
    }
}

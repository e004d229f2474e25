package org.jianzheng.tender;

import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import org.jianzheng.witness.Altered;
import org.jianzheng.witness.PlatformKey;

/**
 * The stage of a lot, bound to the lot and its tender by a MAC under the platform key: who can only write the database
 * cannot have downloads and questions disclosed by moving one. A stage that the lot had before stays valid, so the most
 * that a copy of an old row does is to put the lot back; the log and the offices' binds stand against that.
 */
record BoundStage(UUID lot, UUID tender, int ordinal, int ofLots, LotStage stage, byte[] mac) {
    private static final String PURPOSE = "tender/stage";

    static byte[] mac(PlatformKey key, UUID lot, UUID tender, int ordinal, int ofLots, LotStage stage) {
        return key.lookup(PURPOSE, lot, tender, ordinal, ofLots, stage);
    }

    /** @throws Altered when the row is not what the platform wrote */
    LotStage require(PlatformKey key) {
        if (!MessageDigest.isEqual(mac, mac(key, lot, tender, ordinal, ofLots, stage))) {
            throw Altered.alarm("The stage of lot " + lot + " was moved in the database.");
        }
        return stage;
    }

    /**
     * The stages of all lots of a tender.
     *
     * @throws Altered also when a lot was taken away or added
     */
    static List<LotStage> requireAll(PlatformKey key, UUID tender, List<BoundStage> rows) {
        var stages = rows.stream().map(row -> row.require(key)).toList();
        if (rows.isEmpty() || rows.get(0).ofLots() != rows.size()) {
            throw Altered.alarm(
                    "Tender " + tender + " has " + rows.size() + " lots in the database, not its own number.");
        }
        return stages;
    }
}

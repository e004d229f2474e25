package org.jianzheng.witness;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import org.jianzheng.record.Audience;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * The columns beside an encrypted record, bound to it by a MAC under the platform key: who can only write the database can
 * neither widen an audience nor move a record to another lot, tender or actor. The MAC of an earlier, narrower audience
 * stays valid, so the most that a copy of it does is to hide the record again.
 */
record BoundRow(UUID id, byte[] tender, byte[] lot, byte[] actor, int audience, byte[] mac) {
    static final String COLUMNS = "r.id, r.tender, r.lot, r.actor, r.audience, r.mac";
    private static final String PURPOSE = "witness/row";

    /** A new record's row. */
    static BoundRow of(PlatformKey key, UUID id, TenderId tender, LotId lot, String actor, Audience audience) {
        return of(
                key,
                id,
                tender == null ? null : key.lookup("tender", tender),
                lot == null ? null : key.lookup("lot", lot),
                // Under its lot, so that one party's rows in two lots do not look alike.
                key.lookup("actor", lot, actor),
                Viewers.of(audience));
    }

    static BoundRow of(PlatformKey key, UUID id, byte[] tender, byte[] lot, byte[] actor, int audience) {
        return new BoundRow(id, tender, lot, actor, audience, mac(key, id, tender, lot, actor, audience));
    }

    static BoundRow read(ResultSet row) throws SQLException {
        return new BoundRow(
                row.getObject("id", UUID.class),
                row.getBytes("tender"),
                row.getBytes("lot"),
                row.getBytes("actor"),
                row.getInt("audience"),
                row.getBytes("mac"));
    }

    /** @throws Altered when a column is not what the platform wrote */
    BoundRow require(PlatformKey key) {
        if (!MessageDigest.isEqual(mac, mac(key, id, tender, lot, actor, audience))) {
            throw Altered.alarm("Record " + id + " was moved or its audience changed in the database.");
        }
        return this;
    }

    BoundRow widened(PlatformKey key, int viewers) {
        return of(key, id, tender, lot, actor, audience | viewers);
    }

    private static byte[] mac(PlatformKey key, UUID id, byte[] tender, byte[] lot, byte[] actor, int audience) {
        return key.lookup(PURPOSE, id, hex(tender), hex(lot), hex(actor), audience);
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? "-" : HexFormat.of().formatHex(bytes);
    }
}

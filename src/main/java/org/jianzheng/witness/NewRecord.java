package org.jianzheng.witness;

import java.time.Instant;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * A record about to be witnessed.
 *
 * @param type for example {@code bid.submitted}; the list is in {@code docs/protocols/records.md}
 * @param tender null for records of the whole platform
 * @param lot null for records of the tender or of the whole platform
 * @param actor the certificate id of who acted, or {@link #PLATFORM}
 * @param time the instant the door read, once per command
 * @param data a record, map or tree of Jackson; repeats nothing that is in {@code act}
 * @param act the attached CMS SignedData of a human act, or null
 */
public record NewRecord(
        String type,
        TenderId tender,
        LotId lot,
        String actor,
        Instant time,
        Object data,
        byte[] act,
        Audience audience) {
    public static final String PLATFORM = "platform";

    /** A record of what the platform itself did. */
    public static NewRecord byPlatform(
            String type, TenderId tender, LotId lot, Instant now, Object data, Audience audience) {
        return new NewRecord(type, tender, lot, PLATFORM, now, data, null, audience);
    }
}

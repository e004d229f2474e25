package org.jianzheng.witness;

import java.time.Instant;
import org.jianzheng.record.Audience;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * A record about to be witnessed.
 *
 * @param tender null for records of the whole platform
 * @param lot null for records of the tender or of the whole platform
 * @param actor the certificate id of who acted, or {@link WitnessRecord#PLATFORM}
 * @param time the instant the door read, once per command
 * @param data a record, map or tree that is a JSON object; repeats nothing that is in {@code act}
 * @param act the attached CMS SignedData of a human act, or null
 * @param audience who may see it at once; usually the type's own
 * @param kept what the module needs beside the record to write its rows again after a restore, or null; goes into the
 *     record's encrypted copy, never into the record
 */
public record NewRecord(
        RecordType type,
        TenderId tender,
        LotId lot,
        String actor,
        Instant time,
        Object data,
        byte[] act,
        Audience audience,
        Object kept) {
    public NewRecord(
            RecordType type,
            TenderId tender,
            LotId lot,
            String actor,
            Instant time,
            Object data,
            byte[] act,
            Audience audience) {
        this(type, tender, lot, actor, time, data, act, audience, null);
    }

    /** A record of a person's act, for its type's audience. */
    public static NewRecord byActor(
            RecordType type, TenderId tender, LotId lot, String actor, Instant now, Object data, byte[] act) {
        return new NewRecord(type, tender, lot, actor, now, data, act, type.audience());
    }

    /** A record of what the platform itself did, for its type's audience. */
    public static NewRecord byPlatform(RecordType type, TenderId tender, LotId lot, Instant now, Object data) {
        return new NewRecord(type, tender, lot, WitnessRecord.PLATFORM, now, data, null, type.audience());
    }

    /** The same record for another audience than its type's, for example a later stage's index. */
    public NewRecord seenBy(Audience other) {
        return new NewRecord(type, tender, lot, actor, time, data, act, other, kept);
    }

    /**
     * The same record with what the module's {@link Rebuilding} reads back: a record, map or tree that is a JSON object.
     */
    public NewRecord keeping(Object rebuildingNeeds) {
        return new NewRecord(type, tender, lot, actor, time, data, act, audience, rebuildingNeeds);
    }
}

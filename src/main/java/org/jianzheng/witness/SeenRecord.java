package org.jianzheng.witness;

import org.jianzheng.record.Audience;
import org.jianzheng.record.WitnessRecord;

/**
 * A record with its place in the log.
 *
 * @param index the entry's index
 * @param entry SHA-256(salt ‖ record)
 * @param record the exact canonical bytes
 */
public record SeenRecord(long index, byte[] entry, byte[] record, byte[] salt, Audience audience) {
    public WitnessRecord form() {
        return WitnessRecord.read(record);
    }
}

package org.jianzheng.witness;

import com.fasterxml.jackson.databind.JsonNode;
import org.jianzheng.record.Canonical;

/**
 * A record with its place in the log, opened for somebody who may see it.
 *
 * @param index the entry's index
 * @param id the record's own id
 * @param entry SHA-256(salt ‖ record)
 */
public record SeenRecord(long index, String id, byte[] entry, byte[] record, byte[] salt, Audience audience) {
    /** The record as a tree: {@code v, id, type, tender, lot, actor, time, data, act}. */
    public JsonNode tree() {
        return Canonical.read(record, JsonNode.class);
    }
}

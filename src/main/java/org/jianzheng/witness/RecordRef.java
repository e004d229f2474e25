package org.jianzheng.witness;

/**
 * A record that will be in the log if the caller's transaction commits.
 *
 * @param id the record's own id, a lower-case UUIDv7
 * @param record the exact canonical bytes
 * @param salt 32 random bytes
 * @param entry SHA-256(salt ‖ record), the log entry
 */
public record RecordRef(String id, byte[] record, byte[] salt, byte[] entry) {}

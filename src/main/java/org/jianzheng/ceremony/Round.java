package org.jianzheng.ceremony;

import org.jianzheng.record.RecordType;

/** The rounds of a key generation (docs/protocols/envelope.md), each asked of every office before the next begins. */
enum Round {
    COMMIT("/ceremony/plan", RecordType.CEREMONY_COMMIT),
    REVEAL("/ceremony/commits", RecordType.CEREMONY_REVEAL),
    ACK("/ceremony/reveals", RecordType.CEREMONY_ACK),
    /** Only of those whose shares are complained of; it ends the ceremony. */
    JUSTIFY("/ceremony/complaints", RecordType.CEREMONY_JUSTIFY),
    STATE("/ceremony/acks", RecordType.KEY_STATED);

    private final String path;
    private final RecordType record;

    Round(String path, RecordType record) {
        this.path = path;
        this.record = record;
    }

    /** Where an office takes what the rounds before have made. */
    String path() {
        return path;
    }

    RecordType record() {
        return record;
    }
}

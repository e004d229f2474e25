package org.jianzheng.record;

/** A place in the log and the entry (lower-case hex) that stands there. */
public record LogIndex(long index, String entry) {
    public LogIndex {
        check(index, entry);
    }

    static void check(long index, String entry) {
        Fields.range("index", index, 0, (1L << 53) - 1);
        Fields.hex("entry", entry, 64);
    }
}

package org.jianzheng.record;

import java.util.List;

/**
 * The data of {@code stage.index}: every record of a lot since its last index, and the tender's records that no index
 * has listed, so that a case file can be seen to leave nothing out. Refusals are listed, cover records are not.
 *
 * @param stage {@code close}, {@code opening}, {@code evaluation} or {@code award}
 * @param entries ascending by index
 */
public record StageIndex(String stage, List<LogIndex> entries) {
    private static final int MAX_ENTRIES = 1_000_000;

    public StageIndex {
        Fields.word("stage", stage);
        entries = Fields.list("entries", entries, 0, MAX_ENTRIES);
        long last = -1;
        for (var entry : entries) {
            if (entry.index() <= last) {
                throw Fields.refuse("entries.index", Long.toString(entry.index()), "indexes that ascend, each once");
            }
            last = entry.index();
        }
    }
}

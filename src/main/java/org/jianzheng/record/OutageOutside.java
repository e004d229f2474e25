package org.jianzheng.record;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jianzheng.shared.LotId;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.SignedNote;

/**
 * The accepted acts of one lot that lie above its closing checkpoint, data of {@code outage.outside}. The decision carries
 * only {@link #commitment}, which says nothing until this record is shown with the opening.
 *
 * @param decision hex SHA-256 of the content of the act {@code outage.decide}
 * @param closingCheckpoint the signed note that would have closed the lot; null when a quorum cosigned none in time, or
 *     when the deadline had not passed
 * @param salt 64 hex digits
 * @param entries ascending by index
 */
public record OutageOutside(
        int v, String decision, LotId lot, String closingCheckpoint, String salt, List<LogIndex> entries) {
    private static final int MAX_NOTE = 1 << 20;

    /** What the commitment is over: all but the salt, and the decision, which contains it. */
    private record Committed(int v, LotId lot, String closingCheckpoint, List<LogIndex> entries) {}

    public OutageOutside {
        Fields.version(v);
        Fields.hex("decision", decision, 64);
        Fields.present("lot", lot);
        if (closingCheckpoint != null) {
            Fields.text("closingCheckpoint", closingCheckpoint, MAX_NOTE);
        }
        Fields.hex("salt", salt, 64);
        entries = Fields.list("entries", entries, 0, LotClosed.MAX_ROWS);
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i - 1).index() >= entries.get(i).index()) {
                throw Fields.refuse("entries", "" + entries.get(i).index(), "indexes ascending, each once");
            }
        }
    }

    /** What a decision says of a lot before it is signed. */
    public static String commitment(LotId lot, String closingCheckpoint, byte[] salt, List<LogIndex> entries) {
        var committed = new Committed(1, lot, closingCheckpoint, entries);
        return Commitment.entryHex(salt, Canonical.write(committed));
    }

    /** Hex SHA-256(salt ‖ canonical {v, lot, closingCheckpoint, entries}). */
    public String commitment() {
        return commitment(lot, closingCheckpoint, HexFormat.of().parseHex(salt), entries);
    }

    /** From which index on an act lies outside: the size of the closing checkpoint, 0 when there is none. */
    public long size() {
        return closingCheckpoint == null ? 0 : Checkpoint.parse(note().text()).size();
    }

    public SignedNote note() {
        return SignedNote.parse(closingCheckpoint.getBytes(StandardCharsets.UTF_8));
    }

    public boolean names(long index, String entry) {
        return entries.contains(new LogIndex(index, entry));
    }
}

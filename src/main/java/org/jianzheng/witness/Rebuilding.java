package org.jianzheng.witness;

import java.util.Set;
import org.jianzheng.record.RecordType;

/**
 * A module's part in the recovery of a database that lost its tail ({@code docs/protocols/records.md} §10): for each
 * record that comes back it writes again the rows that it wrote when the record was made.
 *
 * <p>Records come in the order of the log, a batch in one transaction, which the module joins; rows that a restored dump
 * still has must be left as they are. It appends nothing, tells no office anything and reads no clock: the record's time
 * is now.
 */
public interface Rebuilding {
    /** Modules are asked in this order: those whose rows others build on first. */
    int turn();

    /** The types that left rows of this module. */
    Set<RecordType> types();

    void rebuild(RecoveredRecord record);
}

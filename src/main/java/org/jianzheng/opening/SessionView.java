package org.jianzheng.opening;

import java.util.List;
import org.jianzheng.record.ReadOut;
import org.jianzheng.tender.LotStage;

/**
 * A session as any watcher may see it. Until the bids are open it names no bidder and no count.
 *
 * @param seq number of the last event in it; {@code Last-Event-ID} to go on from here
 * @param released how many of the offices have released, of {@code quorum} that are needed
 * @param listed null until the bids are open
 * @param columns null until the bids are read out, as {@code rows}
 * @param record null until the opening record is signed
 */
record SessionView(
        String tender,
        String lot,
        String number,
        LotStage stage,
        long seq,
        String deadline,
        String closedAt,
        int released,
        int quorum,
        String openedAt,
        Integer listed,
        List<ReadOut.Column> columns,
        List<ReadOut.Row> rows,
        List<Said> confirmations,
        List<Objection> objections,
        Signed record) {
    record Said(String record, String organisation, String at, String text) {}

    /** @param answer null while there is none */
    record Objection(Said objection, Said answer) {}

    /** @param record id of the witness record; the others are hex hashes */
    record Signed(String record, String json, String pdf, String at) {}
}

package org.jianzheng.cli;

import java.util.List;
import org.jianzheng.record.Notice;

/** What the tool reads of the platform's answers; they may say more. */
final class LotAnswers {
    /** Of {@code GET /tenders/{tender}}. */
    record Tender(String id, String number, String title, List<Lot> lots, Notice notice) {}

    /** Of {@code GET /lots/{lot}}. */
    record Lot(String tender, String lot, String number, String name, String deadline, String stage) {}

    /** {@code GET /lots/{lot}/opening-key}. */
    record Key(
            String ceremony, String openingKey, List<byte[]> statements, List<byte[]> deadlines, byte[] certificate) {}

    /** {@code GET /lots/{lot}/bids}. */
    record Chain(int nextSeq, String prev, List<Act> acts) {}

    record Act(int seq, String kind, String bid, String record) {}

    /** The answer to a statement. */
    record Submission(String bid, String state, List<String> missing) {}

    private LotAnswers() {}
}

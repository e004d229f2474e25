package org.jianzheng.opening;

/**
 * The opening record (开标记录) exactly as the tendering office signed it.
 *
 * @param record id of the witness record {@code session.record}
 * @param json canonical bytes ({@code docs/protocols/opening-record.md})
 */
public record SignedOpeningRecord(String record, byte[] json, byte[] pdf) {}

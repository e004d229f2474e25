package org.jianzheng.tender;

import java.util.List;
import org.jianzheng.record.Notice;

/**
 * What anybody may read of a tender.
 *
 * @param publishedAt null while it is a draft, which only its owner sees
 * @param notice null while it is a draft
 */
public record TenderView(
        String id,
        String number,
        String title,
        String entity,
        String publishedAt,
        List<LotView> lots,
        List<Notice.Document> documents,
        List<Issued> clarifications,
        Notice notice) {

    /** A clarification (澄清) with the instant of its issue. */
    public record Issued(String issuedAt, Notice.Clarification clarification) {}
}

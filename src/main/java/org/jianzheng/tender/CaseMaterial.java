package org.jianzheng.tender;

import java.util.List;
import java.util.Map;
import org.jianzheng.record.Notice;

/**
 * What a case file carries of the tender itself.
 *
 * @param rules the frozen tree, bytes by relative path
 * @param documents every document, those of clarifications too
 */
public record CaseMaterial(
        Notice notice, List<LotView> lots, Map<String, byte[]> rules, List<Notice.Document> documents) {}

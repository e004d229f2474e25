package org.jianzheng.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.StageIndex;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.replay.CaseIndex.Withheld;
import org.jianzheng.shared.LotId;
import org.junit.jupiter.api.Test;

/** One lot was opened and one was not: the public learns of downloads and questions no more than the log tells it. */
class MixedTenderTest {
    private static final CaseFixture PLAYED = CaseFixture.get();
    private final LotId opened = PLAYED.lot;
    private final LotId closed = LotId.at(CaseFixture.PUBLISHED);
    private final CaseLog log = new CaseLog();
    private final CaseLog.Added download;
    private final CaseLog.Added question;
    private final CaseLog.Added bid;

    MixedTenderTest() {
        var act = Act.of(Act.TENDER_PUBLISH, PLAYED.tender, null, notice());
        add(RecordType.TENDER_PUBLISHED, null, Map.of(), Cms.sign(act.bytes(), PLAYED.people.entity));
        download = add(RecordType.DOCUMENT_DOWNLOADED, null, Map.of("document", "00"), null);
        question = add(RecordType.QUESTION_ASKED, null, Map.of(), null);
        bid = add(RecordType.BID_SUBMITTED, closed, Map.of(), null);
        add(RecordType.SESSION_OPENED, opened, Map.of(), null);
        index("close", opened, download, question);
        add(RecordType.LOT_NOT_OPENED, closed, Map.of(), null);
        index("close", closed, bid);
    }

    private Notice notice() {
        var json = (com.fasterxml.jackson.databind.node.ObjectNode) Canonical.tree(PLAYED.notice);
        var lots = (com.fasterxml.jackson.databind.node.ArrayNode) json.get("lots");
        var second =
                (com.fasterxml.jackson.databind.node.ObjectNode) lots.get(0).deepCopy();
        lots.add(second.put("lot", closed.toString()).put("number", "002"));
        return Canonical.value(json, Notice.class);
    }

    private CaseLog.Added add(RecordType type, LotId lot, Object data, byte[] act) {
        return log.add(type, PLAYED.tender, lot, WitnessRecord.PLATFORM, CaseFixture.DEADLINE, data, act);
    }

    private void index(String stage, LotId lot, CaseLog.Added... listed) {
        var entries = java.util.Arrays.stream(listed)
                .map(one -> new LogIndex(one.index(), one.entry()))
                .toList();
        add(RecordType.STAGE_INDEX, lot, new StageIndex(stage, entries), null);
    }

    /** A case file of this profile with what the table shows, and {@code added} all the same. */
    private Report replay(Profile profile, Set<CaseLog.Added> added, List<Withheld> withheld) {
        var index = new CaseIndex(
                1,
                profile,
                true,
                CaseLog.ORIGIN,
                PLAYED.tender,
                List.of(opened, closed),
                "ab".repeat(32),
                withheld,
                List.of());
        var evidence = new Evidence(null, index, PLAYED.trust);
        var shown = new ArrayList<CaseLog.Added>();
        for (var one : log.added) {
            var lot = one.form().lot();
            if (added.contains(one) || !profile.mayWithhold(one.form().type(), lot == null || lot.equals(opened))) {
                shown.add(one);
            }
        }
        shown.forEach(one -> evidence.proved(Logged.of(one.index(), one.bytes(), one.salt(), new byte[0])));
        evidence.arrange();
        var findings = new Findings();
        findings.begin("completeness");
        new CompletenessCheck().run(evidence, findings);
        findings.end();
        return findings.report(Report.About.unknown("case"));
    }

    private List<Withheld> withheld() {
        return List.of(
                new Withheld(download.index(), RecordType.DOCUMENT_DOWNLOADED),
                new Withheld(question.index(), RecordType.QUESTION_ASKED));
    }

    @Test
    void publicWithholdsWhoLookedAndAskedAndTheLotThatWasNotOpened() {
        var report = replay(Profile.PUBLIC, Set.of(), withheld());
        assertEquals(0, report.exitCode(), report::text);
        assertEquals(
                Set.of(download.index(), question.index()), report.withheld().keySet());
        assertFalse(report.text().contains("index " + bid.index()), report::text);
    }

    @Test
    void publicThatShowsWhoLookedIsFalse() {
        var report = replay(Profile.PUBLIC, Set.of(download), withheld().subList(1, 2));
        assertEquals(1, report.exitCode(), report::text);
        assertTrue(report.text().contains("index " + download.index()), report::text);
    }

    @Test
    void fullWithholdsNothing() {
        assertEquals(0, replay(Profile.FULL, Set.of(), List.of()).exitCode());
    }
}

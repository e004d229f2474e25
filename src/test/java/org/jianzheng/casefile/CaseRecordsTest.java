package org.jianzheng.casefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.StageIndex;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.replay.CaseIndex.Withheld;
import org.jianzheng.replay.Profile;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.shared.UuidV7;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.SignedHead;
import org.junit.jupiter.api.Test;

class CaseRecordsTest {
    private static final Instant NOW = Instant.parse("2026-03-26T01:30:00Z");
    private static final TenderId TENDER = TenderId.at(NOW);
    private static final LotId LOT = LotId.at(NOW);
    private static final SignedHead HEAD = new SignedHead(10, new byte[32], "");

    private static SeenRecord record(long index, RecordType type, LotId lot, Object data) {
        var id = UuidV7.at(NOW).toString();
        var form = new WitnessRecord(1, id, type, TENDER, lot, WitnessRecord.PLATFORM, NOW, Canonical.tree(data), null);
        var salt = Commitment.newSalt();
        return new SeenRecord(index, Commitment.entry(salt, form.bytes()), form.bytes(), salt, Audience.NOBODY);
    }

    private static SeenRecord plain(long index, RecordType type, LotId lot) {
        return record(index, type, lot, Map.of());
    }

    private static SeenRecord index(long index, String stage, SeenRecord... listed) {
        var entries = java.util.Arrays.stream(listed)
                .map(one -> new LogIndex(one.index(), HexFormat.of().formatHex(one.entry())))
                .toList();
        return record(index, RecordType.STAGE_INDEX, LOT, new StageIndex(stage, entries));
    }

    private static List<Long> shown(CaseRecords records) {
        return records.shown().stream().map(held -> held.seen().index()).toList();
    }

    @Test
    void fullHoldsEverythingBelowTheHead() {
        var records = new CaseRecords(HEAD, Profile.FULL);
        records.add(List.of(plain(3, RecordType.DOCUMENT_DOWNLOADED, null)), true);
        records.add(List.of(plain(4, RecordType.BID_SUBMITTED, LOT), plain(10, RecordType.BID_REFUSED, LOT)), true);
        assertEquals(List.of(3L, 4L), shown(records));
        assertTrue(records.withheld().isEmpty());
    }

    @Test
    void publicWithholdsWhoLookedAndNamesItOnlyIfAnIndexListsIt() {
        var looked = plain(3, RecordType.DOCUMENT_DOWNLOADED, null);
        var later = plain(8, RecordType.DOCUMENT_DOWNLOADED, null);
        var records = new CaseRecords(HEAD, Profile.PUBLIC);
        records.add(List.of(looked, later), true);
        records.add(List.of(plain(4, RecordType.BID_SUBMITTED, LOT), index(5, "opening", looked)), true);
        assertEquals(List.of(4L, 5L), shown(records));
        assertEquals(List.of(new Withheld(3, RecordType.DOCUMENT_DOWNLOADED)), records.withheld());
    }

    @Test
    void publicOfATenderWithALotThatWasNotOpenedWithholdsDownloadsAndQuestions() {
        var other = LotId.at(NOW);
        var looked = plain(2, RecordType.DOCUMENT_DOWNLOADED, null);
        var asked = plain(3, RecordType.QUESTION_ASKED, null);
        var before = plain(1, RecordType.DOCUMENT_DOWNLOADED, null);
        var records = new CaseRecords(HEAD, Profile.PUBLIC);
        records.add(List.of(before, looked, asked), true);
        records.add(List.of(index(6, "opening", looked, asked)), true);
        records.add(List.of(plain(4, RecordType.BID_SUBMITTED, other), index(5, "close", before)), false);
        assertEquals(List.of(6L), shown(records));
        assertEquals(
                List.of(new Withheld(2, RecordType.DOCUMENT_DOWNLOADED), new Withheld(3, RecordType.QUESTION_ASKED)),
                records.withheld());
    }

    @Test
    void publicShowsNothingOfALotThatWasNotOpenedButItsKeyAndNotice() {
        var records = new CaseRecords(HEAD, Profile.PUBLIC);
        var bid = plain(4, RecordType.BID_SUBMITTED, LOT);
        records.add(
                List.of(plain(1, RecordType.KEY_STATED, LOT), bid, plain(6, RecordType.LOT_NOT_OPENED, LOT)), false);
        records.add(List.of(index(7, "opening", bid)), false);
        assertEquals(List.of(1L), shown(records));
        assertTrue(records.hasIndexOf(LOT, "opening"));
        assertFalse(records.hasIndexOf(LOT, "close"));
    }
}

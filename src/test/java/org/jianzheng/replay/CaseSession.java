package org.jianzheng.replay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Act;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.OpeningRecord;
import org.jianzheng.record.ReadOut;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.rules.Calendar;

/** The session of {@link CaseFixture}: read-out, a confirmation, an objection with its answer, the record. */
final class CaseSession {
    private CaseSession() {}

    static void play(CaseFixture c) {
        var at = CaseFixture.DEADLINE.plusSeconds(600);
        var office = c.people.tenderingOffice;
        var bidder = c.bidders.get(0).signer;
        boolean other = c.twist == CaseFixture.Twist.OTHER_ROWS;
        var rows = Map.of("rows", other ? List.of() : ReadOut.rows(columns(c), records(c)));
        c.log.add(RecordType.SESSION_READ_OUT, c.tender, c.lot, CaseOffices.id(office), at, rows, null);
        c.act(RecordType.SESSION_CONFIRMED, Act.SESSION_CONFIRM, c.lot, bidder, at, Map.of(), Map.of());
        var objection = Map.of("text", "对唱标顺序有异议");
        var objected = c.act(RecordType.SESSION_OBJECTION, Act.SESSION_OBJECT, c.lot, bidder, at, objection, Map.of());
        var answer = new OpeningRecord.Answering(objected.form().id(), "按递交顺序唱标");
        c.act(RecordType.SESSION_ANSWER, Act.SESSION_ANSWER, c.lot, office, at, answer, Map.of());
        var json = OpeningRecord.of(c.notice, c.lot, CaseFixture.DEADLINE, columns(c), records(c))
                .bytes();
        var pdf = "%PDF-1.7 开标记录".getBytes(StandardCharsets.UTF_8);
        c.blobs.put(CaseNames.openingRecord(c.lot), json);
        c.blobs.put(CaseNames.openingPdf(c.lot), pdf);
        var signed = Map.of("record", Commitment.hash(json), "pdf", Commitment.hash(pdf));
        c.act(RecordType.SESSION_RECORD, Act.SESSION_RECORD_SIGN, c.lot, office, at.plusSeconds(400), signed, Map.of());
    }

    private static List<WitnessRecord> records(CaseFixture c) {
        return c.log.added.stream().map(CaseLog.Added::form).toList();
    }

    private static List<ReadOut.Column> columns(CaseFixture c) {
        return c.rules.procedure(c.notice.procedure(), Calendar.dateOf(CaseFixture.PUBLISHED)).readOut().stream()
                .map(column -> new ReadOut.Column(
                        column.key(), column.label().zh(), column.type().word()))
                .toList();
    }
}

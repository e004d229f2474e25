package org.jianzheng.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * The opening record (开标记录, 电子招标投标办法 第三十二条): what was read out and what was said, made from the records of the
 * lot and nothing else. The platform and a replay both call {@link #of}; equal records give equal bytes.
 *
 * @param entity the procuring entity (招标人)
 * @param columns of the read-out table, in order; keys as in {@link Row#values}
 * @param rows every listed bid in the order in which it was submitted
 */
public record OpeningRecord(
        int v,
        TenderId tender,
        LotId lot,
        String projectNumber,
        String projectName,
        String number,
        String title,
        String lotNumber,
        String lotName,
        String entity,
        Instant deadline,
        Instant opened,
        Instant readOut,
        List<Column> columns,
        List<Row> rows,
        List<Said> confirmations,
        List<Said> objections,
        List<Said> answers) {
    /** A column of the read-out table (唱标), from the rules of the tender's day. */
    public record Column(String key, String label) {}

    /**
     * One listed bid.
     *
     * @param bidder organisation of the certificate that submitted it
     * @param values the form's fields by column key, money in fen; items by their own names; null when it failed
     */
    public record Row(
            int no,
            String submission,
            String bidder,
            String certificate,
            Map<String, String> values,
            Failure failure) {}

    /** Why a bid has no values (电子招标投标办法 第三十一条 asks whose cause it is). */
    public record Failure(String reason, String detail, String blame) {}

    /** What a person said in the session, as his act has it; {@code record} is the id of the witness record. */
    public record Said(String record, String actor, String organisation, Instant time, JsonNode said) {}

    /**
     * The record of one lot.
     *
     * @param columns of the procedure's read-out table
     * @param records of the lot in the order of the log, up to the act that signs the opening record; others are ignored
     * @param deadline in force at the close
     */
    public static OpeningRecord of(
            Notice notice, LotId lot, Instant deadline, List<Column> columns, List<WitnessRecord> records) {
        var own = records.stream().filter(r -> lot.equals(r.lot())).toList();
        var named = notice.lots().stream()
                .filter(l -> l.lot().equals(lot.toString()))
                .findFirst()
                .orElseThrow(() -> Fields.refuse("lot", lot.toString(), "a lot of the notice"));
        var first = own.stream().findFirst().orElseThrow(() -> missing("any record"));
        return new OpeningRecord(
                1,
                first.tender(),
                lot,
                notice.projectNumber(),
                notice.projectName(),
                notice.number(),
                notice.title(),
                named.number(),
                named.name(),
                notice.entity(),
                deadline,
                time(own, RecordType.SESSION_OPENED),
                time(own, RecordType.SESSION_READ_OUT),
                List.copyOf(columns),
                rows(own),
                said(own, RecordType.SESSION_CONFIRMED),
                said(own, RecordType.SESSION_OBJECTION),
                said(own, RecordType.SESSION_ANSWER));
    }

    /** The read-out table from the records of one lot: also the data {@code rows} of {@code session.read-out}. */
    public static List<Row> rows(List<WitnessRecord> records) {
        var outcomes = new HashMap<String, WitnessRecord>();
        records.stream()
                .filter(r -> r.type() == RecordType.BID_OPENED || r.type() == RecordType.BID_FAILED)
                .forEach(r -> outcomes.put(r.data().path("submission").asText(), r));
        var rows = new ArrayList<Row>();
        for (var record : records) {
            if (record.type() == RecordType.BID_SUBMITTED) {
                var act = record.signedAct().orElseThrow(() -> missing("the act of a submission"));
                var submission = SubmissionStatement.read(act.content()).id().toString();
                var outcome = outcomes.get(submission);
                if (outcome != null) {
                    var bidder = Subject.of(act.signer()).organisation();
                    rows.add(row(rows.size() + 1, submission, bidder, record.actor(), outcome));
                }
            }
        }
        return List.copyOf(rows);
    }

    private static Row row(int no, String submission, String bidder, String certificate, WitnessRecord outcome) {
        var data = outcome.data();
        if (outcome.type() == RecordType.BID_OPENED) {
            return new Row(no, submission, bidder, certificate, values(data.path("form")), null);
        }
        var failure = new Failure(
                data.path("reason").asText(),
                data.path("detail").asText(),
                data.path("blame").asText());
        return new Row(no, submission, bidder, certificate, null, failure);
    }

    private static Map<String, String> values(JsonNode form) {
        var values = new TreeMap<String, String>();
        form.path("items")
                .properties()
                .forEach(item -> values.put(item.getKey(), item.getValue().asText()));
        for (var key : List.of("bidder", "price", "period", "quality")) {
            values.put(key, form.path(key).asText());
        }
        var manager = form.path("projectManager");
        values.put("projectManager", manager.path("name").asText());
        values.put("projectManagerCertificate", manager.path("certificate").asText());
        return values;
    }

    private static List<Said> said(List<WitnessRecord> records, RecordType type) {
        return records.stream()
                .filter(r -> r.type() == type)
                .map(r -> {
                    var act = r.signedAct().orElseThrow(() -> missing("the act of " + type));
                    var organisation = Subject.of(act.signer()).organisation();
                    var data = Act.read(act.content()).data();
                    return new Said(r.id(), r.actor(), organisation, r.time(), data);
                })
                .toList();
    }

    private static Instant time(List<WitnessRecord> records, RecordType type) {
        return records.stream()
                .filter(r -> r.type() == type)
                .map(WitnessRecord::time)
                .findFirst()
                .orElseThrow(() -> missing(type.toString()));
    }

    public byte[] bytes() {
        return Canonical.write(this);
    }

    public static OpeningRecord read(byte[] bytes) {
        return Canonical.read(bytes, OpeningRecord.class);
    }

    private static Problem missing(String what) {
        return Problem.of("record/opening-record")
                .status(409)
                .detail("There is no opening record yet: %s of the lot is missing.", what)
                .remedy("Read the bids out first.");
    }
}

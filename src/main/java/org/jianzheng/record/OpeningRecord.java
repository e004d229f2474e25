package org.jianzheng.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * The opening record (开标记录, 电子招标投标办法 第三十二条): what was opened, read out and said, made from the records of the lot
 * and nothing else, {@code docs/protocols/opening-record.md}. The platform and a replay both call {@link #of}; equal
 * records give equal bytes.
 *
 * @param number of the tender
 * @param entity the procuring entity (招标人)
 * @param deadline in force at the close
 * @param list hex entry of {@code lot.closed}, as the offices signed for it
 * @param listed how many bids it lists
 * @param offices that released before the bids were opened, in the order of the log
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
        Instant closed,
        String list,
        int listed,
        List<String> offices,
        Instant opened,
        Instant readOut,
        List<ReadOut.Column> columns,
        List<ReadOut.Row> bids,
        List<Attendance> signIns,
        List<Attendance> confirmations,
        List<Objection> objections) {
    /** Someone who signed in, or confirmed what was read out of its bid. */
    public record Attendance(String record, String actor, String organisation, Instant time) {}

    /** @param answer null while there is none; a signed record has one for each (招标投标法实施条例 第四十四条) */
    public record Objection(
            String record, String actor, String organisation, Instant time, String text, Answer answer) {}

    public record Answer(String record, String actor, String organisation, Instant time, String text) {}

    /** Data of the act {@code session.object}. */
    public record Objecting(String text) {}

    /**
     * Data of the act {@code session.answer}.
     *
     * @param objection id of the record {@code session.objection}
     */
    public record Answering(String objection, String text) {}

    /** Data of the act {@code session.record.sign}: hex SHA-256 of the canonical record and of its PDF. */
    public record Signing(String record, String pdf) {}

    public OpeningRecord {
        Fields.version(v);
        columns = List.copyOf(columns);
    }

    /**
     * The record of one lot.
     *
     * @param deadline in force at the close
     * @param columns of the procedure's read-out table
     * @param records of the lot in the order of the log, up to the act that signs the opening record; others are ignored
     * @throws Problem {@code record/opening-record} (409) before the bids are read out
     */
    public static OpeningRecord of(
            Notice notice, LotId lot, Instant deadline, List<ReadOut.Column> columns, List<WitnessRecord> records) {
        var own = records.stream().filter(r -> lot.equals(r.lot())).toList();
        var named = notice.lots().stream()
                .filter(l -> l.lot().equals(lot.toString()))
                .findFirst()
                .orElseThrow(() -> Fields.refuse("lot", lot.toString(), "a lot of the notice"));
        var closed = require(own, RecordType.LOT_CLOSED);
        var releases = releases(own);
        return new OpeningRecord(
                1,
                closed.tender(),
                lot,
                notice.projectNumber(),
                notice.projectName(),
                notice.number(),
                notice.title(),
                named.number(),
                named.name(),
                notice.entity(),
                deadline,
                closed.time(),
                releases.stream().map(Released::list).findFirst().orElseThrow(() -> missing("an office's release")),
                closed.data().path("listed").size(),
                releases.stream().map(Released::office).toList(),
                outcome(own).orElseThrow(() -> missing("an opened bid")).time(),
                require(own, RecordType.SESSION_READ_OUT).time(),
                columns,
                ReadOut.rows(columns, own),
                attendance(own, RecordType.SESSION_SIGNED_IN),
                attendance(own, RecordType.SESSION_CONFIRMED),
                objections(own));
    }

    private record Released(String office, String list) {}

    /** An office that releases after the opening changes nothing that this record tells. */
    private static List<Released> releases(List<WitnessRecord> records) {
        var all = new ArrayList<Released>();
        for (var record : records) {
            if (isOutcome(record)) {
                break;
            }
            if (record.type() == RecordType.OFFICE_RELEASED) {
                var answer = Canonical.read(signed(record).content(), com.fasterxml.jackson.databind.JsonNode.class);
                all.add(new Released(
                        answer.path("office").asText(), answer.path("list").asText()));
            }
        }
        return all;
    }

    private static Optional<WitnessRecord> outcome(List<WitnessRecord> records) {
        return records.stream().filter(OpeningRecord::isOutcome).findFirst();
    }

    private static boolean isOutcome(WitnessRecord record) {
        return record.type() == RecordType.BID_OPENED || record.type() == RecordType.BID_FAILED;
    }

    private static List<Attendance> attendance(List<WitnessRecord> records, RecordType type) {
        return records.stream()
                .filter(r -> r.type() == type)
                .map(r -> new Attendance(r.id(), r.actor(), organisation(r), r.time()))
                .toList();
    }

    private static List<Objection> objections(List<WitnessRecord> records) {
        return records.stream()
                .filter(r -> r.type() == RecordType.SESSION_OBJECTION)
                .map(r -> new Objection(
                        r.id(),
                        r.actor(),
                        organisation(r),
                        r.time(),
                        act(r, Objecting.class).text(),
                        answer(r.id(), records)))
                .toList();
    }

    private static Answer answer(String objection, List<WitnessRecord> records) {
        return records.stream()
                .filter(r -> r.type() == RecordType.SESSION_ANSWER)
                .filter(r -> act(r, Answering.class).objection().equals(objection))
                .findFirst()
                .map(r -> new Answer(
                        r.id(),
                        r.actor(),
                        organisation(r),
                        r.time(),
                        act(r, Answering.class).text()))
                .orElse(null);
    }

    private static <T> T act(WitnessRecord record, Class<T> form) {
        return Act.read(signed(record).content()).data(form);
    }

    private static String organisation(WitnessRecord record) {
        return Subject.of(signed(record).signer()).organisation();
    }

    private static Cms.Signed signed(WitnessRecord record) {
        return record.signedAct().orElseThrow(() -> missing("the act of " + record.type()));
    }

    private static WitnessRecord require(List<WitnessRecord> records, RecordType type) {
        return records.stream().filter(r -> r.type() == type).findFirst().orElseThrow(() -> missing(type.toString()));
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
                .detail("There is no opening record yet: %s is missing.", what)
                .remedy("Read the bids out first.");
    }
}

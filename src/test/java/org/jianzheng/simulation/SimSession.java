package org.jianzheng.simulation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Act;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.OpeningRecord;
import org.jianzheng.record.ReadOut;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.replay.CaseNames;
import org.jianzheng.rules.Calendar;
import org.jianzheng.rules.Procedure;

/** Read-out, signed opening record and its stage index, as a model of the product's session. */
final class SimSession {
    private static final SimPlatform.Effect NOTHING = db -> {};

    private final SimPlatform platform;
    private final Stores stores;
    private final SimClosing closing;

    SimSession(SimPlatform platform, SimClosing closing) {
        this.platform = platform;
        this.stores = platform.stores;
        this.closing = closing;
    }

    private Procedure procedure() {
        return platform.people.rules.procedure("engineering-open-tender", Calendar.dateOf(SimPeople.PUBLISHED));
    }

    /** Whether the bids were read out and the time for objections, in which nobody here speaks, still runs. */
    boolean mayBeObjectedTo() {
        var window = procedure().window(Procedure.OBJECTION).orElseThrow().duration();
        return records(stores.db()).stream()
                .filter(form -> form.type() == RecordType.SESSION_READ_OUT)
                .anyMatch(form -> platform.clock.instant().isBefore(form.time().plus(window)));
    }

    private List<ReadOut.Column> columns() {
        return procedure().readOut().stream()
                .map(column -> new ReadOut.Column(
                        column.key(), column.label().zh(), column.type().word()))
                .toList();
    }

    private List<WitnessRecord> records(Db db) {
        return db.entries.stream().map(id -> db.records.get(id).form()).toList();
    }

    private boolean has(Db db, RecordType type) {
        return records(db).stream().anyMatch(form -> form.type() == type);
    }

    /** Read-out, then the signed opening record, once what it is made of is in the log. */
    void record() {
        var db = stores.db();
        long opened = records(db).stream()
                .filter(form -> form.type() == RecordType.BID_OPENED)
                .count();
        if (opened < db.opened.size()) {
            return;
        }
        var office = platform.people.tenderingOffice;
        var actor = Certificates.id(office.certificate());
        if (!has(db, RecordType.SESSION_READ_OUT)) {
            if (db.outbox.isEmpty()) {
                var rows = Map.of("rows", ReadOut.rows(columns(), records(db)));
                stores.commit(
                        "read-out",
                        next -> platform.append(next, RecordType.SESSION_READ_OUT, true, actor, rows, null, NOTHING));
            }
            return;
        }
        if (mayBeObjectedTo()) {
            return;
        }
        var notice = SimTender.notice(platform);
        var json = OpeningRecord.of(notice, platform.lot, SimPeople.DEADLINE, columns(), records(db))
                .bytes();
        var pdf = "%PDF-1.7 开标记录".getBytes(StandardCharsets.UTF_8);
        var hashes = Map.of("record", Commitment.hash(json), "pdf", Commitment.hash(pdf));
        var act = Cms.sign(
                Act.of(Act.SESSION_RECORD_SIGN, platform.tender, platform.lot, hashes)
                        .bytes(),
                office);
        SimPlatform.Effect rows = to -> {
            to.blobs.put(CaseNames.openingRecord(platform.lot), json);
            to.blobs.put(CaseNames.openingPdf(platform.lot), pdf);
            to.stage = Db.Stage.RECORDED;
        };
        stores.commit(
                "record", next -> platform.append(next, RecordType.SESSION_RECORD, true, actor, Map.of(), act, rows));
    }

    void index() {
        var db = stores.db();
        if (!db.indexed && has(db, RecordType.SESSION_RECORD) && db.outbox.isEmpty()) {
            stores.commit("index", next -> {
                closing.index(next, platform.key.stage());
                next.indexed = true;
            });
        }
    }
}

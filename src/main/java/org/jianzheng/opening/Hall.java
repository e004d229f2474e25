package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.identity.Acts;
import org.jianzheng.identity.Caller;
import org.jianzheng.identity.Role;
import org.jianzheng.identity.SignedAct;
import org.jianzheng.record.Act;
import org.jianzheng.record.Instants;
import org.jianzheng.record.OpeningRecord;
import org.jianzheng.record.ReadOut;
import org.jianzheng.record.RecordType;
import org.jianzheng.rules.Procedure;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.LotView;
import org.jianzheng.tender.Tenders;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * What is done in an open session: read-out, confirmations, objections and answers, each witnessed and shown to the
 * watchers in one transaction, under the session's lock. Nothing is said any more once the opening record is signed.
 */
@ApplicationScoped
class Hall {
    private static final int LONGEST = 5_000;

    private final Session.Repository sessions;
    private final SessionAct.Repository said;
    private final OpenedBidRow.Repository bids;
    private final Events events;
    private final FrozenRules rules;
    private final Tenders tenders;
    private final WitnessLog witness;
    private final Acts acts;
    private final Clock clock;

    Hall(
            Session.Repository sessions,
            SessionAct.Repository said,
            OpenedBidRow.Repository bids,
            Events events,
            FrozenRules rules,
            Tenders tenders,
            WitnessLog witness,
            Acts acts,
            Clock clock) {
        this.sessions = sessions;
        this.said = said;
        this.bids = bids;
        this.events = events;
        this.rules = rules;
        this.tenders = tenders;
        this.witness = witness;
        this.acts = acts;
        this.clock = clock;
    }

    /** Data of {@code session.read-out}. */
    private record Rows(List<ReadOut.Row> rows) {}

    /**
     * Reads the bids out (唱标): every row of the table becomes an event of its own.
     *
     * @return id of the record {@code session.read-out}
     * @throws Problem {@code opening/not-in-session} before the bids are open, {@code opening/read-out} the second time
     */
    @Transactional
    String readOut(Caller caller, LotId id) {
        var now = clock.instant();
        var lot = inSession(id);
        var session = sessions.lock(id);
        if (session.readRecord().isPresent()) {
            throw Problem.of("opening/read-out")
                    .status(409)
                    .detail("The bids of lot %s have been read out.", lot.number())
                    .remedy("GET /lots/{lot}/session shows them.");
        }
        var columns = rules.columns(lot.tender());
        var records = witness.recordsOf(id).stream().map(SeenRecord::form).toList();
        var rows = ReadOut.rows(columns, records);
        if (rows.size() != session.listed()) {
            throw RecordDesk.notInTheLogYet(lot.number());
        }
        var table = new ReadTable(columns, rows);
        var record = witness.append(NewRecord.byActor(
                                RecordType.SESSION_READ_OUT,
                                lot.tender(),
                                id,
                                caller.actor(),
                                now,
                                new Rows(rows),
                                null)
                        .keeping(table))
                .id();
        readOut(session, record, table, now);
        return record;
    }

    /** The rows beside {@code session.read-out}, now or at a recovery. */
    void readOut(Session session, String record, ReadTable table, Instant now) {
        var lot = session.lot();
        session.readOut(table, record, now);
        events.add(lot, "session.read-out", Map.of("record", record, "columns", table.columns()), now);
        table.rows().forEach(row -> events.add(lot, "session.row", row, now));
    }

    /** The record that must be in the log before the bids can be read out; empty before they are open. */
    @Transactional
    Optional<String> openedRecord(LotId lot) {
        return sessions.of(lot).flatMap(Session::openedRecord);
    }

    /** A bidder confirms what was read out of its bid, once. */
    @Transactional
    String confirm(Caller caller, LotId id, byte[] cms) {
        var now = clock.instant();
        var lot = inSession(id);
        var session = sessions.lock(id);
        var act = acts.require(caller, cms, Act.SESSION_CONFIRM, lot.tender(), id, now);
        requireNoData(act);
        var bid = bidOf(caller, lot);
        if (bid.reason() != null || session.readRecord().isEmpty()) {
            throw Problem.of("opening/nothing-to-confirm")
                    .status(409)
                    .detail("Nothing has been read out of your bid on lot %s.", lot.number())
                    .remedy("Confirm after the read-out; if your bid did not open, raise an objection.");
        }
        requireInTime(lot, session, now);
        if (said.of(id, SessionAct.Kind.CONFIRMED).stream()
                .anyMatch(a -> a.party().equals(caller.party()))) {
            throw Problem.of("opening/confirmed")
                    .status(409)
                    .detail("Your organisation has confirmed its bid on lot %s.", lot.number())
                    .remedy("Nothing is left to do.");
        }
        var record = witness.append(
                NewRecord.byActor(RecordType.SESSION_CONFIRMED, lot.tender(), id, caller.actor(), now, Map.of(), cms));
        confirmed(id, caller, record.id(), now);
        return record.id();
    }

    private void requireInTime(LotView lot, Session session, Instant now) {
        var window = rules.procedure(lot.tender()).window(Procedure.CONFIRM);
        var end = session.endOf(window);
        if (end.isPresent() && now.isAfter(end.get())) {
            throw Problem.of("opening/confirm-closed")
                    .status(409)
                    .detail(
                            "The read-out of lot %s could be confirmed until %s (%s).",
                            lot.number(),
                            Instants.format(end.get()),
                            window.get().article())
                    .field("time")
                    .remedy("An objection can be raised until the opening record is signed.");
        }
    }

    /** A bidder objects to the opening, on the spot (招标投标法实施条例 第四十四条). */
    @Transactional
    String object(Caller caller, LotId id, byte[] cms) {
        var now = clock.instant();
        var lot = inSession(id);
        sessions.lock(id);
        var act = acts.require(caller, cms, Act.SESSION_OBJECT, lot.tender(), id, now);
        bidOf(caller, lot);
        var text = text(act.data(OpeningRecord.Objecting.class).text());
        var record = witness.append(
                NewRecord.byActor(RecordType.SESSION_OBJECTION, lot.tender(), id, caller.actor(), now, Map.of(), cms));
        objected(id, caller, record.id(), text, now);
        return record.id();
    }

    /** The rows beside {@code session.confirmed}, now or at a recovery; so the two below. */
    void confirmed(LotId lot, Caller by, String record, Instant now) {
        said.persist(SessionAct.of(lot, SessionAct.Kind.CONFIRMED, by, record, null, null, now));
        events.add(lot, "session.confirmed", Map.of("record", record, "organisation", by.organisation()), now);
    }

    void objected(LotId lot, Caller by, String record, String text, Instant now) {
        said.persist(SessionAct.of(lot, SessionAct.Kind.OBJECTION, by, record, text, null, now));
        events.add(lot, "session.objection", shown(by, record, text), now);
    }

    void answered(LotId lot, Caller by, String record, OpeningRecord.Answering data, Instant now) {
        said.persist(SessionAct.of(lot, SessionAct.Kind.ANSWER, by, record, data.text(), data.objection(), now));
        var shown = new HashMap<>(shown(by, record, data.text()));
        shown.put("objection", data.objection());
        events.add(lot, "session.answer", shown, now);
    }

    /** The tendering office, or the tender's owner, answers an objection, on the spot and once. */
    @Transactional
    String answer(Caller caller, LotId id, byte[] cms) {
        var now = clock.instant();
        var lot = inSession(id);
        sessions.lock(id);
        if (!caller.has(Role.TENDERING_OFFICE) && !tenders.owns(caller, id)) {
            throw Problem.of("opening/not-yours")
                    .status(403)
                    .detail("Objections to this opening are answered by its procuring entity or the tendering office.")
                    .remedy("Log in as one of them.");
        }
        var act = acts.require(caller, cms, Act.SESSION_ANSWER, lot.tender(), id, now);
        var data = act.data(OpeningRecord.Answering.class);
        text(data.text());
        requireUnanswered(id, data.objection());
        var record = witness.append(
                NewRecord.byActor(RecordType.SESSION_ANSWER, lot.tender(), id, caller.actor(), now, Map.of(), cms));
        answered(id, caller, record.id(), data, now);
        return record.id();
    }

    private void requireUnanswered(LotId lot, String record) {
        var objection = said.of(lot, SessionAct.Kind.OBJECTION).stream()
                .filter(o -> o.record().equals(record))
                .findFirst()
                .orElseThrow(() -> Problem.of("opening/unknown-objection")
                        .status(404)
                        .detail("There is no objection %s in this session.", record)
                        .field("data.objection")
                        .remedy("GET /lots/{lot}/session lists the objections with their records."));
        if (said.isAnswered(objection)) {
            throw Problem.of("opening/answered")
                    .status(409)
                    .detail("The objection %s has been answered.", record)
                    .field("data.objection")
                    .remedy("An answer on the spot stands; what is left open goes into a written objection.");
        }
    }

    /** The lot under its lock while its session is open. */
    private LotView inSession(LotId id) {
        var lot = tenders.holdForClosing(id);
        if (lot.stage() != LotStage.OPENED) {
            throw notInSession(lot);
        }
        return lot;
    }

    static Problem notInSession(LotView lot) {
        return Problem.of("opening/not-in-session")
                .status(409)
                .detail(
                        "Lot %s is %s; the session lasts from the opening of the bids to the signed opening record.",
                        lot.number(), lot.stage())
                .field("lot")
                .remedy("GET /lots/{lot}/session tells where it stands.");
    }

    private OpenedBidRow bidOf(Caller caller, LotView lot) {
        return bids.of(lot.lot()).stream()
                .filter(bid -> bid.party().equals(caller.party()))
                .findFirst()
                .orElseThrow(() -> Problem.of("opening/not-a-bidder")
                        .status(403)
                        .detail("Your organisation has no bid in the opening of lot %s.", lot.number())
                        .remedy("Only the bidders of this opening speak in it (招标投标法实施条例 第四十四条)."));
    }

    private static Map<String, String> shown(Caller caller, String record, String text) {
        return Map.of("record", record, "organisation", caller.organisation(), "text", text);
    }

    static void requireNoData(SignedAct act) {
        if (!act.act().data().isEmpty()) {
            throw Problem.of("opening/data")
                    .detail("This act carries no data.")
                    .field("data")
                    .remedy("Sign it with data {}.");
        }
    }

    private static String text(String said) {
        if (said == null || said.isBlank() || said.length() > LONGEST) {
            throw Problem.of("opening/text")
                    .detail("A text of 1 to %d characters is needed.", LONGEST)
                    .field("data.text")
                    .remedy("Say it in words; attach nothing.");
        }
        return said;
    }
}

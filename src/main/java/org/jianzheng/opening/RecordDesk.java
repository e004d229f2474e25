package org.jianzheng.opening;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.identity.Acts;
import org.jianzheng.identity.Caller;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Act;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.OpeningRecord;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
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
 * Makes the opening record from the lot's records in the log, and takes its signature.
 *
 * <p>The record is made anew until it is signed; what is signed is kept byte for byte.
 */
@ApplicationScoped
class RecordDesk {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int KEPT = 16;

    private final Session.Repository sessions;
    private final SessionAct.Repository said;
    private final SignedRecordRow.Repository signed;
    private final Events events;
    private final FrozenRules rules;
    private final Tenders tenders;
    private final OpeningKeys keys;
    private final WitnessLog witness;
    private final Acts acts;
    private final Clock clock;
    // Saves work only: the same session at the same event gives the same bytes on any instance.
    private final Map<LotId, Draft> drafts = new ConcurrentHashMap<>();

    RecordDesk(
            Session.Repository sessions,
            SessionAct.Repository said,
            SignedRecordRow.Repository signed,
            Events events,
            FrozenRules rules,
            Tenders tenders,
            OpeningKeys keys,
            WitnessLog witness,
            Acts acts,
            Clock clock) {
        this.sessions = sessions;
        this.said = said;
        this.signed = signed;
        this.events = events;
        this.rules = rules;
        this.tenders = tenders;
        this.keys = keys;
        this.witness = witness;
        this.acts = acts;
        this.clock = clock;
    }

    /** The record as the session stood after event {@code seq}. */
    private record Draft(long seq, byte[] json, byte[] pdf) {}

    /** Where a session stands, and the records that must be in the log before its opening record can be made. */
    private record Standing(long seq, List<String> needed, Optional<SignedOpeningRecord> signed) {}

    /**
     * The canonical opening record: as signed, or as it stands now.
     *
     * @throws Problem {@code opening/no-record} (404) before the bids are read out
     */
    byte[] json(LotId lot) {
        var standing = standing(lot);
        return standing.signed().map(SignedOpeningRecord::json).orElseGet(() -> draft(lot, standing)
                .json());
    }

    byte[] pdf(LotId lot) {
        var standing = standing(lot);
        return standing.signed().map(SignedOpeningRecord::pdf).orElseGet(() -> draft(lot, standing)
                .pdf());
    }

    @Transactional
    Optional<SignedOpeningRecord> signed(LotId lot) {
        return signed.findByIdOptional(lot.value()).map(SignedRecordRow::signed);
    }

    /**
     * The tendering office signs the opening record; with that the session ends and the offices destroy their shares.
     *
     * @return id of the record {@code session.record}
     * @throws Problem {@code opening/record-changed} (409) when the signed hashes are not those of the record now,
     *     {@code opening/unanswered} (409) while an objection has no answer (招标投标法实施条例 第四十四条)
     */
    String sign(Caller caller, LotId lot, byte[] cms) {
        caller.require(Role.TENDERING_OFFICE);
        var draft = draft(lot, standing(lot));
        return QuarkusTransaction.requiringNew().call(() -> sign(caller, lot, cms, draft, clock.instant()));
    }

    private String sign(Caller caller, LotId id, byte[] cms, Draft draft, Instant now) {
        var lot = tenders.holdForClosing(id);
        var session = sessions.lock(id);
        if (lot.stage() != LotStage.OPENED) {
            throw Hall.notInSession(lot);
        }
        requireAnswered(id);
        requireHeard(lot, session, now);
        var signing = acts.require(caller, cms, Act.SESSION_RECORD_SIGN, lot.tender(), id, now)
                .data(OpeningRecord.Signing.class);
        var hashes = new OpeningRecord.Signing(Commitment.hash(draft.json()), Commitment.hash(draft.pdf()));
        if (session.lastSeq() != draft.seq() || !signing.equals(hashes)) {
            throw changed(hashes);
        }
        var made = new Rebuild.Made(draft.json(), draft.pdf());
        var record = witness.append(NewRecord.byActor(
                                RecordType.SESSION_RECORD, lot.tender(), id, caller.actor(), now, Map.of(), cms)
                        .keeping(made))
                .id();
        signed(session, record, made, now);
        return record;
    }

    /** The rows beside {@code session.record}, now or at a recovery. */
    void signed(Session session, String record, Rebuild.Made made, Instant now) {
        var lot = session.lot();
        signed.persist(new SignedRecordRow(lot, new SignedOpeningRecord(record, made.json(), made.pdf()), now));
        session.end(record);
        tenders.advance(lot, LotStage.RECORDED);
        keys.end(lot, record);
        var hashes = Map.of("record", record, "json", Commitment.hash(made.json()), "pdf", Commitment.hash(made.pdf()));
        events.add(lot, "session.record", hashes, now);
    }

    private void requireAnswered(LotId lot) {
        long open = said.unanswered(lot);
        if (open > 0) {
            throw Problem.of("opening/unanswered")
                    .status(409)
                    .detail("%d objections of this session have no answer (招标投标法实施条例 第四十四条).", open)
                    .remedy("Answer them first: POST /lots/{lot}/session/answers.");
        }
    }

    /**
     * Nobody's objection is cut off: the record is signed when the time for them is over, or earlier once every bidder of
     * the opening has confirmed or objected.
     */
    private void requireHeard(LotView lot, Session session, Instant now) {
        var window = rules.procedure(lot.tender()).window(Procedure.OBJECTION);
        var end = session.endOf(window);
        if (end.isPresent() && now.isBefore(end.get()) && said.speakers(lot.lot()) < session.listed()) {
            throw Problem.of("opening/objections-open")
                    .status(409)
                    .detail(
                            "Objections to the opening of lot %s may be raised until %s (%s).",
                            lot.number(),
                            Instants.format(end.get()),
                            window.get().article())
                    .field("time")
                    .remedy("Sign then, or as soon as every bidder of this opening has confirmed or objected.");
        }
    }

    private static Problem changed(OpeningRecord.Signing now) {
        return Problem.of("opening/record-changed")
                .status(409)
                .detail(
                        "The opening record is now %s with the PDF %s, which is not what you signed.",
                        now.record(), now.pdf())
                .field("data")
                .remedy("Fetch the record and its PDF again, check them and sign their hashes.")
                .with("record", now.record())
                .with("pdf", now.pdf());
    }

    private Standing standing(LotId id) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var lot = tenders.lot(id);
            var session = sessions.of(id).filter(s -> s.readRecord().isPresent());
            if (session.isEmpty()) {
                throw Problem.of("opening/no-record")
                        .status(404)
                        .detail("Lot %s has no opening record: its bids have not been read out.", lot.number())
                        .field("lot")
                        .remedy("GET /lots/{lot}/session tells where it stands.");
            }
            var needed =
                    new ArrayList<>(said.of(id).stream().map(SessionAct::record).toList());
            session.get().readRecord().ifPresent(needed::add);
            return new Standing(session.get().lastSeq(), needed, signed(id));
        });
    }

    private Draft draft(LotId id, Standing standing) {
        var kept = drafts.get(id);
        if (kept != null && kept.seq() == standing.seq()) {
            return kept;
        }
        standing.needed().forEach(this::await);
        var record = make(id, standing);
        var draft = new Draft(standing.seq(), record.bytes(), RecordPdf.of(record));
        if (drafts.size() >= KEPT) {
            drafts.clear();
        }
        drafts.put(id, draft);
        return draft;
    }

    /** Waits, outside any transaction, until a committed record has its place in the log. */
    void await(String record) {
        if (witness.indexOf(record).isEmpty()) {
            witness.awaitIncluded(record, PATIENCE);
        }
    }

    private OpeningRecord make(LotId id, Standing standing) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var lot = tenders.lot(id);
            var records = witness.recordsOf(id).stream().map(SeenRecord::form).toList();
            var there = records.stream().map(WitnessRecord::id).toList();
            if (!there.containsAll(standing.needed())) {
                throw notInTheLogYet(lot.number());
            }
            var columns =
                    sessions.of(id).flatMap(Session::readOut).orElseThrow().columns();
            return OpeningRecord.of(tenders.noticeOf(lot.tender()), id, lot.deadlineInstant(), columns, records);
        });
    }

    static Problem notInTheLogYet(String lot) {
        return Problem.of("opening/not-in-the-log-yet")
                .status(503)
                .detail(
                        "Not everything that was done in the session of lot %s has its place in the witness log yet.",
                        lot)
                .remedy("Try again in a second.");
    }
}

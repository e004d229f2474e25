package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jianzheng.bidding.Bids;
import org.jianzheng.bidding.ClosingMaterial;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.ceremony.StatedKey;
import org.jianzheng.record.Audience;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Incomplete;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.RecordType.Disclosure;
import org.jianzheng.record.StageIndex;
import org.jianzheng.sealing.ClientRule;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.LotView;
import org.jianzheng.tender.Tenders;
import org.jianzheng.witness.Altered;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * Closes one lot: fixes the list of sealed bids in the log and begins the session, in one transaction.
 *
 * <p>Only what lies below the closing checkpoint counts: the largest one that a quorum of the lot's offices cosigned
 * within the grace (records.md §4). So the lot is closed a moment after its deadline, when no such cosignature can still
 * come; nothing is accepted in between.
 */
@ApplicationScoped
class Closing {
    private static final Logger LOG = Logger.getLogger(Closing.class);
    static final String STAGE = Notice.StageKey.OPENING;

    private final Tenders tenders;
    private final OutsideActs outside;
    private final Bids bids;
    private final OpeningKeys keys;
    private final Session.Repository sessions;
    private final Events events;
    private final WitnessLog witness;

    Closing(
            Tenders tenders,
            OutsideActs outside,
            Bids bids,
            OpeningKeys keys,
            Session.Repository sessions,
            Events events,
            WitnessLog witness) {
        this.tenders = tenders;
        this.outside = outside;
        this.bids = bids;
        this.keys = keys;
        this.sessions = sessions;
        this.events = events;
        this.witness = witness;
    }

    /** When a lot can be closed: no office that keeps time cosigns within the grace any more. */
    static Instant closableFrom(LotView lot, StatedKey key) {
        var statement = key.statement();
        return lot.deadlineInstant().plusSeconds(statement.graceSeconds() + statement.settleSeconds());
    }

    static ClientRule.Wanted wanted(LotView lot, StatedKey key) {
        return new ClientRule.Wanted(
                lot.tender(), lot.lot(), STAGE, key.statement().suite(), lot.deadlineInstant());
    }

    /**
     * Closes the lot if it is due, in the caller's transaction.
     *
     * @param act the signed act {@code lot.close} when it is closed by hand, else null
     * @throws Problem {@code opening/outage} when an accepted bid lies outside every checkpoint cosigned in time: then no
     *     list is made until the outage is decided
     */
    void close(LotId id, String actor, byte[] act, Instant now) {
        var lot = tenders.holdForClosing(id);
        var key = keys.stated(id, STAGE).orElseThrow();
        if (lot.stage() != LotStage.PUBLISHED || now.isBefore(closableFrom(lot, key))) {
            return;
        }
        keys.requireTrusted(key, wanted(lot, key), now);
        if (tenders.isHeldByOutage(id)) {
            throw unfollowed(lot);
        }
        var material = bids.closing(lot);
        var list = list(lot, key, material);
        requireStandingDeadline(lot, key, list.listed().size(), now);
        for (var unfinished : material.incomplete()) {
            witness.append(NewRecord.byActor(
                    RecordType.BID_INCOMPLETE,
                    lot.tender(),
                    id,
                    unfinished.actor(),
                    now,
                    Map.of(),
                    unfinished.statement()));
        }
        var closed = witness.append(new NewRecord(
                RecordType.LOT_CLOSED, lot.tender(), id, actor, now, list, act, RecordType.LOT_CLOSED.audience()));
        index(lot, "close", Audience.NOBODY, now);
        var session = new Session(
                lot.tender(),
                id,
                closed.id(),
                lot.deadlineVersion(),
                list.listed().size(),
                now);
        sessions.persistAndFlush(session);
        if (list.listed().size() < key.statement().minBids()) {
            doNotOpen(lot, session, now);
        } else {
            witness.append(NewRecord.byPlatform(RecordType.SESSION_OPENED, lot.tender(), id, now, Map.of()));
            beginSession(lot, now);
        }
        LOG.infof("Lot %s is closed", lot.number());
    }

    private LotClosed list(LotView lot, StatedKey key, ClosingMaterial material) {
        var checkpoint = outside.checkpoint(lot, key).orElseThrow(() -> outage(lot, "no checkpoint"));
        var filed = new ArrayList<CloseRow.Filed>();
        for (var act : material.filed()) {
            long index = witness.indexOf(act.record()).orElseThrow(() -> outage(lot, "an accepted bid"));
            if (index >= checkpoint.size()) {
                throw outage(lot, "an accepted bid");
            }
            var entry = java.util.HexFormat.of()
                    .formatHex(witness.recordAt(index).orElseThrow().entry());
            filed.add(new CloseRow.Filed(index, entry, act.actor(), act.seq(), act.kind()));
        }
        List<Incomplete> incomplete = material.incomplete().stream()
                .map(u -> new Incomplete(
                        u.actor(), Commitment.hash(Cms.verify(u.statement()).content())))
                .toList();
        return LotClosed.of(lot.tender(), lot.lot(), lot.deadlineInstant(), checkpoint.note(), filed, incomplete);
    }

    /**
     * The deadline in force is the last one that the offices stated, by the log too: whoever moved the lot's row back and
     * took the later statements away cannot take them from the log unnoticed. A lot that is not opened shows its bidders to
     * the supervisors without a word of the offices, so there every entry since the notice must have its record.
     */
    private void requireStandingDeadline(LotView lot, StatedKey key, int listed, Instant now) {
        var stated = new ArrayList<>(key.deadlines());
        witness.recordsOf(lot.lot()).stream()
                .map(SeenRecord::form)
                .filter(record -> record.type() == RecordType.DEADLINE_STATED)
                .forEach(record -> stated.add(record.act()));
        // Without any the key was checked above as it stands.
        if (stated.size() > key.deadlines().size()) {
            keys.requireTrusted(key.withDeadlines(stated), wanted(lot, key), now);
        }
        if (listed < key.statement().minBids()) {
            var notice = witness.recordsOf(lot.tender()).stream()
                    .filter(record -> record.form().type() == RecordType.TENDER_PUBLISHED)
                    .findFirst()
                    .orElseThrow(() -> Altered.alarm("The notice of lot " + lot.lot() + " is gone from the log."));
            witness.requireWhole(notice.index());
        }
    }

    /** 招标投标法 第二十八条: with fewer than three bidders nothing is opened; the bids stay sealed. */
    private void doNotOpen(LotView lot, Session session, Instant now) {
        tenders.advance(lot.lot(), LotStage.NOT_OPENED);
        var data = new NotOpened("fewer bidders than the law asks for (招标投标法 第二十八条)", session.listed());
        var record =
                witness.append(NewRecord.byPlatform(RecordType.LOT_NOT_OPENED, lot.tender(), lot.lot(), now, data));
        endUnopened(lot, session, record.id(), now);
    }

    /** The rows beside {@code session.opened}, now or at a recovery. */
    void beginSession(LotView lot, Instant now) {
        tenders.advance(lot.lot(), LotStage.CLOSED);
        events.add(lot.lot(), "session.opened", Map.of(), now);
    }

    /** The rows beside {@code lot.not-opened}, now or at a recovery. */
    void endUnopened(LotView lot, Session session, String record, Instant now) {
        session.end(record);
        disclose(lot, Audience.SUPERVISORS, now);
        events.add(lot.lot(), "lot.not-opened", Map.of(), now);
    }

    /**
     * Widens the lot's records; and with its last undecided lot those of the tender that show who was interested:
     * downloads and questions. They become public only if every lot was opened, for they may concern any of them.
     */
    void disclose(LotView lot, Audience audience, Instant now) {
        keys.hold(lot.lot());
        witness.disclose(lot.lot(), Disclosure.OPENING, audience, now);
        var stages = tenders.stagesOf(lot.tender());
        if (stages.stream().allMatch(LotStage::isDecided)) {
            var all = stages.contains(LotStage.NOT_OPENED) ? Audience.SUPERVISORS : Audience.PUBLIC;
            witness.disclose(lot.tender(), Disclosure.OPENING, all, now);
        }
    }

    /** Data of {@code lot.not-opened}. */
    private record NotOpened(String reason, int listed) {}

    /** Lists, for the end of a stage, every record of the lot that no index has listed yet. */
    Optional<String> index(LotView lot, String stage, Audience audience, Instant now) {
        var lines = witness.unlisted(lot.tender(), lot.lot());
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var record = witness.append(
                NewRecord.byPlatform(RecordType.STAGE_INDEX, lot.tender(), lot.lot(), now, new StageIndex(stage, lines))
                        .seenBy(audience));
        witness.markListed(record, lines);
        return Optional.of(record.id());
    }

    private static Problem unfollowed(LotView lot) {
        return Problem.of("opening/outage-unfollowed")
                .status(409)
                .detail("An outage decision moves the deadline %s of lot %s.", lot.deadline(), lot.number())
                .remedy("Let the procuring entity sign the extension; GET /outages/pending shows who is waited for.");
    }

    private static Problem outage(LotView lot, String what) {
        return Problem.of("opening/outage")
                .status(409)
                .detail(
                        "Lot %s: %s is not below a checkpoint that a quorum of its offices cosigned within the grace.",
                        lot.number(), what)
                .remedy("Make no list; the tendering office decides by the outage rule (POST /outages).");
    }
}

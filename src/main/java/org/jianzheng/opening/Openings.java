package org.jianzheng.opening;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.identity.Acts;
import org.jianzheng.identity.Caller;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Act;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.LotView;
import org.jianzheng.tender.Tenders;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.PlatformKey;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * The door of openings: closes what is due, asks for shares, opens the bids.
 *
 * <p>Everything here is driven by {@link #beat}: due work is found by query, so a missed or doubled beat, a crash between
 * two steps, or a second instance changes nothing.
 */
@ApplicationScoped
public class Openings {
    private static final Logger LOG = Logger.getLogger(Openings.class);
    private static final String SHARED = "opening/shared";

    private final Closing closing;
    private final Ordering ordering;
    private final OpeningRoom room;
    private final Indexing indexing;
    private final RecordDesk desk;
    private final Events events;
    private final Session.Repository sessions;
    private final OpenedBidRow.Repository opened;
    private final Tenders tenders;
    private final OpeningKeys keys;
    private final WitnessLog witness;
    private final PlatformKey platformKey;
    private final Acts acts;
    private final Clock clock;
    private final ReentrantLock beating = new ReentrantLock();
    private final Failures failures = new Failures();

    Openings(
            Closing closing,
            Ordering ordering,
            OpeningRoom room,
            Indexing indexing,
            RecordDesk desk,
            Events events,
            Session.Repository sessions,
            OpenedBidRow.Repository opened,
            Tenders tenders,
            OpeningKeys keys,
            WitnessLog witness,
            PlatformKey platformKey,
            Acts acts,
            Clock clock) {
        this.closing = closing;
        this.ordering = ordering;
        this.room = room;
        this.indexing = indexing;
        this.desk = desk;
        this.events = events;
        this.sessions = sessions;
        this.opened = opened;
        this.tenders = tenders;
        this.keys = keys;
        this.witness = witness;
        this.platformKey = platformKey;
        this.acts = acts;
        this.clock = clock;
    }

    /** One beat: closes the due lots, asks for the shares of the closed ones, opens those whose quorum is there. */
    void beat() {
        if (!settled()) {
            return;
        }
        beating.lock();
        try {
            beat(clock.instant());
        } finally {
            beating.unlock();
        }
    }

    /** Not while a rehearsal's clock moves: not every process has followed yet. */
    private boolean settled() {
        return !(clock instanceof SandboxClock sandbox) || sandbox.settled();
    }

    private void beat(Instant now) {
        closeDue(now);
        ordering.unordered().forEach(lot -> guarded(lot, "order", () -> ordering.order(lot, now)));
        tenders.inStage(LotStage.CLOSED, now).forEach(lot -> guarded(lot, "open", () -> open(lot, now)));
        indexing.due().forEach(lot -> guarded(lot, "index", () -> indexing.index(lot, now)));
    }

    /** Orders the shares of closed lots whose list is cosigned by now, ahead of the beat, and asks for them. */
    void orderEarly() {
        if (settled() && beating.tryLock()) {
            var ordered = new AtomicBoolean();
            try {
                var now = clock.instant();
                ordering.unordered()
                        .forEach(lot ->
                                guarded(lot, "order", () -> ordered.compareAndSet(false, ordering.order(lot, now))));
            } finally {
                beating.unlock();
            }
            if (ordered.get()) {
                keys.releaseEarly();
            }
        }
    }

    /** Opens a closed lot for which shares have come, ahead of the beat. */
    void openEarly(LotId lot) {
        if (settled() && beating.tryLock()) {
            try {
                var now = clock.instant();
                if (tenders.lot(lot).stage() == LotStage.CLOSED) {
                    guarded(lot, "open", () -> open(lot, now));
                }
            } finally {
                beating.unlock();
            }
        }
    }

    /** Closes every lot whose deadline, grace and settling time are over, each in a transaction of its own. */
    public void closeDue(Instant now) {
        for (var lot : tenders.inStage(LotStage.PUBLISHED, now)) {
            guarded(lot, "close", () -> QuarkusTransaction.requiringNew()
                    .run(() -> closing.close(lot, WitnessRecord.PLATFORM, null, now)));
        }
    }

    /**
     * Closes a due lot by hand, when the scheduler failed: a signed act of the tendering office or the trading centre.
     *
     * @throws Problem {@code opening/not-due} before the lot can be closed
     */
    @Transactional
    public void closeByHand(Caller caller, LotId id, byte[] cms) {
        var now = clock.instant();
        if (!caller.has(Role.TENDERING_OFFICE)) {
            caller.require(Role.TRADING_CENTRE);
        }
        var lot = tenders.holdForClosing(id);
        acts.require(caller, cms, Act.LOT_CLOSE, lot.tender(), id, now);
        var from = Closing.closableFrom(lot, keys.stated(id, Closing.STAGE).orElseThrow());
        if (lot.stage() != LotStage.PUBLISHED || now.isBefore(from)) {
            throw Problem.of("opening/not-due")
                    .status(409)
                    .detail("Lot %s is %s and can be closed from %s on.", lot.number(), lot.stage(), from)
                    .field("lot")
                    .remedy(
                            "Closing by hand is for a lot whose deadline and grace have passed and that still stands open.");
        }
        closing.close(id, caller.actor(), cms, now);
    }

    /**
     * The tendering office orders that the shares of a lot that is not opened be destroyed at once, not after the 30 days
     * that they are kept for objections.
     *
     * @return id of the record {@code share.destroy-ordered}
     * @throws Problem {@code opening/shares-needed} 409 for a lot of any other stage
     */
    @Transactional
    public String destroyShares(Caller caller, LotId id, byte[] cms) {
        var now = clock.instant();
        caller.require(Role.TENDERING_OFFICE);
        var lot = tenders.holdForClosing(id);
        if (lot.stage() != LotStage.NOT_OPENED) {
            throw Problem.of("opening/shares-needed")
                    .status(409)
                    .detail(
                            "Lot %s is %s; only of a lot that is not opened can shares be destroyed by order.",
                            lot.number(), lot.stage())
                    .field("lot")
                    .remedy("Of an opened lot the offices destroy their shares when its opening record is signed.");
        }
        acts.require(caller, cms, Act.SHARE_DESTROY, lot.tender(), id, now).data(DestroyOrder.class);
        var record = witness.append(NewRecord.byActor(
                        RecordType.SHARE_DESTROY_ORDERED, lot.tender(), id, caller.actor(), now, Map.of(), cms))
                .id();
        keys.destroyAtOnce(id, record, sessions.lock(id).endedBy().orElseThrow());
        return record;
    }

    /** Data of the act {@code share.destroy}. */
    private record DestroyOrder(String reason) {
        DestroyOrder {
            if (reason == null || reason.isBlank() || reason.length() > 2000) {
                throw Problem.of("opening/reason")
                        .field("data.reason")
                        .detail(
                                "The reason has %d characters; 1 to 2000 are asked for.",
                                reason == null ? 0 : reason.length())
                        .remedy("Say in a sentence why the shares are not kept for 30 days.");
            }
        }
    }

    /** The signed opening record of a lot, once there is one; for the case file. */
    @Transactional
    public Optional<SignedOpeningRecord> signedRecord(LotId lot) {
        return desk.signed(lot);
    }

    /** What each listed bid left when it was opened, in order of the list; empty before. */
    @Transactional
    public List<BidRemains> remains(LotId lot) {
        return opened.of(lot).stream()
                .map(row -> new BidRemains(
                        row.submission(),
                        row.form().map(BidForm::bytes).orElse(null),
                        row.slip(),
                        row.encryptedShared() == null
                                ? null
                                : platformKey.decrypt(SHARED, row.submission(), row.encryptedShared())))
                .toList();
    }

    private void open(LotId lot, Instant now) {
        var key = keys.stated(lot, Closing.STAGE).orElseThrow();
        if (keys.released(lot, Closing.STAGE) < key.statement().t()) {
            return;
        }
        keys.requireTrusted(key, Closing.wanted(tenders.lot(lot), key), now);
        var closed = closed(lot);
        var shares = keys.shares(lot, Closing.STAGE, HexFormat.of().formatHex(closed.entry()));
        if (shares.size() < key.statement().t()) {
            return;
        }
        room.open(listed(closed), key, shares)
                .ifPresent(all -> QuarkusTransaction.requiringNew().run(() -> write(lot, all, now)));
    }

    private SeenRecord closed(LotId lot) {
        var record = QuarkusTransaction.requiringNew()
                .call(() -> sessions.of(lot).orElseThrow().listRecord());
        return witness.recordAt(witness.indexOf(record).orElseThrow()).orElseThrow();
    }

    private List<OpeningRoom.Listed> listed(SeenRecord closed) {
        var list = Ordering.listOf(closed);
        var bids = ordering.listed(list);
        var all = new ArrayList<OpeningRoom.Listed>();
        for (int i = 0; i < bids.size(); i++) {
            all.add(new OpeningRoom.Listed(list.listed().get(i), bids.get(i)));
        }
        return all;
    }

    /** Everything that opens, or fails to, becomes public in one transaction. */
    private void write(LotId id, List<Decided> all, Instant now) {
        var lot = tenders.holdForClosing(id);
        var session = sessions.lock(id);
        if (lot.stage() != LotStage.CLOSED) {
            return;
        }
        String last = null;
        for (var decided : all) {
            keep(id, decided);
            if (decided.opened()) {
                var form = Canonical.read(decided.form(), com.fasterxml.jackson.databind.JsonNode.class);
                var data = new Opened(decided.submission().toString(), decided.manifest(), form);
                last = witness.append(NewRecord.byPlatform(RecordType.BID_OPENED, lot.tender(), id, now, data)
                                .keeping(decided))
                        .id();
            } else {
                var data = new Failed(
                        decided.submission().toString(), decided.reason(), decided.detail(), decided.blame());
                last = witness.append(NewRecord.byPlatform(RecordType.BID_FAILED, lot.tender(), id, now, data)
                                .keeping(decided))
                        .id();
            }
        }
        openSession(lot, session, last, all.size(), now);
        LOG.infof("The bids of lot %s are open", lot.number());
    }

    /** The row of one decided bid, now or at a recovery. */
    void keep(LotId lot, Decided decided) {
        var shared =
                decided.shared() == null ? null : platformKey.encrypt(SHARED, decided.submission(), decided.shared());
        opened.persist(OpenedBidRow.of(lot, decided, shared));
    }

    /** Once the last bid is written, now or at a recovery. */
    void openSession(LotView lot, Session session, String last, int bids, Instant now) {
        session.open(last, now);
        tenders.advance(lot.lot(), LotStage.OPENED);
        closing.disclose(lot, Audience.PUBLIC, now);
        events.add(lot.lot(), "session.bids-opened", Map.of("bids", bids), now);
    }

    /** Data of {@code bid.opened}. */
    private record Opened(String submission, String manifest, com.fasterxml.jackson.databind.JsonNode form) {}

    /** Data of {@code bid.failed}. */
    private record Failed(String submission, String reason, String detail, String blame) {}

    private void guarded(LotId lot, String step, Runnable work) {
        try {
            work.run();
            failures.over(lot, step);
        } catch (RuntimeException e) {
            tell(lot, step, e);
        }
    }

    private void tell(LotId lot, String step, RuntimeException failure) {
        var say = failures.next(lot, step, failure, clock.instant());
        if (say == Failures.Say.NOTHING) {
            return;
        }
        if (failure instanceof Problem problem) {
            LOG.warnf("Lot %s, %s: %s", lot, step, problem.getMessage());
        } else if (say == Failures.Say.EVERYTHING) {
            LOG.errorf(failure, "Lot %s, %s failed; each beat tries again", lot, step);
        } else {
            LOG.errorf("Lot %s, %s still fails: %s", lot, step, failure);
        }
    }
}

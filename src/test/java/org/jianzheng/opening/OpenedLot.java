package org.jianzheng.opening;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jianzheng.DemoPeople;
import org.jianzheng.identity.Parties;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tender.PlantedStage;
import org.jianzheng.tender.PlantedTender;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.WitnessLog;

/** Puts a lot with open bids into the platform under test: two bids, the second of which did not open. */
@ApplicationScoped
class OpenedLot {
    private LotId lot;
    private TenderId tender;

    private final EntityManager database;
    private final Session.Repository sessions;
    private final OpenedBidRow.Repository bids;
    private final SessionAct.Repository said;
    private final Indexing indexing;
    private final WitnessLog witness;
    private final Parties parties;
    private final PlantedTender planted;
    private final Clock clock;

    OpenedLot(
            EntityManager database,
            Session.Repository sessions,
            OpenedBidRow.Repository bids,
            SessionAct.Repository said,
            Indexing indexing,
            WitnessLog witness,
            Parties parties,
            PlantedTender planted,
            Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.bids = bids;
        this.said = said;
        this.indexing = indexing;
        this.witness = witness;
        this.parties = parties;
        this.planted = planted;
        this.clock = clock;
    }

    LotId lot() {
        return lot;
    }

    TenderId tender() {
        return tender;
    }

    void make() {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        QuarkusTransaction.requiringNew().run(() -> {
            tender = TenderId.at(now);
            lot = LotId.at(now);
            planted.publish(tender, lot, now.minusSeconds(60), now);
            database.createNativeQuery("update lot set stage = 'OPENED' where id = ?1")
                    .setParameter(1, lot.value())
                    .executeUpdate();
            PlantedStage.bind(database, tender);
            open(now);
        });
    }

    /** Another lot of the same tender, whose sign-in is open. */
    LotId published() {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var other = LotId.at(now);
        QuarkusTransaction.requiringNew().run(() -> planted.lot(tender, other, 2, now.plus(Duration.ofMinutes(30))));
        return other;
    }

    List<SeenRecord> records(RecordType type) {
        return witness.recordsOf(lot).stream()
                .filter(seen -> seen.form().type() == type)
                .toList();
    }

    /** Writes the index of the opening, unless the beat did, and waits until it has its place in the log. */
    void index() {
        var end = QuarkusTransaction.requiringNew()
                .call(() -> sessions.of(lot).flatMap(Session::endedBy).orElseThrow());
        witness.awaitIncluded(end, Duration.ofSeconds(20));
        indexing.index(lot, clock.instant());
        var later = NewRecord.byPlatform(RecordType.LOG_COVER, null, null, clock.instant(), Map.of("random", "AAAA"));
        var after = QuarkusTransaction.requiringNew().call(() -> witness.append(later));
        witness.awaitIncluded(after.id(), Duration.ofSeconds(20));
    }

    List<String> objections() {
        return QuarkusTransaction.requiringNew().call(() -> said.of(lot, SessionAct.Kind.OBJECTION).stream()
                .map(SessionAct::record)
                .toList());
    }

    private void open(Instant now) {
        var closed = witness.append(
                NewRecord.byPlatform(RecordType.LOT_CLOSED, tender, lot, now, Map.of("listed", List.of(0, 1))));
        var first = submit(DemoPeople.bidder(1), now);
        var second = submit(DemoPeople.bidder(2), now);
        var office = DemoPeople.bidder(6);
        var release = Canonical.write(Map.of("office", "公证处", "list", "5a".repeat(32)));
        witness.append(NewRecord.byActor(
                RecordType.OFFICE_RELEASED,
                tender,
                lot,
                Certificates.id(office.certificate()),
                now,
                Map.of(),
                Cms.sign(release, office)));
        var form = form();
        witness.append(NewRecord.byPlatform(
                RecordType.BID_OPENED,
                tender,
                lot,
                now,
                Map.of("submission", first.toString(), "manifest", "00", "form", Canonical.tree(form))));
        var failed = Map.of("submission", second.toString(), "reason", "part-tag", "detail", "-", "blame", "platform");
        var last = witness.append(NewRecord.byPlatform(RecordType.BID_FAILED, tender, lot, now, failed));
        var session = new Session(tender, lot, closed.id(), 1, 2, now);
        session.order();
        session.open(last.id(), now);
        sessions.persistAndFlush(session);
        bids.persist(row(first, 0, DemoPeople.bidder(1), form.bytes(), null, now));
        bids.persist(row(second, 1, DemoPeople.bidder(2), null, "part-tag", now));
    }

    private BidId submit(Signer bidder, Instant now) {
        var envelope = new SubmissionStatement.Envelope(
                "opening",
                "4d".repeat(32),
                new ObjectRef("3c".repeat(32), 1000),
                List.of(new ObjectRef("6b".repeat(32), 1000)));
        var statement = new SubmissionStatement(
                1, "p256", tender, lot, BidId.at(now), 1, null, "7e".repeat(32), List.of(envelope));
        witness.append(NewRecord.byActor(
                RecordType.BID_SUBMITTED,
                tender,
                lot,
                Certificates.id(bidder.certificate()),
                now,
                Map.of(),
                Cms.sign(statement.bytes(), bidder)));
        return statement.id();
    }

    private BidForm form() {
        return new BidForm(
                1,
                tender,
                lot,
                "投标人一",
                Money.ofYuan("4980000"),
                180,
                "合格",
                new BidForm.ProjectManager("张三", "鄂1"),
                Map.of());
    }

    private OpenedBidRow row(BidId id, long index, Signer bidder, byte[] form, String reason, Instant now) {
        var decided = new Decided(
                id,
                index,
                parties.partyOf(bidder.certificate(), now),
                Certificates.id(bidder.certificate()),
                Subject.of(bidder.certificate()).organisation(),
                form,
                null,
                null,
                "00",
                reason,
                reason,
                reason == null ? null : "platform");
        return OpenedBidRow.of(lot, decided, null);
    }
}

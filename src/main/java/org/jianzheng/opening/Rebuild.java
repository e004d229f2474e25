package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.identity.Caller;
import org.jianzheng.identity.Parties;
import org.jianzheng.record.Act;
import org.jianzheng.record.Cms;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.OpeningRecord;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.StageIndex;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.Tenders;
import org.jianzheng.witness.Rebuilding;
import org.jianzheng.witness.RecoveredRecord;

/**
 * Writes again the sessions of recovered records: the fixed list, what became of each bid, what was said, the signed
 * record. Forms and shared points come from the records' copies: the offices may have destroyed their shares since.
 */
@ApplicationScoped
class Rebuild implements Rebuilding {
    /** Kept with {@code session.record}: the opening record as it was signed. */
    record Made(byte[] json, byte[] pdf) {}

    private final Session.Repository sessions;
    private final OpenedBidRow.Repository opened;
    private final Openings openings;
    private final Closing closing;
    private final Hall hall;
    private final RecordDesk desk;
    private final SigningIn signingIn;
    private final Tenders tenders;
    private final OpeningKeys keys;
    private final Parties parties;

    Rebuild(
            Session.Repository sessions,
            OpenedBidRow.Repository opened,
            Openings openings,
            Closing closing,
            Hall hall,
            RecordDesk desk,
            SigningIn signingIn,
            Tenders tenders,
            OpeningKeys keys,
            Parties parties) {
        this.sessions = sessions;
        this.opened = opened;
        this.openings = openings;
        this.closing = closing;
        this.hall = hall;
        this.desk = desk;
        this.signingIn = signingIn;
        this.tenders = tenders;
        this.keys = keys;
        this.parties = parties;
    }

    @Override
    public int turn() {
        return 40;
    }

    @Override
    public Set<RecordType> types() {
        return EnumSet.of(
                RecordType.SESSION_SIGNED_IN,
                RecordType.LOT_CLOSED,
                RecordType.LOT_NOT_OPENED,
                RecordType.SESSION_OPENED,
                RecordType.BID_OPENED,
                RecordType.BID_FAILED,
                RecordType.SESSION_READ_OUT,
                RecordType.SESSION_CONFIRMED,
                RecordType.SESSION_OBJECTION,
                RecordType.SESSION_ANSWER,
                RecordType.SESSION_RECORD,
                RecordType.SHARE_DESTROY_ORDERED,
                RecordType.STAGE_INDEX);
    }

    @Override
    public void rebuild(RecoveredRecord record) {
        var form = record.form();
        var lot = form.lot();
        var now = record.time();
        switch (form.type()) {
            case SESSION_SIGNED_IN -> signingIn.write(lot, by(record), form.id());
            case LOT_CLOSED -> closed(record);
            case SESSION_OPENED -> closing.beginSession(tenders.holdForClosing(lot), now);
            case LOT_NOT_OPENED -> notOpened(record);
            case BID_OPENED, BID_FAILED -> decided(record);
            case SESSION_READ_OUT -> hall.readOut(sessions.lock(lot), form.id(), record.kept(ReadTable.class), now);
            case SESSION_CONFIRMED -> hall.confirmed(lot, by(record), form.id(), now);
            case SESSION_OBJECTION ->
                hall.objected(
                        lot,
                        by(record),
                        form.id(),
                        act(record).data(OpeningRecord.Objecting.class).text(),
                        now);
            case SESSION_ANSWER ->
                hall.answered(lot, by(record), form.id(), act(record).data(OpeningRecord.Answering.class), now);
            case SESSION_RECORD -> desk.signed(sessions.lock(lot), form.id(), record.kept(Made.class), now);
            case SHARE_DESTROY_ORDERED ->
                keys.destroyAtOnce(lot, form.id(), sessions.lock(lot).endedBy().orElseThrow());
            case STAGE_INDEX -> indexed(record);
            default -> throw new IllegalArgumentException(form.type() + " leaves no rows here");
        }
    }

    private Caller by(RecoveredRecord record) {
        return parties.recovered(Cms.verify(record.form().act()).signer(), record.time());
    }

    private static Act act(RecoveredRecord record) {
        return Act.read(Cms.verify(record.form().act()).content());
    }

    private void closed(RecoveredRecord record) {
        var form = record.form();
        var lot = tenders.holdForClosing(form.lot());
        var list = form.data(LotClosed.class);
        if (!list.deadline().equals(lot.deadlineInstant())) {
            record.lost()
                    .accept("lot " + lot.number() + ": its list was made for the deadline " + list.deadline()
                            + ", its row says " + lot.deadline() + "; the supervisors must look");
        }
        sessions.persistAndFlush(new Session(
                form.tender(),
                form.lot(),
                form.id(),
                lot.deadlineVersion(),
                list.listed().size(),
                record.time()));
    }

    private void notOpened(RecoveredRecord record) {
        var lot = tenders.holdForClosing(record.form().lot());
        tenders.advance(lot.lot(), LotStage.NOT_OPENED);
        closing.endUnopened(lot, sessions.lock(lot.lot()), record.form().id(), record.time());
    }

    private void decided(RecoveredRecord record) {
        var lot = tenders.holdForClosing(record.form().lot());
        var kept = record.kept(Decided.class);
        openings.keep(lot.lot(), kept.of(parties.partyOfActor(kept.bidder()).orElse(kept.party())));
        opened.flush();
        var session = sessions.lock(lot.lot());
        int bids = opened.of(lot.lot()).size();
        if (bids == session.listed()) {
            openings.openSession(lot, session, record.form().id(), bids, record.time());
        }
    }

    private void indexed(RecoveredRecord record) {
        var form = record.form();
        var session = sessions.lock(form.lot());
        if (session == null || !form.data(StageIndex.class).stage().equals(Closing.STAGE)) {
            return;
        }
        if (tenders.holdForClosing(form.lot()).stage() == LotStage.NOT_OPENED) {
            keys.end(form.lot(), session.endedBy().orElseThrow());
        }
        session.index();
    }
}

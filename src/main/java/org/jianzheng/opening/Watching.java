package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.Tenders;

/** What a watcher of a session is shown, whoever it is. */
@ApplicationScoped
class Watching {
    private final Session.Repository sessions;
    private final SessionAct.Repository said;
    private final SignedRecordRow.Repository signed;
    private final Tenders tenders;
    private final OpeningKeys keys;

    Watching(
            Session.Repository sessions,
            SessionAct.Repository said,
            SignedRecordRow.Repository signed,
            Tenders tenders,
            OpeningKeys keys) {
        this.sessions = sessions;
        this.said = said;
        this.signed = signed;
        this.tenders = tenders;
        this.keys = keys;
    }

    /** @throws Problem {@code opening/no-session} (404) before the lot is closed */
    @Transactional
    void requireSession(LotId lot) {
        session(lot);
    }

    @Transactional
    SessionView view(LotId id) {
        var session = session(id);
        var lot = tenders.lot(id);
        var open = session.openedAt().isPresent();
        var table = session.readOut();
        return new SessionView(
                lot.tender().toString(),
                id.toString(),
                lot.number(),
                lot.stage(),
                session.lastSeq(),
                lot.deadline(),
                Instants.format(session.closedAt()),
                keys.released(id, Closing.STAGE),
                tenders.noticeOf(lot.tender()).offices().quorum(),
                session.openedAt().map(Instants::format).orElse(null),
                open ? session.listed() : null,
                table.map(ReadTable::columns).orElse(null),
                table.map(ReadTable::rows).orElse(null),
                said.of(id, SessionAct.Kind.CONFIRMED).stream()
                        .map(Watching::said)
                        .toList(),
                objections(id),
                signed.findByIdOptional(id.value()).map(Watching::signed).orElse(null));
    }

    private Session session(LotId id) {
        var lot = tenders.lot(id);
        return sessions.of(id).orElseThrow(() -> Problem.of("opening/no-session")
                .status(404)
                .detail("Lot %s is %s; its session begins when the lot is closed.", lot.number(), lot.stage())
                .field("lot")
                .remedy("Come back after the deadline, " + lot.deadline() + "."));
    }

    private List<SessionView.Objection> objections(LotId lot) {
        var answers = said.of(lot, SessionAct.Kind.ANSWER);
        return said.of(lot, SessionAct.Kind.OBJECTION).stream()
                .map(objection -> new SessionView.Objection(
                        said(objection),
                        answers.stream()
                                .filter(a -> a.objection().equals(Optional.of(objection.record())))
                                .findFirst()
                                .map(Watching::said)
                                .orElse(null)))
                .toList();
    }

    private static SessionView.Said said(SessionAct act) {
        return new SessionView.Said(act.record(), act.organisation(), Instants.format(act.at()), act.text());
    }

    private static SessionView.Signed signed(SignedRecordRow row) {
        var signed = row.signed();
        return new SessionView.Signed(
                signed.record(),
                Commitment.hash(signed.json()),
                Commitment.hash(signed.pdf()),
                Instants.format(row.signedAt()));
    }
}

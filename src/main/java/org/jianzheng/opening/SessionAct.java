package org.jianzheng.opening;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.identity.Caller;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.PartyId;

/** What someone said in a session: a confirmation, an objection or an answer. Append-only. */
@Entity
@Table(name = "session_act")
class SessionAct {
    enum Kind {
        CONFIRMED,
        OBJECTION,
        ANSWER
    }

    @Id
    private UUID record;

    private UUID lot;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private UUID party;
    private String organisation;
    private Instant at;
    private String text;
    private UUID objection;

    protected SessionAct() {}

    /**
     * @param record id of the witness record
     * @param text null for a confirmation
     * @param objection record id of the objection that an answer is to, else null
     */
    static SessionAct of(LotId lot, Kind kind, Caller by, String record, String text, String objection, Instant now) {
        var act = new SessionAct();
        act.record = UUID.fromString(record);
        act.lot = lot.value();
        act.kind = kind;
        act.party = by.party().value();
        act.organisation = by.organisation();
        act.at = now;
        act.text = text;
        act.objection = objection == null ? null : UUID.fromString(objection);
        return act;
    }

    String record() {
        return record.toString();
    }

    Kind kind() {
        return kind;
    }

    PartyId party() {
        return new PartyId(party);
    }

    String organisation() {
        return organisation;
    }

    Instant at() {
        return at;
    }

    String text() {
        return text;
    }

    Optional<String> objection() {
        return Optional.ofNullable(objection).map(UUID::toString);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SessionAct, UUID> {
        /** In the order in which they were said. */
        List<SessionAct> of(LotId lot) {
            return list("lot = ?1 order by at, record", lot.value());
        }

        List<SessionAct> of(LotId lot, Kind kind) {
            return list("lot = ?1 and kind = ?2 order by at, record", lot.value(), kind);
        }

        /** How many bidders have confirmed or objected. */
        long speakers(LotId lot) {
            return list("lot = ?1 and kind <> ?2", lot.value(), Kind.ANSWER).stream()
                    .map(SessionAct::party)
                    .distinct()
                    .count();
        }

        boolean isAnswered(SessionAct objection) {
            return count("objection", objection.record) > 0;
        }

        long unanswered(LotId lot) {
            return count(
                    "lot = ?1 and kind = ?2 and record not in (select a.objection from SessionAct a where a.objection is not null)",
                    lot.value(),
                    Kind.OBJECTION);
        }
    }
}

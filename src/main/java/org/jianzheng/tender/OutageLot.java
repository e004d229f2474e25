package org.jianzheng.tender;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.shared.LotId;

/** One lot that an outage hits: the version of the deadline that moves, and where to. */
@Entity
@Table(name = "outage_lot")
class OutageLot {
    @Embeddable
    record Key(String decision, UUID lot) {}

    @EmbeddedId
    private Key key;

    private int version;
    private Instant deadline;

    protected OutageLot() {}

    OutageLot(String decision, OutageDecision.Hit hit) {
        this.key = new Key(decision, hit.lot().value());
        this.version = hit.version();
        this.deadline = hit.newDeadlineInstant();
    }

    String decision() {
        return key.decision();
    }

    LotId lot() {
        return new LotId(key.lot());
    }

    int version() {
        return version;
    }

    Instant deadline() {
        return deadline;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<OutageLot, Key> {
        /** What was decided last about this deadline of the lot and can still be followed. */
        Optional<OutageLot> of(Lot lot, Instant now) {
            return find(
                            "key.lot = ?1 and version = ?2 and deadline > ?3 order by deadline desc",
                            lot.id().value(),
                            lot.deadlineVersion(),
                            now)
                    .firstResultOptional();
        }

        /** Whether anything was decided about this deadline, be it too late to follow by now. */
        boolean any(Lot lot) {
            return count("key.lot = ?1 and version = ?2", lot.id().value(), lot.deadlineVersion()) > 0;
        }

        /** Decisions about deadlines that still stand, oldest new deadline first. */
        List<OutageLot> standing(Instant now) {
            return list(
                    "select o from OutageLot o, Lot l where l.id = o.key.lot and l.deadlineVersion = o.version"
                            + " and l.stage = ?1 and o.deadline > ?2 order by o.deadline, o.key.lot",
                    LotStage.PUBLISHED,
                    now);
        }
    }
}

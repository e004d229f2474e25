package org.jianzheng.tender;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.shared.LotId;

/** A later deadline that its owner has signed and the offices have not all answered yet. */
@Entity
@Table(name = "pending_deadline")
class PendingDeadline {
    @Embeddable
    record Key(UUID lot, int version) {}

    @EmbeddedId
    private Key key;

    private Instant deadline;
    private byte[] act;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "in_force")
    private Instant inForce;

    protected PendingDeadline() {}

    PendingDeadline(LotId lot, int version, Instant deadline, byte[] act, Instant now) {
        this.key = new Key(lot.value(), version);
        this.deadline = deadline;
        this.act = act;
        this.askedAt = now;
    }

    void comeIntoForce(Instant now) {
        inForce = now;
    }

    LotId lot() {
        return new LotId(key.lot());
    }

    int version() {
        return key.version();
    }

    Instant deadline() {
        return deadline;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<PendingDeadline, Key> {
        List<PendingDeadline> open() {
            return list("inForce is null order by askedAt");
        }

        Optional<PendingDeadline> openOf(LotId lot) {
            return find("key.lot = ?1 and inForce is null order by key.version desc", lot.value())
                    .firstResultOptional();
        }
    }
}

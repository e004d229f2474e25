package org.jianzheng.tender;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** An outage (系统故障) as the tendering office signed it. */
@Entity
class Outage {
    @Id
    private String decision;

    private byte[] act;

    @Column(name = "decided_at")
    private Instant decidedAt;

    protected Outage() {}

    /** @param decision hex SHA-256 of the content of the act */
    Outage(String decision, byte[] act, Instant now) {
        this.decision = decision;
        this.act = act;
        this.decidedAt = now;
    }

    byte[] act() {
        return act;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Outage, String> {}
}

package org.jianzheng.ceremony;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jianzheng.shared.LotId;

/** A later deadline that the offices of a key are asked to state. */
@Entity
@Table(name = "deadline_ask")
class DeadlineAsk {
    @Embeddable
    record Key(String key, int version) {}

    @EmbeddedId
    private Key key;

    private UUID lot;

    @Column(name = "not_before")
    private Instant notBefore;

    private byte[] act;
    private byte[] outage;
    private boolean complete;

    protected DeadlineAsk() {}

    /** @param outage the decision that the act names, or null */
    DeadlineAsk(String key, int version, LotId lot, Instant notBefore, byte[] act, byte[] outage) {
        this.key = new Key(key, version);
        this.lot = lot.value();
        this.notBefore = notBefore;
        this.act = act;
        this.outage = outage;
    }

    /** Every office has answered. */
    void complete() {
        complete = true;
    }

    String openingKey() {
        return key.key();
    }

    int version() {
        return key.version();
    }

    Instant notBefore() {
        return notBefore;
    }

    byte[] act() {
        return act;
    }

    byte[] outage() {
        return outage;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<DeadlineAsk, Key> {
        List<DeadlineAsk> open() {
            return list("complete = false order by key.version");
        }

        /** Earlier versions are asked for no more once a later one is in force. */
        void settleBelow(String key, int version) {
            list("key.key = ?1 and key.version < ?2 and complete = false", key, version)
                    .forEach(DeadlineAsk::complete);
        }
    }
}

package org.jianzheng.tender;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.shared.TenderId;

/** A clarification or amendment (澄清, 修改) as it was signed; versions count from 1. */
@Entity
class Clarification {
    @Embeddable
    record Key(UUID tender, int version) {}

    @EmbeddedId
    private Key key;

    private byte[] act;

    @Column(name = "issued_at")
    private Instant issuedAt;

    protected Clarification() {}

    Clarification(TenderId tender, int version, byte[] act, Instant now) {
        this.key = new Key(tender.value(), version);
        this.act = act;
        this.issuedAt = now;
    }

    TenderView.Issued issued() {
        var signed = Act.read(Cms.verify(act).content());
        return new TenderView.Issued(
                Instants.format(issuedAt), Canonical.value(signed.data(), Notice.Clarification.class));
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Clarification, Key> {
        List<Clarification> of(TenderId tender) {
            return list("key.tender = ?1 order by key.version", tender.value());
        }
    }
}

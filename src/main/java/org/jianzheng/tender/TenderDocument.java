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
import java.util.UUID;
import org.jianzheng.record.Notice;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/** One file of the tender documents; its bytes lie in the object store under a random name. */
@Entity
@Table(name = "tender_document")
class TenderDocument {
    @Embeddable
    record Key(UUID tender, String hash) {}

    @EmbeddedId
    private Key key;

    private String name;
    private long size;
    private String object;

    @Column(name = "added_at")
    private Instant addedAt;

    protected TenderDocument() {}

    TenderDocument(TenderId tender, String name, String hash, long size, String object, Instant now) {
        this.key = new Key(tender.value(), hash);
        this.name = name;
        this.size = size;
        this.object = object;
        this.addedAt = now;
    }

    String hash() {
        return key.hash();
    }

    String name() {
        return name;
    }

    String object() {
        return object;
    }

    long size() {
        return size;
    }

    Notice.Document asDocument() {
        return new Notice.Document(name, key.hash(), size);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<TenderDocument, Key> {
        List<TenderDocument> of(TenderId tender) {
            return list("key.tender = ?1 order by name", tender.value());
        }

        TenderDocument require(TenderId tender, String hash) {
            return findByIdOptional(new Key(tender.value(), hash))
                    .orElseThrow(() -> Problem.of("tender/unknown-document")
                            .status(404)
                            .detail("Tender %s has no document with the hash %s.", tender, hash)
                            .field("hash")
                            .remedy("Take the hash from the notice or the latest clarification."));
        }
    }
}

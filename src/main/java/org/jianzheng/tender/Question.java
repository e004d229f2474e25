package org.jianzheng.tender;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jianzheng.shared.TenderId;
import org.jianzheng.shared.UuidV7;

/** A question about the tender documents, without its asker: the procuring entity must not learn who is interested. */
@Entity
class Question {
    @Id
    private UUID id;

    private UUID tender;
    private String text;

    @Column(name = "asked_at")
    private Instant askedAt;

    protected Question() {}

    Question(TenderId tender, String text, Instant now) {
        this.id = UuidV7.at(now);
        this.tender = tender.value();
        this.text = text;
        this.askedAt = now;
    }

    String text() {
        return text;
    }

    Instant askedAt() {
        return askedAt;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Question, UUID> {
        List<Question> of(TenderId tender) {
            return list("tender = ?1 order by askedAt", tender.value());
        }
    }
}

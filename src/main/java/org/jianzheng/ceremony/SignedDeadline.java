package org.jianzheng.ceremony;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** A deadline statement as one office signed it. */
@Entity
@Table(name = "deadline_statement")
class SignedDeadline {
    @Embeddable
    record Key(String key, int version, int office) {}

    @EmbeddedId
    private Key key;

    private byte[] message;

    protected SignedDeadline() {}

    SignedDeadline(String key, int version, int office, byte[] message) {
        this.key = new Key(key, version, office);
        this.message = message;
    }

    int office() {
        return key.office();
    }

    byte[] message() {
        return message;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SignedDeadline, Key> {
        List<SignedDeadline> of(String key) {
            return list("key.key = ?1 order by key.version, key.office", key);
        }

        List<SignedDeadline> of(String key, int version) {
            return list("key.key = ?1 and key.version = ?2 order by key.office", key, version);
        }
    }
}

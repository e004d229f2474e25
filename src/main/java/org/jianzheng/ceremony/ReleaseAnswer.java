package org.jianzheng.ceremony;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import org.jianzheng.record.RecordType;

/** What an office signed about a list; shares beside it are encrypted to the combiner. */
@Entity
@Table(name = "release_answer")
class ReleaseAnswer {
    /** The steps of a release, in order. */
    enum Kind {
        READY("/release/ready", RecordType.OFFICE_READY),
        BOUND("/release/bind", RecordType.OFFICE_BOUND),
        RELEASED("/release/release", RecordType.OFFICE_RELEASED),
        REFUSED("/release/ready", RecordType.OFFICE_REFUSED),
        DESTROYED("/release/destroy", RecordType.OFFICE_DESTROYED);

        private final String path;
        private final RecordType record;

        Kind(String path, RecordType record) {
            this.path = path;
            this.record = record;
        }

        String path() {
            return path;
        }

        /** The record that witnesses it. */
        RecordType record() {
            return record;
        }
    }

    @Embeddable
    record Key(String key, @Enumerated(EnumType.STRING) Kind kind, int office) {}

    @EmbeddedId
    private Key key;

    private byte[] answer;
    private byte[] shares;

    protected ReleaseAnswer() {}

    ReleaseAnswer(String key, Kind kind, int office, byte[] answer, byte[] shares) {
        this.key = new Key(key, kind, office);
        this.answer = answer;
        this.shares = shares;
    }

    Kind kind() {
        return key.kind();
    }

    int office() {
        return key.office();
    }

    byte[] answer() {
        return answer;
    }

    byte[] shares() {
        return shares;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ReleaseAnswer, Key> {
        List<ReleaseAnswer> of(String key) {
            return list("key.key = ?1 order by key.kind, key.office", key);
        }
    }
}

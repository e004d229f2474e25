package org.jianzheng.opening;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jianzheng.shared.LotId;

/** One event of a session, in canonical JSON. Append-only. */
@Entity
@Table(name = "session_event")
class SessionEvent {
    @Embeddable
    record Key(UUID lot, long seq) {}

    @EmbeddedId
    private Key key;

    private String type;
    private String data;
    private Instant at;

    protected SessionEvent() {}

    SessionEvent(LotId lot, long seq, String type, String data, Instant at) {
        this.key = new Key(lot.value(), seq);
        this.type = type;
        this.data = data;
        this.at = at;
    }

    long seq() {
        return key.seq();
    }

    String type() {
        return type;
    }

    String data() {
        return data;
    }

    Instant at() {
        return at;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SessionEvent, Key> {}
}

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

/** What one office sent in one round, as it signed it, with the encrypted shares that travelled beside it. */
@Entity
@Table(name = "ceremony_message")
class RoundMessage {
    @Embeddable
    record Key(String ceremony, @Enumerated(EnumType.STRING) Round round, int office) {}

    @EmbeddedId
    private Key key;

    private byte[] message;
    private byte[] shares;

    protected RoundMessage() {}

    RoundMessage(String ceremony, Round round, int office, byte[] message, byte[] shares) {
        this.key = new Key(ceremony, round, office);
        this.message = message;
        this.shares = shares;
    }

    int office() {
        return key.office();
    }

    byte[] message() {
        return message;
    }

    byte[] shares() {
        return shares;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RoundMessage, Key> {
        /** The messages of a round in office order. */
        List<RoundMessage> of(String ceremony, Round round) {
            return list("key.ceremony = ?1 and key.round = ?2 order by key.office", ceremony, round);
        }
    }
}

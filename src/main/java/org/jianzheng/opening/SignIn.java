package org.jianzheng.opening;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.UUID;
import org.jianzheng.shared.LotId;

/** A sign-in (签到) before the close, veiled: whoever reads the database sees neither the party nor its record. */
@Entity
@Table(name = "session_sign_in")
class SignIn {
    /** @param party HMAC of lot and party under the platform key */
    @Embeddable
    record Key(UUID lot, byte[] party) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && lot.equals(that.lot) && Arrays.equals(party, that.party);
        }

        @Override
        public int hashCode() {
            return 31 * lot.hashCode() + Arrays.hashCode(party);
        }
    }

    @EmbeddedId
    private Key key;

    private byte[] sealed;

    protected SignIn() {}

    SignIn(LotId lot, byte[] party, byte[] sealed) {
        this.key = new Key(lot.value(), party);
        this.sealed = sealed;
    }

    byte[] sealed() {
        return sealed;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SignIn, Key> {
        boolean has(LotId lot, byte[] party) {
            return count("key.lot = ?1 and key.party = ?2", lot.value(), party) > 0;
        }
    }
}

package org.jianzheng.ceremony;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.shared.LotId;

/** The opening key of one lot and stage, once all offices have stated it. */
@Entity
@Table(name = "opening_key")
class LotKey {
    @Id
    private String key;

    private String ceremony;
    private UUID lot;
    private String stage;
    private byte[] certificate;

    protected LotKey() {}

    LotKey(String key, String ceremony, CeremonyPlan plan, byte[] certificate) {
        this.key = key;
        this.ceremony = ceremony;
        this.lot = plan.lot().value();
        this.stage = plan.stage();
        this.certificate = certificate;
    }

    String key() {
        return key;
    }

    String ceremony() {
        return ceremony;
    }

    LotId lot() {
        return new LotId(lot);
    }

    byte[] certificate() {
        return certificate;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<LotKey, String> {
        Optional<LotKey> of(LotId lot, String stage) {
            return find("lot = ?1 and stage = ?2", lot.value(), stage).firstResultOptional();
        }

        List<LotKey> of(LotId lot) {
            return list("lot = ?1 order by stage", lot.value());
        }
    }
}

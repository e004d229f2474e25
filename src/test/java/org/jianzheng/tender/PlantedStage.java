package org.jianzheng.tender;

import io.quarkus.arc.Arc;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.witness.PlatformKey;

/** Binds the stages of lots that a fixture has written with SQL, as the running platform would have. */
public final class PlantedStage {
    private PlantedStage() {}

    /** The MAC of the only lot of a tender. */
    public static byte[] ofOnlyLot(LotId lot, TenderId tender, LotStage stage) {
        return BoundStage.mac(key(), lot.value(), tender.value(), 1, 1, stage);
    }

    /** Binds all lots of a tender as they stand now. */
    @SuppressWarnings("unchecked")
    public static void bind(EntityManager database, TenderId tender) {
        List<Object[]> rows = database.createNativeQuery("select id, ordinal, stage from lot where tender = ?1")
                .setParameter(1, tender.value())
                .getResultList();
        for (var row : rows) {
            var stage = LotStage.valueOf((String) row[2]);
            database.createNativeQuery("update lot set of_lots = ?1, stage_mac = ?2 where id = ?3")
                    .setParameter(1, rows.size())
                    .setParameter(
                            2, BoundStage.mac(key(), (UUID) row[0], tender.value(), (int) row[1], rows.size(), stage))
                    .setParameter(3, row[0])
                    .executeUpdate();
        }
    }

    private static PlatformKey key() {
        return Arc.container().instance(PlatformKey.class).get();
    }
}

package org.jianzheng.tender;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

@ApplicationScoped
class LotRepository implements PanacheRepositoryBase<Lot, UUID> {
    Lot require(LotId id) {
        return findByIdOptional(id.value()).orElseThrow(() -> missing(id));
    }

    /** The lot under its row lock: shared for a submission, exclusive for whatever ends or moves its deadline. */
    Lot lock(LotId id, LockModeType mode) {
        return findByIdOptional(id.value(), mode).orElseThrow(() -> missing(id));
    }

    List<LotId> inStage(LotStage stage, Instant deadlineAtOrBefore) {
        return find("stage = ?1 and deadline <= ?2 order by deadline", stage, deadlineAtOrBefore).stream()
                .map(Lot::id)
                .toList();
    }

    /** As the database has them now, whatever this session has loaded before. */
    List<LotStage> stagesOf(TenderId tender) {
        return getEntityManager()
                .createQuery("select stage from Lot where tender.id = :tender", LotStage.class)
                .setParameter("tender", tender.value())
                .getResultList();
    }

    boolean anyAccepting(Instant now) {
        return count("stage = ?1 and deadline > ?2", LotStage.PUBLISHED, now) > 0;
    }

    /** The earliest deadline that has not been followed by its closing, passed or not. */
    Optional<Instant> nextDeadline() {
        return find("stage = ?1 order by deadline", LotStage.PUBLISHED)
                .firstResultOptional()
                .map(Lot::deadline);
    }

    static Problem missing(LotId id) {
        return Problem.of("tender/unknown-lot")
                .status(404)
                .detail("There is no published lot %s.", id)
                .field("lot")
                .remedy("Take the id from the tender (GET /tenders/{tender}).");
    }
}

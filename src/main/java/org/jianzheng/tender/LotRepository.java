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
import org.jianzheng.witness.PlatformKey;

@ApplicationScoped
class LotRepository implements PanacheRepositoryBase<Lot, UUID> {
    private final PlatformKey key;

    LotRepository(PlatformKey key) {
        this.key = key;
    }

    /** @throws org.jianzheng.witness.Altered as every method that gives lots, when somebody changed one in the database */
    Lot require(LotId id) {
        return findByIdOptional(id.value()).orElseThrow(() -> missing(id)).requireBound(key);
    }

    /** The lot under its row lock: shared for a submission, exclusive for whatever ends or moves its deadline. */
    Lot lock(LotId id, LockModeType mode) {
        return findByIdOptional(id.value(), mode).orElseThrow(() -> missing(id)).requireBound(key);
    }

    /** A lot of a tender that is drafted. */
    Lot draft(LotId id, Tender tender, int ordinal, NewTender.NewLot draft) {
        return new Lot(id, tender, ordinal, draft, key);
    }

    /** The lots of a tender in their order. */
    List<Lot> of(Tender tender) {
        return tender.lots().stream().map(lot -> lot.requireBound(key)).toList();
    }

    List<LotView> viewsOf(Tender tender) {
        return of(tender).stream().map(Lot::view).toList();
    }

    void advance(Lot lot, LotStage next) {
        lot.requireBound(key).advance(next, key);
    }

    List<LotId> inStage(LotStage stage, Instant deadlineAtOrBefore) {
        return find("stage = ?1 and deadline <= ?2 order by deadline", stage, deadlineAtOrBefore).stream()
                .map(Lot::id)
                .toList();
    }

    /** Open lots whose deadline lies in this time, by id, so that whoever locks them does it in one order. */
    List<LotId> standing(Instant from, Instant to) {
        return getEntityManager()
                .createQuery(
                        "select id from Lot where stage = :stage and deadline >= :from and deadline <= :to order by id",
                        UUID.class)
                .setParameter("stage", LotStage.PUBLISHED)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultStream()
                .map(LotId::new)
                .toList();
    }

    /** As the database has them now, whatever this session has loaded before. */
    List<LotStage> stagesOf(TenderId tender) {
        var rows = getEntityManager()
                .createQuery(
                        "select id, ordinal, ofLots, stage, stageMac from Lot where tender.id = :tender",
                        Object[].class)
                .setParameter("tender", tender.value())
                .getResultStream()
                .map(row -> new BoundStage(
                        (UUID) row[0], tender.value(), (int) row[1], (int) row[2], (LotStage) row[3], (byte[]) row[4]))
                .toList();
        return BoundStage.requireAll(key, tender.value(), rows);
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

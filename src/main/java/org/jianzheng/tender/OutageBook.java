package org.jianzheng.tender;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.shared.Problem;

/** Which deadlines an outage decision moves, and who has not done his part yet. */
@ApplicationScoped
class OutageBook {
    private final Outage.Repository outages;
    private final OutageLot.Repository hits;
    private final LotRepository lots;
    private final PendingDeadline.Repository pending;

    OutageBook(
            Outage.Repository outages,
            OutageLot.Repository hits,
            LotRepository lots,
            PendingDeadline.Repository pending) {
        this.outages = outages;
        this.hits = hits;
        this.lots = lots;
        this.pending = pending;
    }

    /** One decision is recorded for each tender that it hits; it is kept once. */
    void keep(String decision, byte[] act, OutageDecision decided, Instant now) {
        if (outages.findByIdOptional(decision).isPresent()) {
            return;
        }
        outages.persist(new Outage(decision, act, now));
        decided.lots().forEach(hit -> hits.persist(new OutageLot(decision, hit)));
        outages.flush();
    }

    byte[] act(String decision) {
        return outages.findById(decision).act();
    }

    boolean holds(Lot lot) {
        return hits.any(lot);
    }

    Optional<Instant> decided(Lot lot, Instant now) {
        return hits.of(lot, now).map(OutageLot::deadline);
    }

    List<WaitingLot> waiting(Instant now) {
        return hits.standing(now).stream()
                .map(hit -> waiting(lots.require(hit.lot()), hit))
                .toList();
    }

    private WaitingLot waiting(Lot lot, OutageLot hit) {
        boolean asked = pending.openOf(lot.id())
                .filter(one -> one.deadline().equals(hit.deadline()))
                .isPresent();
        return new WaitingLot(
                lot.tender().id(),
                lot.id(),
                lot.number(),
                Instants.format(lot.deadline()),
                hit.version(),
                asked ? WaitingLot.Need.OFFICES : WaitingLot.Need.EXTENSION,
                hit.decision(),
                Instants.format(hit.deadline()),
                act(hit.decision()));
    }

    /** The signed decision that this extension follows to the letter. */
    byte[] require(Lot lot, Notice.OutageExtension extension) {
        var hit = hits.findByIdOptional(
                        new OutageLot.Key(extension.outage(), lot.id().value()))
                .filter(one -> one.version() == lot.deadlineVersion())
                .orElseThrow(() -> Problem.of("tender/unknown-outage")
                        .status(409)
                        .field("data.outage")
                        .detail(
                                "No outage decision %s moves the deadline of lot %s that stands (version %d).",
                                extension.outage(), lot.number(), lot.deadlineVersion())
                        .remedy("Take the decision from GET /outages/pending."));
        if (!Instants.format(hit.deadline()).equals(extension.deadline())) {
            throw otherwise(lot, hit, extension.deadline());
        }
        return act(hit.decision());
    }

    /** While a decision stands, the only extension is the one that follows it: all lots hit move alike. */
    void requireNone(Lot lot, String deadline, Instant now) {
        Optional<OutageLot> hit = hits.of(lot, now);
        if (hit.isPresent()) {
            throw otherwise(lot, hit.get(), deadline);
        }
    }

    private static Problem otherwise(Lot lot, OutageLot hit, String deadline) {
        return Problem.of("tender/outage-deadline")
                .status(409)
                .field("data.deadline")
                .detail(
                        "The outage decision %s moves lot %s to %s; the act says %s.",
                        hit.decision(), lot.number(), Instants.format(hit.deadline()), deadline)
                .remedy(
                        "Sign tender.extend to that deadline with data.outage = the decision: all lots hit move alike.");
    }
}

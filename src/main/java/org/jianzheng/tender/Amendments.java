package org.jianzheng.tender;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.identity.Acts;
import org.jianzheng.identity.Caller;
import org.jianzheng.record.Act;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.rules.Calendar;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.PlatformKey;
import org.jianzheng.witness.WitnessLog;

/**
 * What may change after the notice: clarifications (澄清), amendments (修改) and later deadlines.
 *
 * <p>A later deadline is asked of the offices in the same transaction and comes into force when n − t + 1 of them have
 * signed it; until then the old one stands for everybody.
 */
@ApplicationScoped
class Amendments {
    private static final Logger LOG = Logger.getLogger(Amendments.class);

    private final TenderRepository tenders;
    private final LotRepository lots;
    private final Clarification.Repository clarifications;
    private final PendingDeadline.Repository pending;
    private final TenderDocument.Repository documents;
    private final OutageBook outages;
    private final OpeningKeys keys;
    private final Rulebook rules;
    private final Acts acts;
    private final WitnessLog witness;
    private final PlatformKey platformKey;

    Amendments(
            TenderRepository tenders,
            LotRepository lots,
            Clarification.Repository clarifications,
            PendingDeadline.Repository pending,
            TenderDocument.Repository documents,
            OutageBook outages,
            OpeningKeys keys,
            Rulebook rules,
            Acts acts,
            WitnessLog witness,
            PlatformKey platformKey) {
        this.tenders = tenders;
        this.lots = lots;
        this.clarifications = clarifications;
        this.pending = pending;
        this.documents = documents;
        this.outages = outages;
        this.keys = keys;
        this.rules = rules;
        this.acts = acts;
        this.witness = witness;
        this.platformKey = platformKey;
    }

    int clarify(Caller caller, TenderId id, byte[] cms, Instant now) {
        var tender = owned(caller, id);
        var act = acts.require(caller, cms, Act.CLARIFICATION_ISSUE, id, null, now);
        var data = Canonical.value(act.act().data(), Notice.Clarification.class);
        int version = clarifications.of(id).size() + 1;
        if (data.version() != version) {
            throw Problem.of("tender/clarification-version")
                    .status(409)
                    .detail("The next clarification is version %d, not %d.", version, data.version())
                    .field("data.version")
                    .remedy("Read the clarifications issued so far and sign with the next version.");
        }
        DraftRules.text("data.title", data.title(), 200);
        DraftRules.text("data.text", data.text(), 20_000);
        for (var document : data.documents()) {
            if (!documents.require(id, document.hash()).asDocument().equals(document)) {
                throw Problem.of("tender/document-differs")
                        .detail("The document %s was uploaded with another name or size.", document.hash())
                        .field("data.documents")
                        .remedy("Name it as it was uploaded.");
            }
        }
        for (var lot : tender.lots()) {
            clarifyLot(lot, data, cms, now);
        }
        clarifications.persist(new Clarification(id, version, cms, now));
        witness.append(new NewRecord(
                        RecordType.CLARIFICATION_ISSUED, id, null, caller.actor(), now, Map.of(), cms, Audience.PUBLIC)
                .keeping(Rebuild.Objects.of(documents.of(id))));
        return version;
    }

    private void clarifyLot(Lot unlocked, Notice.Clarification data, byte[] cms, Instant now) {
        var lot = lots.lock(unlocked.id(), LockModeType.PESSIMISTIC_WRITE);
        if (lot.stage() != LotStage.PUBLISHED || !now.isBefore(lot.deadline())) {
            throw closed(lot);
        }
        var moved = data.deadlines().stream()
                .filter(m -> m.lot().equals(lot.id().toString()))
                .map(m -> DraftRules.wholeSecond("data.deadlines", m.deadline()))
                .findFirst();
        var publishedOn = Calendar.dateOf(lot.tender().publishedAt());
        rules.periods(lot.tender().draft().procedure(), publishedOn)
                .checkClarification(now, lot.deadline(), moved.orElse(null))
                .ifPresent(breach -> {
                    throw breach.toProblem();
                });
        moved.ifPresent(later -> {
            outages.requireNone(lot, Instants.format(later), now);
            ask(lot, later, cms, null, now);
        });
    }

    int extend(Caller caller, LotId id, byte[] cms, Instant now) {
        var lot = lots.lock(id, LockModeType.PESSIMISTIC_WRITE);
        var tender = owned(caller, lot.tender().id());
        var act = acts.require(caller, cms, Act.TENDER_EXTEND, tender.id(), id, now);
        boolean outage = Notice.OutageExtension.is(act.act().data());
        if (lot.stage() != LotStage.PUBLISHED || !outage && !now.isBefore(lot.deadline())) {
            throw closed(lot);
        }
        var data = Notice.Extension.of(act.act().data());
        DraftRules.text("data.reason", data.reason(), 2_000);
        var later = DraftRules.wholeSecond("data.deadline", data.deadline());
        int version = outage
                ? askAfterOutage(lot, later, act.act().data(Notice.OutageExtension.class), cms, now)
                : askInTime(lot, later, cms, now);
        witness.append(new NewRecord(
                RecordType.TENDER_EXTENDED,
                tender.id(),
                id,
                caller.actor(),
                now,
                new Extended(version),
                cms,
                Audience.PUBLIC));
        return version;
    }

    /** Data of {@code tender.extended}. */
    record Extended(int version) {}

    private int askInTime(Lot lot, Instant later, byte[] cms, Instant now) {
        outages.requireNone(lot, Instants.format(later), now);
        return ask(lot, later, cms, null, now);
    }

    /** The deadline may have passed; the offices ask for the tendering office's signature too. */
    private int askAfterOutage(Lot lot, Instant later, Notice.OutageExtension data, byte[] cms, Instant now) {
        var decision = outages.require(lot, data);
        if (!later.isAfter(now)) {
            throw Problem.of("tender/outage-late")
                    .status(409)
                    .field("data.deadline")
                    .detail("The new deadline %s of lot %s has passed.", Instants.format(later), lot.number())
                    .remedy("The tendering office decides again: the lot is out until it takes bids.");
        }
        return ask(lot, later, cms, decision, now);
    }

    private int ask(Lot lot, Instant later, byte[] cms, byte[] outage, Instant now) {
        if (!later.isAfter(lot.deadline())) {
            throw Problem.of("tender/deadline-earlier")
                    .status(422)
                    .detail(
                            "The deadline of lot %s stands at %s and can only move later, not to %s.",
                            lot.number(), Instants.format(lot.deadline()), Instants.format(later))
                    .field("data.deadline")
                    .remedy("Choose a later instant; an earlier end would take bidders' time away.");
        }
        var open = pending.openOf(lot.id());
        // One that the offices could not sign in time does not hold up the one after the outage.
        boolean superseded =
                outage != null && open.isPresent() && !later.equals(open.get().deadline());
        if (open.isPresent() && !superseded) {
            throw Problem.of("tender/deadline-pending")
                    .status(409)
                    .detail("The offices are still signing the previous new deadline of lot %s.", lot.number())
                    .field("data.deadline")
                    .remedy("Wait until it is in force, then extend again.");
        }
        int version = open.map(PendingDeadline::version).orElse(lot.deadlineVersion()) + 1;
        pending.persist(new PendingDeadline(lot.id(), version, later, cms, now));
        keys.askDeadline(lot.id(), version, later, cms, outage);
        return version;
    }

    /** Brings into force every deadline that enough offices have signed. */
    void settle(Instant now) {
        for (var deadline : pending.open()) {
            if (keys.deadlineStated(deadline.lot(), deadline.version())) {
                var lot = lots.lock(deadline.lot(), LockModeType.PESSIMISTIC_WRITE);
                if (lot.stage() == LotStage.PUBLISHED && deadline.version() > lot.deadlineVersion()) {
                    lot.moveDeadline(deadline.version(), deadline.deadline(), platformKey);
                    LOG.infof("Deadline %d of lot %s is in force", deadline.version(), lot.number());
                }
                deadline.comeIntoForce(now);
            }
        }
    }

    private Tender owned(Caller caller, TenderId id) {
        var tender = tenders.require(id);
        if (!tender.belongsTo(caller.party().value()) || !tender.isPublished()) {
            throw TenderRepository.missing(id);
        }
        return tender;
    }

    private static Problem closed(Lot lot) {
        return Problem.of("tender/past-deadline")
                .status(409)
                .detail("The deadline of lot %s (%s) has passed.", lot.number(), Instants.format(lot.deadline()))
                .field("lot")
                .remedy("Nothing can be changed any more; the opening follows.");
    }
}

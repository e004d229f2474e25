package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.identity.Acts;
import org.jianzheng.identity.Caller;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Act;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.RecordType;
import org.jianzheng.rules.Calendar;
import org.jianzheng.rules.OutageRule;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.Tenders;
import org.jianzheng.tender.WaitingLot;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.Silence;
import org.jianzheng.witness.WitnessLog;

/**
 * Outages of the platform (系统故障): the evidence for one, and the tendering office's signed decision about it.
 *
 * <p>The rule decides which deadlines move and where to; the office decides only that there was an outage, from when to
 * when. A decision that leaves a lot out, or treats one otherwise, is refused.
 */
@ApplicationScoped
class Outages {
    private static final String SHORTEST = "eng.outage.shortest";
    private static final Duration LOOK_BACK = Duration.ofDays(2);

    private final OutageHits hits;
    private final OutsideActs outside;
    private final Tenders tenders;
    private final OpeningKeys keys;
    private final Rulebook rulebook;
    private final WitnessLog witness;
    private final Acts acts;
    private final Clock clock;

    Outages(
            OutageHits hits,
            OutsideActs outside,
            Tenders tenders,
            OpeningKeys keys,
            Rulebook rulebook,
            WitnessLog witness,
            Acts acts,
            Clock clock) {
        this.hits = hits;
        this.outside = outside;
        this.tenders = tenders;
        this.keys = keys;
        this.rulebook = rulebook;
        this.witness = witness;
        this.acts = acts;
        this.clock = clock;
    }

    /** When no checkpoint was published for as long as the rule asks of an outage; of two days unless told otherwise. */
    List<OutageDraft.Gap> gaps(Instant from, Instant to) {
        var now = clock.instant();
        var end = to == null || to.isAfter(now) ? now : to;
        var begin = from == null || from.isAfter(end) ? end.minus(LOOK_BACK) : from;
        if (Duration.between(begin, end).compareTo(Duration.ofDays(14)) > 0) {
            throw Problem.of("opening/outage-span")
                    .field("from")
                    .detail("From %s to %s is more than 14 days.", Instants.format(begin), Instants.format(end))
                    .remedy("Ask for a shorter time.");
        }
        return told(silences(begin, end, now));
    }

    private static List<OutageDraft.Gap> told(List<Silence> silences) {
        return silences.stream()
                .map(gap -> new OutageDraft.Gap(Instants.format(gap.from()), Instants.format(gap.to())))
                .toList();
    }

    /** What a decision about this time has to say, lot by lot. */
    @Transactional
    OutageDraft draft(Instant from, Instant to) {
        var now = clock.instant();
        var outage = outage(from, to, now);
        var moved = hits.candidates(outage, tenders::lot, now).stream()
                .filter(lot -> lot.rule().hits(outage, lot.standing()))
                .map(lot -> lot.hit(outage))
                .toList();
        var gaps = silences(from.minus(LOOK_BACK), now, now);
        boolean covered = gaps.stream().anyMatch(gap -> gap.covers(from, to));
        return new OutageDraft(Instants.format(from), Instants.format(to), !covered, told(gaps), moved);
    }

    /**
     * Takes the signed decision.
     *
     * @return hex SHA-256 of the act's content, which extensions name
     * @throws Problem {@code opening/outage-left-out}, {@code -not-hit}, {@code -deadline} (422) when it is not what the
     *     rule makes of this outage; {@code opening/outage-unexplained} when no gap shows it and it says nothing about that
     */
    @Transactional
    String decide(Caller caller, byte[] cms) {
        caller.require(Role.TENDERING_OFFICE);
        var now = clock.instant();
        var decided =
                acts.require(caller, cms, Act.OUTAGE_DECIDE, null, null, now).data(OutageDecision.class);
        var outage = outage(decided.fromInstant(), decided.toInstant(), now);
        requireShown(decided, now);
        var candidates = hits.candidates(outage, tenders::holdForClosing, now);
        requireByRule(outage, decided, candidates);
        var decision = Commitment.hash(Cms.verify(cms).content());
        var moved = new ArrayList<OutageHits.Candidate>();
        for (var candidate : candidates) {
            decided.of(candidate.lot().lot()).ifPresent(hit -> {
                requireSame(hit, candidate.hit(outage));
                moved.add(candidate);
            });
        }
        requireUndecided(moved, outage, now);
        tenders.keepOutage(decision, cms, decided, now);
        var byTender = new LinkedHashMap<org.jianzheng.shared.TenderId, Boolean>();
        for (var lot : moved) {
            var tender = lot.lot().tender();
            if (byTender.put(tender, true) == null) {
                witness.append(
                        NewRecord.byActor(RecordType.OUTAGE_DECIDED, tender, null, caller.actor(), now, Map.of(), cms));
            }
            witness.append(NewRecord.byPlatform(
                    RecordType.OUTAGE_OUTSIDE,
                    tender,
                    lot.lot().lot(),
                    now,
                    lot.found().data(decision)));
        }
        return decision;
    }

    /** Lots that an outage holds up; of a procuring entity its own. */
    @Transactional
    List<WaitingLot> waiting(Caller caller) {
        var now = clock.instant();
        var all = new ArrayList<>(tenders.waiting(caller));
        boolean owner = !caller.supervises() && !caller.has(Role.TRADING_CENTRE);
        for (var id : tenders.inStage(LotStage.PUBLISHED, now)) {
            boolean open = tenders.outageDeadline(id, now).isEmpty() && (!owner || tenders.owns(caller, id));
            if (open && (tenders.isHeldByOutage(id) || isHeldUp(id, now))) {
                all.add(WaitingLot.undecided(tenders.lot(id)));
            }
        }
        return all;
    }

    private boolean isHeldUp(LotId id, Instant now) {
        var lot = tenders.lot(id);
        var key = keys.stated(id, Closing.STAGE).orElseThrow();
        return !now.isBefore(Closing.closableFrom(lot, key))
                && outside.of(lot, key, now).any();
    }

    private List<Silence> silences(Instant from, Instant to, Instant now) {
        var shortest = Duration.ofMinutes(
                rulebook.parameter(SHORTEST, Calendar.dateOf(now)).number());
        return witness.silences(from, to, shortest);
    }

    private static OutageRule.Outage outage(Instant from, Instant to, Instant now) {
        if (from == null || to == null || to.isBefore(from) || to.isAfter(now)) {
            throw Problem.of("opening/outage-time")
                    .status(422)
                    .field("to")
                    .detail("An outage from %s to %s cannot be decided at %s.", from, to, Instants.format(now))
                    .remedy("Give from and to, the end of the outage, not later than now.");
        }
        return new OutageRule.Outage(from, to);
    }

    private void requireShown(OutageDecision decided, Instant now) {
        var from = decided.fromInstant();
        boolean covered = silences(from.minus(LOOK_BACK), now, now).stream()
                .anyMatch(gap -> gap.covers(from, decided.toInstant()));
        if (!covered && decided.explanation() == null) {
            throw Problem.of("opening/outage-unexplained")
                    .status(422)
                    .field("data.explanation")
                    .detail("No gap in the published checkpoints covers %s to %s.", decided.from(), decided.to())
                    .remedy("Stay within a gap of GET /outages/gaps, or say in `explanation` what else was out.");
        }
    }

    /** Of each tender by its own rule: no lot left out, none without need, each to the deadline of the rule. */
    private static void requireByRule(
            OutageRule.Outage outage, OutageDecision decided, List<OutageHits.Candidate> candidates) {
        var named = new HashMap<LotId, Instant>();
        decided.lots().forEach(hit -> named.put(hit.lot(), hit.newDeadlineInstant()));
        var breaches = new ArrayList<OutageRule.Breach>();
        for (var lot : candidates) {
            var moved = named.remove(lot.lot().lot());
            breaches.addAll(lot.rule()
                    .check(
                            outage,
                            List.of(lot.standing()),
                            moved == null ? Map.of() : Map.of(lot.lot().number(), moved)));
        }
        if (!breaches.isEmpty()) {
            throw refuse(breaches);
        }
        named.keySet().stream().findFirst().ifPresent(lot -> {
            throw Problem.of("opening/outage-not-hit")
                    .status(422)
                    .field("data.lots")
                    .detail("Lot %s is not open, or its deadline is not touched by this outage.", lot)
                    .remedy("Take the lots of GET /outages/draft: exactly those that the rule hits.");
        });
    }

    private static Problem refuse(List<OutageRule.Breach> breaches) {
        var first = breaches.get(0);
        return Problem.of("opening/" + first.rule())
                .status(422)
                .field("data.lots")
                .detail("%s %s (%s)", first.detail().zh(), first.detail().en(), first.article())
                .remedy("Take the lots of GET /outages/draft: all that the rule hits move alike.")
                .with("lot", first.lot())
                .with(
                        "findings",
                        breaches.stream().map(b -> b.lot() + ": " + b.rule()).toList());
    }

    private static void requireSame(OutageDecision.Hit said, OutageDecision.Hit expected) {
        if (!said.equals(expected)) {
            throw Problem.of("opening/outage-differs")
                    .status(409)
                    .field("data.lots")
                    .detail("Of lot %s the act says %s; it stands %s.", said.lot(), said, expected)
                    .remedy("Fetch GET /outages/draft again and sign exactly that.");
        }
    }

    /** One decision at a time: two would move the same deadline to two instants. */
    private void requireUndecided(List<OutageHits.Candidate> moved, OutageRule.Outage outage, Instant now) {
        for (var lot : moved) {
            tenders.outageDeadline(lot.lot().lot(), now)
                    .filter(earlier -> !earlier.isBefore(lot.rule().newDeadline(outage)))
                    .ifPresent(earlier -> {
                        throw Problem.of("opening/outage-decided")
                                .status(409)
                                .field("data.lots")
                                .detail(
                                        "An outage decision already moves lot %s to %s.",
                                        lot.lot().number(), Instants.format(earlier))
                                .remedy("Let the procuring entity sign that extension (GET /outages/pending).");
                    });
        }
    }
}

package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.record.Instants;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.rules.OutageRule;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.LotView;
import org.jianzheng.tender.Tenders;

/** Which of the lots that are not closed an outage hits, each by the rule that its tender froze. */
@ApplicationScoped
class OutageHits {
    private final Tenders tenders;
    private final OpeningKeys keys;
    private final OutsideActs outside;
    private final FrozenRules rules;

    OutageHits(Tenders tenders, OpeningKeys keys, OutsideActs outside, FrozenRules rules) {
        this.tenders = tenders;
        this.keys = keys;
        this.outside = outside;
        this.rules = rules;
    }

    /** A lot that is open, with its tender's rule. */
    record Candidate(OutsideActs.Found found, OutageRule rule, Duration grace) {
        LotView lot() {
            return found.lot();
        }

        OutageRule.Standing standing() {
            return new OutageRule.Standing(lot().number(), lot().deadlineInstant(), grace, found.any());
        }

        OutageDecision.Hit hit(OutageRule.Outage outage) {
            return new OutageDecision.Hit(
                    lot().tender(),
                    lot().lot(),
                    lot().deadlineVersion(),
                    lot().deadline(),
                    Instants.format(rule.newDeadline(outage)),
                    found.commitment());
        }
    }

    /**
     * Every open lot whose deadline the outage may touch, ascending by id, in the caller's transaction.
     *
     * @param read how a lot is read: under its lock by whoever decides
     * @throws Problem {@code opening/outage-unsettled} (425) while a deadline has passed and its grace has not
     */
    List<Candidate> candidates(OutageRule.Outage outage, Function<LotId, LotView> read, Instant now) {
        var all = new ArrayList<Candidate>();
        var ids = tenders.standing(
                outage.from().minus(Duration.ofMinutes(1)), outage.to().plus(OutageRule.LONGEST_STRETCH));
        for (var id : ids.stream().sorted(Comparator.comparing(LotId::toString)).toList()) {
            var lot = read.apply(id);
            var rule = rules.procedure(lot.tender()).outage();
            if (rule != null && lot.stage() == LotStage.PUBLISHED) {
                candidate(lot, rule, outage, now).ifPresent(all::add);
            }
        }
        return all;
    }

    private java.util.Optional<Candidate> candidate(
            LotView lot, OutageRule rule, OutageRule.Outage outage, Instant now) {
        var key = keys.stated(lot.lot(), Closing.STAGE).orElseThrow();
        var grace = Duration.ofSeconds(key.statement().graceSeconds());
        if (!rule.touches(outage, lot.deadlineInstant(), grace)) {
            return java.util.Optional.empty();
        }
        var settled = Closing.closableFrom(lot, key);
        if (!now.isBefore(lot.deadlineInstant()) && now.isBefore(settled)) {
            throw Problem.of("opening/outage-unsettled")
                    .status(425)
                    .detail(
                            "The deadline of lot %s has passed; until %s its last bids may still be cosigned in time.",
                            lot.number(), Instants.format(settled))
                    .remedy("Decide after that instant.")
                    .with("from", Instants.format(settled));
        }
        return java.util.Optional.of(new Candidate(outside.of(lot, key, now), rule, grace));
    }
}

package org.jianzheng.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an outage of the platform (系统故障) does to deadlines: one rule that moves every deadline hit alike. The platform
 * asks before it takes a decision, a replay asks again.
 *
 * <p>A deadline is hit when the outage touches the last stretch before it (up to its grace, in which the offices still
 * cosign what was accepted in time) and lasted long enough, or when it left an accepted bid outside the closing
 * checkpoint: that bid has no list to stand on, however short the outage was. A deadline only moves later.
 *
 * @param shortest an outage shorter than this moves nothing by itself
 * @param before how long before a deadline an outage matters
 * @param extension from the end of the outage to the new deadline
 */
public record OutageRule(Parameter shortest, Parameter before, Parameter extension) {

    /** @param to its end, not before {@code from} */
    public record Outage(Instant from, Instant to) {
        public Outage {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("An outage cannot end at " + to + " before it began at " + from);
            }
        }

        Duration length() {
            return Duration.between(from, to);
        }
    }

    /**
     * A deadline that stands.
     *
     * @param lot how findings name it
     * @param outside whether an accepted bid lies outside every checkpoint that a quorum cosigned in time
     */
    public record Standing(String lot, Instant deadline, Duration grace, boolean outside) {}

    /** One lot that a decision leaves out, names without need, or moves otherwise; {@code required} by this rule. */
    public record Breach(String lot, String rule, String article, Instant required, Text detail) {}

    /** No rule looks further back than this from a deadline. */
    public static final Duration LONGEST_STRETCH = Duration.ofDays(14);

    public OutageRule {
        if (minutes(before).compareTo(LONGEST_STRETCH) > 0) {
            throw new IllegalStateException(before.key() + " is longer than " + LONGEST_STRETCH.toDays() + " days");
        }
    }

    /** Whether the outage falls into the stretch before this deadline, or into its grace. */
    public boolean touches(Outage outage, Instant deadline, Duration grace) {
        return outage.from().isBefore(deadline.plus(grace)) && outage.to().isAfter(deadline.minus(minutes(before)));
    }

    public boolean hits(Outage outage, Standing lot) {
        boolean moves = lot.outside() || outage.length().compareTo(minutes(shortest)) >= 0;
        return touches(outage, lot.deadline(), lot.grace())
                && moves
                && newDeadline(outage).isAfter(lot.deadline());
    }

    /** The one new deadline of every lot that the outage hits. */
    public Instant newDeadline(Outage outage) {
        return outage.to().plus(minutes(extension));
    }

    /**
     * Every way in which a decision breaks this rule; empty when it treats all lots alike.
     *
     * @param standing the lots that are not closed
     * @param decided the new deadline by lot, as the decision says
     */
    public List<Breach> check(Outage outage, List<Standing> standing, Map<String, Instant> decided) {
        var open = new HashMap<>(decided);
        var breaches = new ArrayList<Breach>();
        for (var lot : standing) {
            var moved = open.remove(lot.lot());
            if (!hits(outage, lot)) {
                if (moved != null) {
                    breaches.add(notHit(lot.lot()));
                }
            } else if (moved == null) {
                breaches.add(leftOut(lot, outage));
            } else if (!moved.equals(newDeadline(outage))) {
                breaches.add(otherwise(lot, moved, outage));
            }
        }
        open.keySet().stream().sorted().forEach(lot -> breaches.add(notHit(lot)));
        return List.copyOf(breaches);
    }

    private Breach leftOut(Standing lot, Outage outage) {
        var required = newDeadline(outage);
        return new Breach(
                lot.lot(),
                "outage-left-out",
                before.article(),
                required,
                new Text(
                        "标段 " + lot.lot() + " 的投标截止时间 " + lot.deadline() + " 受同一故障影响，却没有顺延。",
                        "The deadline " + lot.deadline() + " of lot " + lot.lot() + " is hit by the same outage ("
                                + before.required().en() + " before it) and is left out."));
    }

    private Breach otherwise(Standing lot, Instant moved, Outage outage) {
        var required = newDeadline(outage);
        return new Breach(
                lot.lot(),
                "outage-deadline",
                extension.article(),
                required,
                new Text(
                        "标段 " + lot.lot() + " 顺延至 " + moved + "，按规则应为 " + required + "。",
                        "Lot " + lot.lot() + " moves to " + moved + "; the rule gives " + required + " ("
                                + extension.value() + " minutes after the end)."));
    }

    private Breach notHit(String lot) {
        return new Breach(
                lot,
                "outage-not-hit",
                shortest.article(),
                null,
                new Text(
                        "标段 " + lot + " 的投标截止时间不受这次故障影响。",
                        "The deadline of lot " + lot + " is not hit by this outage (shorter than " + shortest.value()
                                + " minutes without a bid outside, or not within " + before.value()
                                + " minutes before it, or the lot is closed)."));
    }

    private static Duration minutes(Parameter parameter) {
        return Duration.ofMinutes(parameter.number());
    }
}

package org.jianzheng.opening;

import java.util.List;
import org.jianzheng.record.OutageDecision;

/**
 * What the tendering office would sign about an outage; it adds its reason and, where {@code explain} says so, why the
 * published checkpoints show no such gap.
 */
record OutageDraft(String from, String to, boolean explain, List<Gap> gaps, List<OutageDecision.Hit> lots) {
    /** A time in which no checkpoint was published, by the offices' clocks. */
    record Gap(String from, String to) {}
}

package org.jianzheng.rules;

import java.time.LocalDate;
import java.util.List;

/**
 * One case that proves a rule: run it, and it tells what it found different, in order.
 *
 * @param about the file of the tree that the case proves
 * @param key the parameter or procedure it is about, or null for a calendar
 * @param on the day whose row it proves, or null
 */
record RuleCase(String name, String about, String key, LocalDate on, String file, int line, Run run) {
    /** Compares what the rules say with what the case expects; empty when equal. */
    @FunctionalInterface
    interface Run {
        List<String> differences(Rulebook rulebook);
    }
}

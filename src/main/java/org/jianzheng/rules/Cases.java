package org.jianzheng.rules;

import java.util.ArrayList;
import java.util.List;
import org.jianzheng.shared.Problem;

/** Runs the cases of a tree and finds rules that no case proves. */
final class Cases {
    private Cases() {}

    static List<Finding> check(Rulebook rulebook, RuleTree tree) {
        var findings = new ArrayList<Finding>();
        for (var one : tree.cases()) {
            findings.addAll(run(one, rulebook));
        }
        for (var row : tree.rows()) {
            if (tree.cases().stream().noneMatch(one -> proves(one, row))) {
                findings.add(new Finding(
                        row.file(),
                        row.line(),
                        "No case proves " + row.parameter().key() + " from "
                                + row.parameter().from() + ".",
                        "Add one to cases/" + row.file() + "."));
            }
        }
        tree.years().values().forEach(year -> requireCase(tree, "calendar/cn-" + year.year() + ".yaml", findings));
        tree.procedures().keySet().forEach(id -> requireCase(tree, "procedures/" + id + ".yaml", findings));
        return List.copyOf(findings);
    }

    static List<Finding> run(RuleCase one, Rulebook rulebook) {
        try {
            return one.run().differences(rulebook).stream()
                    .map(difference -> failed(one, difference))
                    .toList();
        } catch (Problem | IllegalStateException | IllegalArgumentException | ArithmeticException e) {
            return List.of(failed(one, e.getMessage()));
        }
    }

    private static Finding failed(RuleCase one, String difference) {
        return new Finding(
                one.file(),
                one.line(),
                "The case '" + one.name() + "' fails: " + difference,
                "Correct the rule, or the case if the law says otherwise.");
    }

    private static boolean proves(RuleCase one, ParameterReader.Row row) {
        var parameter = row.parameter();
        return one.about().equals(row.file())
                && parameter.key().equals(one.key())
                && one.on() != null
                && parameter.inForce(one.on());
    }

    private static void requireCase(RuleTree tree, String file, List<Finding> findings) {
        if (tree.cases().stream().noneMatch(one -> one.about().equals(file))) {
            findings.add(new Finding(file, 0, "No case proves this file.", "Add one to cases/" + file + "."));
        }
    }
}

package org.jianzheng.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code cases/**}: the folder of a file decides which situations it can tell. */
final class CaseReader {
    private CaseReader() {}

    static List<RuleCase> read(YamlNode root, Consumer<Finding> findings) {
        var about = root.file().substring("cases/".length());
        var cases = new ArrayList<RuleCase>();
        var entries = root.fields(Set.of("cases"), Set.of()).get("cases").list();
        for (var entry : entries) {
            try {
                cases.add(one(about, entry));
            } catch (RuleFault fault) {
                findings.accept(fault.finding());
            }
        }
        return cases;
    }

    private static RuleCase one(String about, YamlNode entry) {
        return switch (about.substring(0, about.indexOf('/'))) {
            case "parameters" -> ParameterCases.read(about, entry);
            case "calendar" -> CalendarCases.read(about, entry);
            default -> ProcedureCases.read(about, entry);
        };
    }

    /** Compares one answer with what a case expects; appends the difference in words. */
    static void expect(List<String> differences, String what, Object expected, Object actual) {
        if (expected != null && !expected.equals(actual)) {
            differences.add(what + " is " + actual + ", not " + expected + ".");
        }
    }
}

package org.jianzheng;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The modules and who may use whom: the one place that says it. Every module may also use {@code shared}.
 *
 * <p>Moving an arrow takes a decision record in {@code docs/decisions} first.
 */
final class ModuleTable {
    /** {@code *} stands for all modules above the line. */
    private static final String ROWS =
            """
            shared      pure |
            rules       pure |
            tlog        pure |
            record      pure | tlog
            sealing     pure | record tlog
            storage          |
            witness          | record tlog storage
            identity         | record witness
            ledger           |
            fees             | ledger rules identity witness record
            ceremony         | tlog record sealing identity witness
            approval         | fees identity rules storage witness record
            tender           | ceremony fees rules identity storage witness record sealing
            bidding          | tender fees sealing rules identity storage witness record
            opening          | ceremony bidding tender fees sealing rules identity storage witness record
            evaluation       | ceremony opening bidding tender fees rules identity storage witness record
            negotiation      | ceremony opening bidding tender rules identity storage witness record
            auction          | ceremony tender fees sealing rules identity storage witness record
            award            | evaluation negotiation auction opening tender fees rules identity storage witness record
            complaint        | award opening tender rules identity storage witness record
            publication      | complaint award auction negotiation evaluation opening tender fees rules identity storage witness record
            replay      pure | record tlog sealing rules
            casefile         | *
            supervision      | *
            office      pure | record tlog sealing
            web              | *
            cli         pure | replay office sealing record tlog rules
            demo             | *
            bench            | *
            """;

    /** What a pure module may use of the world outside, so that an auditor can read and run it alone. */
    private static final List<String> PURE = List.of(
            "",
            "java..",
            "javax.crypto..",
            "javax.net..",
            "javax.security..",
            "com.sun.net.httpserver..",
            "org.bouncycastle..",
            "com.fasterxml.jackson..",
            "org.yaml.snakeyaml..",
            "org.slf4j..");

    private static final Map<String, List<String>> PURE_EXTRAS =
            Map.of("rules", List.of("org.kie.."), "cli", List.of("picocli.."));

    record Module(String name, boolean pure, Set<String> mayUse) {
        String packageName() {
            return "org.jianzheng." + name;
        }

        /** The packages of the world outside that a pure module may use. */
        List<String> outside() {
            var all = new java.util.ArrayList<>(PURE);
            all.addAll(PURE_EXTRAS.getOrDefault(name, List.of()));
            return all;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private ModuleTable() {}

    static Map<String, Module> modules() {
        return parse(ROWS);
    }

    static Map<String, Module> parse(String rows) {
        var modules = new LinkedHashMap<String, Module>();
        rows.lines().forEach(row -> {
            var sides = row.split("\\|", -1);
            var left = words(sides[0]);
            var arrows = new LinkedHashSet<>(words(sides[1]));
            if (arrows.remove("*")) {
                arrows.addAll(modules.keySet());
            }
            modules.put(left.get(0), new Module(left.get(0), left.contains("pure"), arrows));
        });
        return modules;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The modules that can reach themselves over the arrows; empty in a table without a circle. */
    static Set<String> circles(Map<String, Module> modules) {
        var found = new TreeSet<String>();
        for (var start : modules.keySet()) {
            var reached = new LinkedHashSet<String>();
            collect(modules, start, reached);
            if (reached.contains(start)) {
                found.add(start);
            }
        }
        return found;
    }

    private static void collect(Map<String, Module> modules, String from, Set<String> reached) {
        for (var next : modules.get(from).mayUse()) {
            if (reached.add(next)) {
                collect(modules, next, reached);
            }
        }
    }
}

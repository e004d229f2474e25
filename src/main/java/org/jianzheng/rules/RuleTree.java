package org.jianzheng.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tree as read: its rows, procedures, calendars, cases, and everything that is wrong with it. */
final class RuleTree {
    private final RuleFiles files;
    private final List<Finding> findings = new ArrayList<>();
    private final List<ParameterReader.Row> rows = new ArrayList<>();
    private final SortedMap<String, ProcedureDraft> procedures = new TreeMap<>();
    private final Map<Integer, CalendarYear> years = new TreeMap<>();
    private final List<RuleCase> cases = new ArrayList<>();
    private Map<String, List<ParameterReader.Row>> byKey = Map.of();
    private Calendar calendar;

    private RuleTree(RuleFiles files) {
        this.files = files;
    }

    static RuleTree read(RuleFiles files) {
        var tree = new RuleTree(files);
        tree.each("parameters", root -> tree.rows.addAll(ParameterReader.read(root, tree.findings::add)));
        tree.byKey = tree.rows.stream()
                .collect(Collectors.groupingBy(row -> row.parameter().key()));
        tree.each("calendar", root -> {
            var year = CalendarReader.read(root);
            tree.years.put(year.year(), year);
        });
        tree.calendar = new Calendar(tree.years);
        tree.each("procedures", root -> {
            var draft = ProcedureReader.read(root);
            tree.procedures.put(draft.id(), draft);
        });
        tree.each("cases", root -> tree.cases.addAll(CaseReader.read(root, tree.findings::add)));
        tree.checkFolders();
        tree.checkOverlaps();
        tree.checkReferences();
        return tree;
    }

    private void each(String folder, Consumer<YamlNode> read) {
        files.under(folder).forEach((name, bytes) -> {
            try {
                read.accept(YamlNode.parse(name, bytes));
            } catch (RuleFault fault) {
                findings.add(fault.finding());
            }
        });
    }

    /** A tree that lost a folder would answer nothing and refuse nothing until someone asks it. */
    private void checkFolders() {
        for (var folder : List.of("parameters", "procedures", "calendar")) {
            if (files.under(folder).isEmpty()) {
                findings.add(new Finding(
                        folder + "/", 0, "The tree has no file in this folder.", "Restore the complete bid-rules."));
            }
        }
    }

    private void checkOverlaps() {
        for (var same : byKey.values()) {
            for (int i = 0; i < same.size(); i++) {
                for (int j = i + 1; j < same.size(); j++) {
                    checkOverlap(same.get(i), same.get(j));
                }
            }
        }
    }

    private void checkOverlap(ParameterReader.Row one, ParameterReader.Row other) {
        var a = one.parameter();
        var b = other.parameter();
        if (Objects.equals(a.region(), b.region()) && (a.inForce(b.from()) || b.inForce(a.from()))) {
            findings.add(new Finding(
                    other.file(),
                    other.line(),
                    String.format(
                            "%s is in force twice: this row from %s overlaps the one of %s line %d.",
                            b.key(), b.from(), one.file(), one.line()),
                    "End the older row (to:) on the day before the newer begins."));
        }
    }

    private void checkReferences() {
        for (var draft : procedures.values()) {
            for (var reference : draft.references()) {
                checkReference(draft, reference);
            }
            draft.periods().values().forEach(rules -> rules.forEach(rule -> checkPeriod(rule.parameter())));
        }
    }

    private void checkReference(ProcedureDraft draft, ProcedureDraft.Reference reference) {
        if (parameter(reference.key(), draft.from()).isEmpty()) {
            refuse(
                    reference.node(),
                    "The parameter " + reference.key() + " is not in force when the procedure begins, " + draft.from()
                            + ".",
                    "Add a row to parameters/, correct the key, or let the procedure begin later.");
        }
        rowsOf(reference)
                .filter(parameter -> !reference.units().contains(parameter.unit()))
                .findFirst()
                .ifPresent(parameter -> refuse(
                        reference.node(),
                        reference.key() + " is in '" + parameter.unit().word() + "', which does not fit here.",
                        "Name a parameter whose unit is one of " + reference.units() + "."));
    }

    private void checkPeriod(ProcedureDraft.Reference reference) {
        if (rowsOf(reference).anyMatch(parameter -> parameter.operator() != Operator.AT_LEAST)) {
            refuse(reference.node(), reference.key() + " is not a minimum period.", "Name one with op \">=\".");
        }
    }

    private Stream<Parameter> rowsOf(ProcedureDraft.Reference reference) {
        return byKey.getOrDefault(reference.key(), List.of()).stream().map(ParameterReader.Row::parameter);
    }

    private void refuse(YamlNode node, String what, String remedy) {
        findings.add(new Finding(node.file(), node.line(), what, remedy));
    }

    Optional<Parameter> parameter(String key, LocalDate on) {
        return byKey.getOrDefault(key, List.of()).stream()
                .map(ParameterReader.Row::parameter)
                .filter(parameter -> parameter.region() == null && parameter.inForce(on))
                .findFirst();
    }

    Set<String> parameterKeys() {
        return new TreeSet<>(byKey.keySet());
    }

    RuleFiles files() {
        return files;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    List<ParameterReader.Row> rows() {
        return List.copyOf(rows);
    }

    SortedMap<String, ProcedureDraft> procedures() {
        return procedures;
    }

    Map<Integer, CalendarYear> years() {
        return years;
    }

    List<RuleCase> cases() {
        return List.copyOf(cases);
    }

    Calendar calendar() {
        return calendar;
    }
}

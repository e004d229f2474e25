package org.jianzheng.rules;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jianzheng.shared.Problem;

/**
 * The door of the rules: one tree of files, read completely or refused, never half understood.
 *
 * <p>Immutable. A tender freezes {@link #hash()} when it is published; its case file carries {@link #files()}, from which
 * {@link #of(Map)} gives the same answers offline. Numbers are asked for by key and by the tender's own date.
 */
public final class Rulebook {
    private final RuleTree tree;

    private Rulebook(RuleTree tree) {
        this.tree = tree;
    }

    /**
     * Reads the tree in {@code dir}.
     *
     * @throws Problem {@code rules/refused} naming file, line and remedy of the first mistake; all of them are the member
     *     {@code findings}
     */
    public static Rulebook load(Path dir) {
        try {
            return of(RuleFiles.read(dir));
        } catch (RuleFault fault) {
            throw refused(List.of(fault.finding()));
        }
    }

    /** Reads a tree from a case file: relative path with {@code /} → bytes. Refuses as {@link #load} does. */
    public static Rulebook of(Map<String, byte[]> files) {
        try {
            return of(RuleFiles.of(files));
        } catch (RuleFault fault) {
            throw refused(List.of(fault.finding()));
        }
    }

    /**
     * All mistakes of a tree: what {@link #load} refuses, and beyond it a rule without a case and a case that fails.
     * Empty when the tree is good.
     */
    public static List<Finding> check(Path dir) {
        try {
            var tree = RuleTree.read(RuleFiles.read(dir));
            return tree.findings().isEmpty() ? new Rulebook(tree).check() : tree.findings();
        } catch (RuleFault fault) {
            return List.of(fault.finding());
        }
    }

    /** Runs the cases of this tree: each that fails, and each rule that has none. */
    public List<Finding> check() {
        return Cases.check(this, tree);
    }

    /** Number of cases that {@link #check()} runs. */
    public int caseCount() {
        return tree.cases().size();
    }

    /**
     * Lower-case hex SHA-256 over the listing of the tree, the same as
     * {@code find . -type f -printf '%P\n' | LC_ALL=C sort | xargs sha256sum | sha256sum} inside it.
     */
    public String hash() {
        return tree.files().hash();
    }

    /** Path → bytes of the whole tree, in byte order of the paths. */
    public SortedMap<String, byte[]> files() {
        return tree.files().copy();
    }

    /** The national parameter in force on {@code on}; {@code rules/unknown-parameter} when there is none. */
    public Parameter parameter(String key, LocalDate on) {
        return tree.parameter(key, on).orElseThrow(() -> Problem.of("rules/unknown-parameter")
                .status(422)
                .detail("The rules hold no parameter %s in force on %s.", key, on)
                .remedy("Add a dated row with its article under bid-rules/parameters/, and a case."));
    }

    public Set<String> parameterKeys() {
        return tree.parameterKeys();
    }

    /** All rows of all dates, for a page that shows the rules. */
    public List<Parameter> parameters() {
        return tree.rows().stream().map(ParameterReader.Row::parameter).toList();
    }

    public Set<String> procedureIds() {
        return tree.procedures().keySet();
    }

    /** A procedure with its parameters as of {@code on}; {@code rules/unknown-procedure} when there is none. */
    public Procedure procedure(String id, LocalDate on) {
        var draft = tree.procedures().get(id);
        if (draft == null || !draft.inForce(on)) {
            throw Problem.of("rules/unknown-procedure")
                    .status(422)
                    .detail("The rules hold no procedure '%s' in force on %s.", id, on)
                    .field("procedure")
                    .remedy("Use one of " + procedureIds() + ", or add bid-rules/procedures/" + id + ".yaml.");
        }
        return draft.asOf(on, this::parameter);
    }

    /** The checks of periods of {@code procedure} as of {@code on}, the day the tender is or was published. */
    public Periods periods(String procedure, LocalDate on) {
        return new Periods(procedure(procedure, on), calendar());
    }

    public Calendar calendar() {
        return tree.calendar();
    }

    private static Rulebook of(RuleFiles files) {
        var tree = RuleTree.read(files);
        if (!tree.findings().isEmpty()) {
            throw refused(tree.findings());
        }
        return new Rulebook(tree);
    }

    private static Problem refused(List<Finding> findings) {
        var first = findings.get(0);
        var place = first.line() == 0 ? first.file() : first.file() + ", line " + first.line();
        return Problem.of("rules/refused")
                .status(500)
                .detail("%s: %s", place, first.what())
                .field(first.file())
                .remedy(first.remedy())
                .with("findings", findings.stream().map(Finding::toString).toList());
    }
}

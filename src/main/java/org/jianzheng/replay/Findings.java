package org.jianzheng.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jianzheng.replay.Finding.Kind;
import org.jianzheng.shared.Problem;

/** Collects what the checks find. A check that stumbles over bad input makes a finding of it, never an abort. */
final class Findings {
    private final List<Finding> all = new ArrayList<>();
    private final List<Report.Checked> checked = new ArrayList<>();
    private final SortedMap<Long, String> withheld = new TreeMap<>();
    private final List<String> notVerifiable = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final SortedSet<String> vouched = new TreeSet<>();
    private String check = "";
    private String covered = "";
    private int before;

    void begin(String name) {
        check = name;
        covered = "";
        before = all.size();
    }

    void end() {
        checked.add(new Report.Checked(check, all.size() == before, covered));
    }

    /** What the present check has looked at. */
    void covered(String format, Object... arguments) {
        covered = covered.isEmpty() ? format.formatted(arguments) : covered + "; " + format.formatted(arguments);
    }

    void isFalse(String where, String rule, String detail, Object... arguments) {
        add(Kind.FALSE, where, rule, detail, arguments);
    }

    void missing(String where, String rule, String detail, Object... arguments) {
        add(Kind.MISSING, where, rule, detail, arguments);
    }

    private void add(Kind kind, String where, String rule, String detail, Object... arguments) {
        var finding = new Finding(
                kind, check, where, rule, arguments.length == 0 ? detail : String.format(detail, arguments));
        if (!all.contains(finding)) {
            all.add(finding);
        }
    }

    /** A finding unless {@code holds}; tells whether it does. */
    boolean require(boolean holds, String where, String rule, String detail, Object... arguments) {
        if (!holds) {
            isFalse(where, rule, detail, arguments);
        }
        return holds;
    }

    /** The value, or null after a finding: of something absent when it says so, else of something false. */
    <T> T attempt(String where, String rule, Supplier<T> step) {
        try {
            return step.get();
        } catch (Problem e) {
            var detail = e.detail() == null ? e.slug() : e.detail();
            if (e.slug().equals("replay/missing")) {
                missing(e.field() == null ? where : e.field(), rule, "%s", detail);
            } else {
                isFalse(where, e.slug(), "%s", detail);
            }
        } catch (java.io.UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // Input that no check foresaw is refused all the same.
            isFalse(where, rule, "It cannot be understood (%s).", e);
        }
        return null;
    }

    void run(String where, String rule, Runnable step) {
        attempt(where, rule, () -> {
            step.run();
            return null;
        });
    }

    /** This file is named by hash in a proved record, verified by signature or proof, or regenerated and compared. */
    void vouch(String name) {
        vouched.add(name);
    }

    boolean isVouched(String name) {
        return vouched.contains(name);
    }

    void withheld(long index, String type) {
        withheld.put(index, type);
    }

    void notVerifiable(String format, Object... arguments) {
        notVerifiable.add(format.formatted(arguments));
    }

    void note(String format, Object... arguments) {
        notes.add(format.formatted(arguments));
    }

    /** Whether nothing of this kind was found so far. */
    boolean isFree(Kind kind) {
        return all.stream().noneMatch(finding -> finding.kind() == kind);
    }

    Report report(Report.About about) {
        return new Report(about, checked, all, withheld, notVerifiable, notes);
    }
}

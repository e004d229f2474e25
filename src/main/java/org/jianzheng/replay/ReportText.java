package org.jianzheng.replay;

import java.util.ArrayList;
import java.util.List;
import org.jianzheng.replay.Finding.Kind;

/** A report as lines for people. */
final class ReportText {
    private final Report report;
    private final List<String> lines = new ArrayList<>();

    private ReportText(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        var text = new ReportText(report);
        text.head();
        text.checks();
        text.findings();
        text.remarks();
        text.result();
        return String.join("\n", text.lines) + "\n";
    }

    private void head() {
        var about = report.about();
        if (about.sandbox()) {
            lines.add("沙箱 SANDBOX: a rehearsal without legal effect (log " + about.origin() + ")");
        }
        lines.add("case file " + about.file());
        if (!about.tender().isEmpty()) {
            lines.add("tender " + about.tender() + ", profile " + about.profile() + ", log " + about.origin());
        }
        if (about.ownTrust()) {
            lines.add("trust: yours");
        } else {
            lines.add("trust: carried by the file, not yours");
            about.fingerprints().lines().forEach(line -> lines.add("  " + line));
        }
        lines.add("");
    }

    private void checks() {
        for (var check : report.checks()) {
            lines.add((check.holds() ? "[holds] " : "[FAILS] ")
                    + check.name()
                    + (check.covered().isEmpty() ? "" : ": " + check.covered()));
        }
    }

    private void findings() {
        report.findings().stream().filter(f -> f.kind() == Kind.FALSE).forEach(f -> lines.add(f.toString()));
        report.findings().stream().filter(f -> f.kind() == Kind.MISSING).forEach(f -> lines.add(f.toString()));
    }

    private void remarks() {
        report.withheld().forEach((index, type) -> lines.add("withheld: index " + index + " (" + type + ")"));
        report.notVerifiable().forEach(what -> lines.add("not verifiable here: " + what));
        report.notes().forEach(note -> lines.add("note: " + note));
    }

    private void result() {
        long bad =
                report.findings().stream().filter(f -> f.kind() == Kind.FALSE).count();
        long missing = report.findings().size() - bad;
        lines.add("");
        if (report.exitCode() != 0) {
            lines.add("result: " + bad + " false, " + missing + " missing (exit " + report.exitCode() + ")");
        } else if (report.about().ownTrust()) {
            lines.add("result: all " + report.checks().size() + " checks hold (exit 0)");
        } else {
            lines.add("result: consistent in itself, by the trust that the file carries; compare the fingerprints, or"
                    + " give --trust (exit 0)");
        }
    }
}

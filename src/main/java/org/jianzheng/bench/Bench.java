package org.jianzheng.bench;

import java.io.IOException;
import java.util.List;

/** {@code deploy/bench}: measures all lines, or those that are named, and prints one table. */
public final class Bench {
    // Those that need no house first: what it brings into this process must not help or hinder them.
    private static final List<Line> LINES = List.of(
            new SealLine(),
            new OpenLine(),
            new VerifyLine(),
            new StartLine(),
            new CeremonyLine(),
            new UploadLine(),
            new StormLine(),
            new LogLine(),
            // Leaves closed lots behind for whose shares no office will ever be got to answer.
            new DueLine(),
            new GrowthLine());

    private Bench() {}

    public static void main(String[] args) throws IOException {
        System.exit(run(args));
    }

    private static int run(String[] args) throws IOException {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        BenchOptions options;
        try {
            options = BenchOptions.parse(args, LINES.stream().map(Line::name).toList());
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            return 3;
        }
        var table = new Table();
        try (var ground = new Ground(options)) {
            if (options.soak() > 0) {
                table.add(LogLine.soak(ground, options.soak()));
            }
            for (var line : LINES) {
                if (options.soak() == 0 && options.wants(line.name())) {
                    System.out.println("bench: " + line.name() + " …");
                    var rows = measure(line, ground);
                    rows.forEach(row -> Ground.say(row.line() + ": " + (row.ours() == null ? row.note() : row.ours())));
                    table.add(rows);
                    table.write(options.json());
                }
            }
        }
        System.out.println();
        System.out.print(table.text());
        System.out.printf(
                "bench: %d of %d rows reach their goal; %s%n",
                table.reached(), table.rows().size(), options.json());
        return 0;
    }

    /** A line that breaks off is a row that is not reached; the others are measured all the same. */
    static List<Measured> measure(Line line, Ground ground) {
        try {
            return line.measure(ground);
        } catch (Program.Missing missing) {
            return List.of(line.unmeasured(missing.getMessage()));
        } catch (IOException | RuntimeException e) {
            var trace = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(trace));
            System.err.println("bench: " + line.name() + " broke off: " + trace);
            return List.of(line.unmeasured("broke off: " + e));
        }
    }
}

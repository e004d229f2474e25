package org.jianzheng.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The log under business commits, one entry each, in a heap of 512 MB, beside the same business rows under pgbench. */
final class LogLine implements Line {
    private static final int THREADS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Goal AIM = Goal.ratio("0.5").andLeast("2000");
    private static final String TITLE = "witness log, business commit per entry, sustained for %d s, 512 MB heap";
    private static final int SOAK_RATE = 2_000;

    /** How far the log has got: entries below a signed head, and entries that wait for their index. */
    private record State(long signed, long waiting) {}

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Measured unmeasured(String why) {
        return Measured.absent(TITLE.formatted(Sizes.TABLE.logSeconds()), "entries/s", AIM, why);
    }

    @Override
    public List<Measured> measure(Ground ground) throws IOException {
        int seconds = ground.sizes().logSeconds();
        var processors = Processors.begin();
        var ours = under(ground, 0, Duration.ofSeconds(seconds));
        var note = "backlog at the end " + ours.waiting() + " entries; " + processors.perOne(ours.entries());
        var rate = Figures.rate(ours.entries(), ours.nanos());
        var title = TITLE.formatted(seconds);
        try {
            var reference = PgBench.commits(ground, THREADS);
            return List.of(Measured.beside(title, "entries/s", Measured.Better.MORE, rate, reference, AIM)
                    .note(note));
        } catch (Program.Missing missing) {
            return List.of(Measured.alone(title, "entries/s", Measured.Better.MORE, rate, AIM)
                    .note(missing.getMessage() + "; " + note));
        }
    }

    /** The log under a steady load for a long time; reached when it kept up and nothing was left behind. */
    static List<Measured> soak(Ground ground, int seconds) {
        var aim = Goal.least(
                new BigDecimal(SOAK_RATE).multiply(new BigDecimal("0.99")).toPlainString());
        var ours = under(ground, SOAK_RATE, Duration.ofSeconds(seconds));
        var title = "log soak: %d s at %,d entries/s, 512 MB heap".formatted(seconds, SOAK_RATE);
        var row = Measured.alone(
                title, "entries/s", Measured.Better.MORE, Figures.rate(ours.entries(), ours.nanos()), aim);
        return List.of(
                row.note("largest backlog " + ours.waiting() + " entries, resident set " + ours.resident() + " MB"));
    }

    private record Load(long entries, long nanos, long waiting, long resident) {}

    private static Load under(Ground ground, int rate, Duration time) {
        var world = ground.world();
        table(world);
        var instance = world.third(List.of("-D" + LogLoad.THREADS + "=" + THREADS, "-D" + LogLoad.RATE + "=" + rate));
        try {
            Waiting.pause(WARM_UP);
            var before = state(world);
            long begun = System.nanoTime();
            long most = 0;
            for (long left = time.toNanos(); left > 0; left = time.toNanos() - (System.nanoTime() - begun)) {
                Waiting.pause(
                        Duration.ofNanos(Math.min(left, Duration.ofSeconds(5).toNanos())));
                most = Math.max(most, state(world).waiting());
            }
            var after = state(world);
            long nanos = System.nanoTime() - begun;
            return new Load(
                    after.signed() - before.signed(), nanos, rate == 0 ? after.waiting() : most, instance.resident());
        } finally {
            world.endThird();
        }
    }

    private static void table(World world) {
        try (var connection = world.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS bench_business (id uuid PRIMARY KEY, content bytea NOT NULL)");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make the business table", e);
        }
    }

    private static State state(World world) {
        try (var connection = world.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT (SELECT coalesce(max(size), 0) FROM witness_head WHERE note IS NOT NULL),"
                                + " (SELECT count(*) FROM witness_outbox)")) {
            row.next();
            return new State(row.getLong(1), row.getLong(2));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot look at the log", e);
        }
    }
}

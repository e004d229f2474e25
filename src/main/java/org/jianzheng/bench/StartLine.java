package org.jianzheng.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What one instance takes: memory after a tender like the demonstration's, time to start on what it left. */
final class StartLine implements Line {
    private static final int ROUNDS = 3;
    private static final int BIDDERS = 5;
    private static final long SIZE = 3 << 20;
    private static final Goal START = Goal.most("5");
    private static final Goal MEMORY = Goal.most("600");
    private static final String TITLE = "start of the platform on an existing data directory";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Measured unmeasured(String why) {
        return Measured.absent(TITLE, "s", START, why);
    }

    @Override
    public List<Measured> measure(Ground ground) throws IOException {
        PlayedLot.play(ground, BIDDERS, SIZE);
        var world = ground.world();
        long resident = world.first().resident();
        var times = new ArrayList<Long>();
        for (int round = 0; round < ROUNDS; round++) {
            world.house().endPlatform();
            long begun = System.nanoTime();
            world.house().startPlatformOnly();
            awaitReady(world);
            times.add(System.nanoTime() - begun);
        }
        return List.of(
                Measured.alone(TITLE, "s", Measured.Better.LESS, Figures.seconds(Figures.percentile(times, 50)), START),
                Measured.alone(
                        "resident set of the platform after a tender like the demonstration's",
                        "MB",
                        Measured.Better.LESS,
                        java.math.BigDecimal.valueOf(resident),
                        MEMORY));
    }

    private static void awaitReady(World world) {
        Waiting.until("the platform to be ready", Duration.ofMinutes(2), Duration.ofMillis(20), () -> {
            try (var wire = new Wire(world.one())) {
                return wire.get("/q/health/ready", null).status() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
    }
}

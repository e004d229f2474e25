package org.jianzheng.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Very many lots with one deadline: how long until all are closed, each with its list in the log. */
final class DueLine implements Line {
    private static final int BIDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Goal AIM = Goal.most("60");

    @Override
    public String name() {
        return "due";
    }

    @Override
    public Measured unmeasured(String why) {
        return Measured.absent(title(Sizes.TABLE.due()), "s", AIM, why);
    }

    @Override
    public List<Measured> measure(Ground ground) throws IOException {
        var world = ground.world();
        var instances = world.two();
        int lots = ground.sizes().due();
        Ground.say("planting " + lots + " lots");
        var planted = new PlantedLots(world, ground.tender());
        var bidders = Bidders.logIn(world, 500_001, BIDS);
        // Time enough to plant, and for the bids to be sequenced and cosigned well before the grace ends.
        var deadline = world.now().plusSeconds(10 + lots / 50).truncatedTo(ChronoUnit.SECONDS);
        var keys = planted.plant(lots, deadline);
        new PlantedBids(world).plant(keys, bidders);
        var key = keys.get(0);
        var from = deadline.plusSeconds(key.graceSeconds() + key.settleSeconds());
        if (world.now().isAfter(deadline)) {
            throw new IllegalStateException("Planting took longer than the deadline leaves");
        }
        Waiting.until("the moment the lots are due", PATIENCE, Duration.ofMillis(20), () -> !world.now()
                .isBefore(from));
        var processors = Processors.begin();
        long begun = System.nanoTime();
        var ids = keys.stream().map(one -> one.lot().value()).toArray(Object[]::new);
        Waiting.until("all lots to be closed", PATIENCE, Duration.ofMillis(100), () -> closed(world, ids) == lots);
        long time = System.nanoTime() - begun;
        var row = Measured.alone(title(lots), "s", Measured.Better.LESS, Figures.seconds(time), AIM);
        return List.of(row.note(BIDS + " bids each, " + instances.size() + " instances; " + processors.perOne(lots)));
    }

    /** Lots whose closing list has its place in the log. */
    private static int closed(World world, Object[] lots) {
        try (var connection = world.connect();
                var select = connection.prepareStatement("SELECT count(*) FROM opening_session s"
                        + " JOIN witness_entry e ON e.record = s.list_record WHERE s.lot = ANY (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", lots));
            var row = select.executeQuery();
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot count the closed lots", e);
        }
    }

    private static String title(int lots) {
        return "%,d lots due in the same minute, until all are closed and listed".formatted(lots);
    }
}

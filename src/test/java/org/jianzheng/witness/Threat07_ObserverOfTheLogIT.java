package org.jianzheng.witness;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jianzheng.StoresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an observer of /log/checkpoint sees of runs with 3 and with 8 bids, on the real log with a clock of the test: one
 * entry for each cover and each bid, at the times that were drawn, and nothing by which to tell them apart. What can be
 * guessed from that is measured in {@link Threat07_ObserverOfTheLogCountsNoBidsTest}.
 */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class Threat07_ObserverOfTheLogIT {
    private static final Instant START = Instant.parse("2026-03-23T01:30:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(3);

    @Inject
    LogFixture fixture;

    private final Hands clock = new Hands();

    @BeforeEach
    void rest() {
        fixture.rest();
        fixture.database.change("UPDATE witness_turn SET due = 0 WHERE name = 'cover'");
    }

    @AfterEach
    void goOn() {
        fixture.database.change("UPDATE witness_turn SET due = 0 WHERE name = 'cover'");
        fixture.beat.start();
    }

    @Test
    void theCheckpointGrowsByOneForACoverAsForABid() {
        for (int bids : new int[] {3, 8}) {
            var submitted =
                    new Random(-bids).longs(bids, 0, WINDOW.toMillis()).boxed().toList();
            var sizes = observed(bids, submitted);
            int events = drawn(new Random(bids)).size() + bids;
            assertEquals(LongStream.rangeClosed(1, events).boxed().toList(), sizes);
        }
    }

    private static List<Long> drawn(Random random) {
        var times = new ArrayList<Long>();
        for (long at = CoverRecords.nextWait(random); at < WINDOW.toMillis(); at += CoverRecords.nextWait(random)) {
            times.add(at);
        }
        return times;
    }

    /** Plays the window event by event and reads the public checkpoint after each. */
    private List<Long> observed(int seed, List<Long> submitted) {
        fixture.database.change("UPDATE witness_turn SET due = 0 WHERE name = 'cover'");
        clock.at = START;
        var covers = fixture.covers(now -> true, clock, new Random(seed));
        covers.writeIfDue();
        fixture.append();
        fixture.step();
        long first = published();
        var times = Stream.concat(drawn(new Random(seed)).stream(), submitted.stream())
                .sorted(Comparator.naturalOrder())
                .toList();
        var sizes = new ArrayList<Long>();
        for (long at : times) {
            clock.at = START.plusMillis(at);
            covers.writeIfDue();
            if (submitted.contains(at)) {
                fixture.append();
            }
            fixture.step();
            sizes.add(published() - first);
        }
        return sizes;
    }

    private long published() {
        fixture.publisher.round();
        return Long.parseLong(given().get("/log/checkpoint").asString().split("\n")[1]);
    }

    private static final class Hands extends Clock {
        private Instant at = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return at;
        }
    }
}

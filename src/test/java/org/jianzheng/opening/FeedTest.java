package org.jianzheng.opening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final int PAGE = 3;
    private final LotId lot = LotId.at(Instant.EPOCH);
    private final List<Watchers.Told> stored = new ArrayList<>();
    private int reads;
    private final Feed feed = new Feed(lot, (of, seq) -> {
        reads++;
        return stored.stream().filter(e -> e.seq() > seq).limit(PAGE).toList();
    });
    private final List<Long> seen = new ArrayList<>();

    private void happen(int events) {
        for (int i = 0; i < events; i++) {
            stored.add(new Watchers.Told(stored.size() + 1L, "session.row", "{}"));
        }
    }

    private Feed.Watcher watch(long after, List<Long> told) {
        var watcher = new Feed.Watcher(after, event -> told.add(event.seq()));
        feed.join(watcher).tell(watcher);
        return watcher;
    }

    @Test
    void newWatcherIsToldEverythingInOrderAndOnce() {
        happen(7);
        watch(0, seen);
        feed.read();
        feed.read();
        happen(1);
        feed.read();
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), seen);
    }

    @Test
    void watcherGoesOnAfterTheEventItSawLast() {
        happen(7);
        watch(0, new ArrayList<>());
        feed.read();
        watch(5, seen);
        assertEquals(List.of(6L, 7L), seen);
        happen(1);
        feed.read();
        assertEquals(List.of(6L, 7L, 8L), seen);
    }

    @Test
    void watcherThatIsAheadOfThisInstanceWaits() {
        happen(2);
        watch(4, seen);
        feed.read();
        assertEquals(List.of(), seen);
        happen(3);
        feed.read();
        assertEquals(List.of(5L), seen);
    }

    @Test
    void eventsAreReadOnceForAnyNumberOfWatchers() {
        happen(2);
        for (int i = 0; i < 100; i++) {
            watch(0, new ArrayList<>());
        }
        feed.read();
        assertEquals(2, reads);
    }

    @Test
    void feedEndsWithItsLastWatcher() {
        var one = watch(0, seen);
        var other = watch(0, seen);
        assertNotNull(feed.leave(one));
        assertNull(feed.leave(other));
    }

    @Test
    void streamEndsWithItsEventsAndNoHeartBeatsOn() {
        var ended = EventStream.of(Multi.createFrom().empty(), null).collect().asList();
        assertEquals(List.of(), ended.await().atMost(Duration.ofSeconds(10)));
    }

    @Test
    void lastEventIdIsANumberOrAbsent() {
        assertEquals(0, EventStream.seq(null));
        assertEquals(0, EventStream.seq(""));
        assertEquals(17, EventStream.seq("17"));
        assertEquals(
                "opening/last-event-id",
                assertThrows(Problem.class, () -> EventStream.seq("-1")).slug());
    }
}

package org.jianzheng.opening;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jianzheng.shared.LotId;
import org.postgresql.PGConnection;

/**
 * Those who watch sessions on this instance. One reader serves them all: it is woken by the database's notice of a new
 * event, reads anyway every second, and stops with the last watcher.
 */
@ApplicationScoped
class Watchers {
    private static final Logger LOG = Logger.getLogger(Watchers.class);
    private static final int SECOND = 1_000;

    private final Feed.Source source;
    private final AgroalDataSource database;
    private final Map<LotId, Feed> feeds = new ConcurrentHashMap<>();
    private final Set<MultiEmitter<? super Told>> streams = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread reader;

    Watchers(Events events, AgroalDataSource database) {
        this.source = (lot, seq) -> events.told(lot, seq);
        this.database = database;
    }

    /** An event as it is sent. */
    record Told(long seq, String type, String data) {}

    /** Every event of the lot after {@code seq}, and then each as it comes. */
    Multi<Told> after(LotId lot, long seq) {
        return Multi.createFrom().emitter(emitter -> join(lot, seq, emitter));
    }

    private void join(LotId lot, long seq, MultiEmitter<? super Told> emitter) {
        var watcher = new Feed.Watcher(seq, emitter::emit);
        var feed = feeds.compute(lot, (key, old) -> (old == null ? new Feed(lot, source) : old).join(watcher));
        streams.add(emitter);
        emitter.onTermination(() -> {
            streams.remove(emitter);
            feeds.computeIfPresent(lot, (key, joined) -> joined.leave(watcher));
        });
        feed.tell(watcher);
        if (isStopped(0)) {
            emitter.complete();
            return;
        }
        startReader();
    }

    private synchronized void startReader() {
        if (reader == null) {
            reader = new Thread(this::read, "opening-watchers");
            reader.setDaemon(true);
            reader.start();
        }
    }

    /** A stream never ends by itself, and the shutdown waits for every request: this comes before that wait. */
    void endStreams(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    /** Whoever still watches connects again, to another instance or this one's successor, with the last event's number. */
    @PreDestroy
    void stop() {
        stopped.countDown();
        streams.forEach(MultiEmitter::complete);
    }

    private void read() {
        while (goesOn()) {
            try (var connection = database.getConnection()) {
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("Watchers of sessions read again in a second: %s", e.getMessage());
                isStopped(SECOND);
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + Events.CHANNEL);
            var notices = connection.unwrap(PGConnection.class);
            while (goesOn()) {
                feeds.values().forEach(Feed::read);
                notices.getNotifications(SECOND);
            }
            statement.execute("UNLISTEN " + Events.CHANNEL);
        }
    }

    private boolean isStopped(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private synchronized boolean goesOn() {
        boolean on = !feeds.isEmpty() && !isStopped(0);
        if (!on) {
            reader = null;
        }
        return on;
    }
}

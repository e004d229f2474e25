package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.LotId;

/**
 * What watchers of a session see. Each event gets its number under the session's lock in the transaction of what it
 * tells, so a watcher that has seen number n has missed nothing before it.
 */
@ApplicationScoped
class Events {
    static final String CHANNEL = "opening_session";
    private static final int PAGE = 500;

    private final Session.Repository sessions;
    private final SessionEvent.Repository events;
    private final EntityManager database;

    Events(Session.Repository sessions, SessionEvent.Repository events, EntityManager database) {
        this.sessions = sessions;
        this.events = events;
        this.database = database;
    }

    /** Adds an event in the caller's transaction and wakes the watchers of every instance when it commits. */
    void add(LotId lot, String type, Object data, Instant now) {
        var session = sessions.lock(lot);
        var text = new String(Canonical.write(data), StandardCharsets.UTF_8);
        events.persist(new SessionEvent(lot, session.takeSeq(), type, text, now));
        database.createNativeQuery("select pg_notify(?1, ?2)")
                .setParameter(1, CHANNEL)
                .setParameter(2, lot.toString())
                .getSingleResult();
    }

    /** A page of the events after number {@code seq}, in order. */
    @Transactional
    List<Watchers.Told> told(LotId lot, long seq) {
        return events
                .find("key.lot = ?1 and key.seq > ?2 order by key.seq", lot.value(), seq)
                .page(0, PAGE)
                .<SessionEvent>list()
                .stream()
                .map(event -> new Watchers.Told(event.seq(), event.type(), event.data()))
                .toList();
    }
}

package org.jianzheng.opening;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jianzheng.shared.LotId;

/**
 * The events of one session for all who watch it here. They are read once; each watcher is told every event after the
 * one it last saw, in order and once, however it joined.
 */
final class Feed {
    /** Up to a page of a lot's events after a number, in order. */
    interface Source {
        List<Watchers.Told> after(LotId lot, long seq);
    }

    /** Someone who watches, and the last number it was told. */
    static final class Watcher {
        private final Consumer<Watchers.Told> told;
        private long last;

        Watcher(long last, Consumer<Watchers.Told> told) {
            this.last = last;
            this.told = told;
        }
    }

    private final LotId lot;
    private final Source source;
    private final List<Watchers.Told> events = new ArrayList<>();
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

    Feed(LotId lot, Source source) {
        this.lot = lot;
        this.source = source;
    }

    Feed join(Watcher watcher) {
        watchers.add(watcher);
        return this;
    }

    /** Null when this was the last watcher. */
    Feed leave(Watcher watcher) {
        watchers.remove(watcher);
        return watchers.isEmpty() ? null : this;
    }

    /** Reads what is new and tells it. */
    synchronized void read() {
        while (true) {
            var fresh = source.after(
                    lot, events.isEmpty() ? 0 : events.get(events.size() - 1).seq());
            if (fresh.isEmpty()) {
                return;
            }
            events.addAll(fresh);
            watchers.forEach(this::tell);
        }
    }

    /** Tells a watcher what it has not seen of the events read so far. */
    synchronized void tell(Watcher watcher) {
        // Events are numbered from 1 without a gap, so the one after number n is the n-th of the list.
        for (long next = watcher.last; next < events.size(); next++) {
            var event = events.get((int) next);
            watcher.last = event.seq();
            watcher.told.accept(event);
        }
    }
}

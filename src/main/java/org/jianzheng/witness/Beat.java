package org.jianzheng.witness;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/**
 * The log's two threads on this instance: sequencing and signing within 200 ms of a commit, publishing each second.
 *
 * <p>They keep nothing in memory that a restart would miss, and a failure costs one round.
 */
@ApplicationScoped
class Beat {
    private static final long ROUND = 50;
    private static final long PUBLISH = 1000;
    private static final long AFTER_FAILURE = 500;
    private static final long FAREWELL = 5000;

    private final SelfCheck check;
    private final Sequencer sequencer;
    private final Finisher finisher;
    private final Publisher publisher;
    private final CoverRecords covers;
    private final Waiters waiters;
    private final Heads heads;
    private final Event<Published> published;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean beating;

    Beat(
            SelfCheck check,
            Sequencer sequencer,
            Finisher finisher,
            Publisher publisher,
            CoverRecords covers,
            Waiters waiters,
            Heads heads,
            Event<Published> published) {
        this.check = check;
        this.sequencer = sequencer;
        this.finisher = finisher;
        this.publisher = publisher;
        this.covers = covers;
        this.waiters = waiters;
        this.heads = heads;
        this.published = published;
    }

    void atStart(@Observes StartupEvent event) {
        if (RecoverCommand.isWanted()) {
            return;
        }
        check.run();
        start();
    }

    void atShutdown(@Observes ShutdownEvent event) {
        stop();
    }

    synchronized void start() {
        beating = true;
        threads.add(thread("witness-sequencer", this::sequence));
        threads.add(thread("witness-publisher", () -> {
            if (publisher.round()) {
                published.fireAsync(new Published());
            }
            Thread.sleep(PUBLISH);
        }));
    }

    synchronized void stop() {
        beating = false;
        threads.forEach(Beat::end);
        threads.clear();
    }

    private void sequence() throws InterruptedException {
        waiters.sleep(ROUND);
        covers.writeIfDue();
        boolean more;
        do {
            more = sequencer.batch();
            finisher.finishAll();
            waiters.answer(heads);
        } while (more);
    }

    private interface Round {
        void run() throws InterruptedException;
    }

    private Thread thread(String name, Round round) {
        var thread = new Thread(() -> repeat(name, round), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void repeat(String name, Round round) {
        while (beating) {
            try {
                try {
                    round.run();
                } catch (RuntimeException e) {
                    if (beating) {
                        Log.errorf(e, "A round of %s failed; the next one does the same work again", name);
                        Thread.sleep(AFTER_FAILURE);
                    }
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void end(Thread thread) {
        try {
            thread.join(FAREWELL);
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.jianzheng.ceremony;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** The beat that asks the offices. */
@ApplicationScoped
class CeremonyTimer {
    private final OpeningKeys keys;

    CeremonyTimer(OpeningKeys keys) {
        this.keys = keys;
    }

    @Scheduled(identity = "offices", every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void beat() {
        keys.advance();
    }
}

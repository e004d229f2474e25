package org.jianzheng.opening;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** The beat of the openings, each second, on whichever instance Quartz chooses. */
@ApplicationScoped
class OpeningTimer {
    private final Openings openings;

    OpeningTimer(Openings openings) {
        this.openings = openings;
    }

    @Scheduled(identity = "openings", every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void beat() {
        openings.beat();
    }
}

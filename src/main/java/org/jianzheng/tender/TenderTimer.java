package org.jianzheng.tender;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** A beat that looks for deadlines which the offices have signed meanwhile. */
@ApplicationScoped
class TenderTimer {
    private final Tenders tenders;

    TenderTimer(Tenders tenders) {
        this.tenders = tenders;
    }

    @Scheduled(identity = "tender-deadlines", every = "1s")
    void beat() {
        tenders.settleDeadlines();
    }
}

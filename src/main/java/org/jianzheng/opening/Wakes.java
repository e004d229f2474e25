package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.jianzheng.ceremony.SharesCame;
import org.jianzheng.witness.Published;

/**
 * Does a beat's work the moment there is some: a quorum has cosigned, shares have come. Whatever is missed here, or happens
 * on another instance, the next beat finds.
 */
@ApplicationScoped
class Wakes {
    private final Openings openings;

    Wakes(Openings openings) {
        this.openings = openings;
    }

    void cosigned(@ObservesAsync Published checkpoint) {
        openings.orderEarly();
    }

    void shared(@ObservesAsync SharesCame shares) {
        openings.openEarly(shares.lot());
    }
}

package org.jianzheng.tender;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.jianzheng.shared.NextDeadline;
import org.jianzheng.witness.AcceptingLots;

/** Tells the witness log whether cover records are due, and the sandbox how far it may move. */
@ApplicationScoped
class OpenLots implements AcceptingLots, NextDeadline {
    private final LotRepository lots;

    OpenLots(LotRepository lots) {
        this.lots = lots;
    }

    @Override
    @Transactional
    public boolean any(Instant now) {
        return lots.anyAccepting(now);
    }

    @Override
    @Transactional
    public Optional<Instant> after(Instant now) {
        return lots.nextDeadline();
    }
}

package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.record.Audience;
import org.jianzheng.shared.LotId;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.Tenders;
import org.jianzheng.witness.WitnessLog;

/**
 * Writes the index of the stage {@code opening} once everything up to its last record has its place in the log, so that a
 * case file can be seen to leave nothing out.
 */
@ApplicationScoped
class Indexing {
    private final Session.Repository sessions;
    private final Tenders tenders;
    private final Closing closing;
    private final OpeningKeys keys;
    private final WitnessLog witness;

    Indexing(Session.Repository sessions, Tenders tenders, Closing closing, OpeningKeys keys, WitnessLog witness) {
        this.sessions = sessions;
        this.tenders = tenders;
        this.closing = closing;
        this.keys = keys;
        this.witness = witness;
    }

    @Transactional
    List<LotId> due() {
        return sessions.unindexed();
    }

    @Transactional
    void index(LotId id, Instant now) {
        var lot = tenders.holdForClosing(id);
        var session = sessions.lock(id);
        var last = session.endedBy().orElseThrow();
        if (session.indexed() || witness.indexOf(last).isEmpty()) {
            return;
        }
        boolean opened = lot.stage() != LotStage.NOT_OPENED;
        if (!opened) {
            if (!refused(id)) {
                return;
            }
            keys.end(id, last);
        }
        closing.index(lot, Closing.STAGE, opened ? Audience.PUBLIC : Audience.SUPERVISORS, now);
        session.index();
    }

    /** A quorum of offices has signed that it does not open this list; their refusals belong into the index. */
    private boolean refused(LotId lot) {
        var progress = keys.progress(lot, Closing.STAGE).orElseThrow();
        return progress.offices().stream()
                        .filter(office -> office.done().contains("refused"))
                        .count()
                >= progress.quorum();
    }
}

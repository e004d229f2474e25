package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jianzheng.bidding.Bids;
import org.jianzheng.ceremony.StatedKey;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.OutageOutside;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.tender.LotView;
import org.jianzheng.witness.CosignedHead;
import org.jianzheng.witness.PlatformKey;
import org.jianzheng.witness.WitnessLog;

/** The closing checkpoint of a lot, and which accepted acts lie outside it. */
@ApplicationScoped
class OutsideActs {
    private static final String SALT = "outage/outside";

    private final Bids bids;
    private final WitnessLog witness;
    private final PlatformKey platformKey;

    OutsideActs(Bids bids, WitnessLog witness, PlatformKey platformKey) {
        this.bids = bids;
        this.witness = witness;
        this.platformKey = platformKey;
    }

    /**
     * What lies outside.
     *
     * @param closingCheckpoint the note, or null
     * @param passed whether the deadline has: before it nothing can lie outside
     */
    record Found(LotView lot, boolean passed, String closingCheckpoint, byte[] salt, List<LogIndex> entries) {
        boolean any() {
            return passed && (closingCheckpoint == null || !entries.isEmpty());
        }

        String commitment() {
            return OutageOutside.commitment(lot.lot(), closingCheckpoint, salt, entries);
        }

        OutageOutside data(String decision) {
            return new OutageOutside(
                    1, decision, lot.lot(), closingCheckpoint, HexFormat.of().formatHex(salt), entries);
        }

        @Override
        public String toString() {
            return "Found[" + lot.number() + "]";
        }
    }

    Optional<CosignedHead> checkpoint(LotView lot, StatedKey key) {
        var statement = key.statement();
        var offices = statement.custodians().stream()
                .map(CeremonyPlan.Custodian::name)
                .toList();
        return witness.largestCosigned(
                offices, statement.t(), lot.deadlineInstant().plusSeconds(statement.graceSeconds()));
    }

    /** In the caller's transaction. */
    Found of(LotView lot, StatedKey key, Instant now) {
        // Made from the platform key: what was drafted and what is decided commit to the same, and nobody can try it
        // out.
        var salt = platformKey.lookup(SALT, lot.lot(), lot.deadlineVersion());
        if (now.isBefore(lot.deadlineInstant())) {
            return new Found(lot, false, null, salt, List.of());
        }
        var checkpoint = checkpoint(lot, key);
        long size = checkpoint.map(CosignedHead::size).orElse(0L);
        var entries = new ArrayList<LogIndex>();
        for (var act : bids.closing(lot).filed()) {
            long index = witness.indexOf(act.record()).orElseThrow(() -> RecordDesk.notInTheLogYet(lot.number()));
            if (index >= size) {
                var entry = witness.recordAt(index).orElseThrow().entry();
                entries.add(new LogIndex(index, HexFormat.of().formatHex(entry)));
            }
        }
        entries.sort(Comparator.comparingLong(LogIndex::index));
        return new Found(lot, true, checkpoint.map(CosignedHead::note).orElse(null), salt, List.copyOf(entries));
    }
}

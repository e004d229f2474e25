package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jianzheng.bidding.Bids;
import org.jianzheng.bidding.SealedSubmission;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.ceremony.ReleaseOrder;
import org.jianzheng.ceremony.StatedKey;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Cms;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.witness.CosignedHead;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.WitnessLog;

/** Once the closing list is in a checkpoint that the offices cosigned: puts together what they check, and asks them. */
@ApplicationScoped
class Ordering {
    /** Cosignatures come within a second or two; an office that is later than this is named. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Session.Repository sessions;
    private final Bids bids;
    private final OpeningKeys keys;
    private final WitnessLog witness;

    Ordering(Session.Repository sessions, Bids bids, OpeningKeys keys, WitnessLog witness) {
        this.sessions = sessions;
        this.bids = bids;
        this.keys = keys;
        this.witness = witness;
    }

    @Transactional
    List<LotId> unordered() {
        return sessions.unordered();
    }

    /** Asks for the shares of one closed lot; false while its list is not cosigned yet. */
    @Transactional
    boolean order(LotId lot, Instant now) {
        var session = sessions.lock(lot);
        var key = keys.stated(lot, Closing.STAGE).orElseThrow();
        var head = witness.indexOf(session.listRecord()).flatMap(index -> cosigned(index, key));
        if (session.ordered() || head.isEmpty()) {
            if (!session.ordered() && now.isAfter(session.closedAt().plus(PATIENCE))) {
                noteSilent(session, key, now);
            }
            return false;
        }
        var closed = witness.recordAt(witness.indexOf(session.listRecord()).orElseThrow())
                .orElseThrow();
        var list = listOf(closed);
        var enough = session.listed() >= key.statement().minBids();
        keys.order(
                new ReleaseOrder(
                        lot,
                        Closing.STAGE,
                        session.version(),
                        HexFormat.of().formatHex(closed.entry()),
                        session.listed(),
                        new OfficeCall.Attachment(
                                row(closed, head.get()),
                                enough ? rows(list, head.get()) : List.of(),
                                enough ? headers(lot, list) : List.of(),
                                key.deadlines(),
                                key.signed())),
                now);
        session.order();
        return true;
    }

    /** Says which offices the opening waits for: those that have not cosigned the closing list. */
    private void noteSilent(Session session, StatedKey key, Instant now) {
        witness.indexOf(session.listRecord()).ifPresent(index -> {
            for (var custodian : key.statement().custodians()) {
                if (witness.cosignedAbove(index, List.of(custodian.name()), 1, Instant.MAX)
                        .isEmpty()) {
                    keys.waitingFor(
                            session.lot(),
                            Closing.STAGE,
                            custodian.index(),
                            "has not cosigned the closing list; no share is asked for before a quorum has",
                            now);
                }
            }
        });
    }

    private java.util.Optional<CosignedHead> cosigned(long index, StatedKey key) {
        var offices = key.statement().custodians().stream()
                .map(CeremonyPlan.Custodian::name)
                .toList();
        return witness.cosignedAbove(index, offices, key.statement().t(), Instant.MAX);
    }

    static LotClosed listOf(SeenRecord closed) {
        return Canonical.value(WitnessRecord.read(closed.record()).data(), LotClosed.class);
    }

    private List<OfficeCall.Row> rows(LotClosed list, CosignedHead head) {
        var rows = new ArrayList<OfficeCall.Row>();
        for (var row : list.all()) {
            rows.add(row(witness.recordAt(row.index()).orElseThrow(), head));
        }
        return rows;
    }

    private OfficeCall.Row row(SeenRecord seen, CosignedHead head) {
        return new OfficeCall.Row(
                seen.record(),
                HexFormat.of().formatHex(seen.salt()),
                witness.proof(seen.index(), head).proof());
    }

    private List<OfficeCall.Header> headers(LotId lot, LotClosed list) {
        return listed(list).stream()
                .map(bid -> new OfficeCall.Header(bid.statement().id().toString(), bid.header()))
                .toList();
    }

    /** The listed bids in order of the list. */
    List<SealedSubmission> listed(LotClosed list) {
        var ids = new ArrayList<BidId>();
        for (var row : list.all()) {
            if (row.state() == CloseRow.State.LISTED) {
                ids.add(statement(row.index()).id());
            }
        }
        return bids.sealed(list.lot(), Closing.STAGE, ids);
    }

    private SubmissionStatement statement(long index) {
        var act = WitnessRecord.read(witness.recordAt(index).orElseThrow().record())
                .act();
        return SubmissionStatement.read(Cms.verify(act).content());
    }
}

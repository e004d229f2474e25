package org.jianzheng.replay;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Act;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.Notice;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.OutageOutside;
import org.jianzheng.record.RecordType;
import org.jianzheng.replay.CaseFixture.Twist;
import org.jianzheng.shared.LotId;
import org.jianzheng.tlog.SignedNote;

/** An outage over the first deadline: a bid accepted a second before it lies outside the closing checkpoint. */
final class CaseOutage {
    private final CaseFixture played;
    private final SignedNote closing;
    final CaseBidder bidder;
    final CaseBidder.Sealed early;

    CaseOutage(CaseFixture played) {
        this.played = played;
        this.closing = played.log.head(CaseFixture.FIRST_DEADLINE);
        this.bidder = new CaseBidder("壬建设", played.people, played.key, played.folder);
        var at = CaseFixture.FIRST_DEADLINE.minusSeconds(1);
        this.early = bidder.bid(at, bidder.form("5300000").bytes());
    }

    /** Appends the decision with what lies outside, and gives the extension that follows it. */
    Object decide(CloseRow.Filed outside) {
        var twist = played.twist;
        boolean hides = twist == Twist.OUTAGE_HIDES_A_BID;
        var entries = hides ? List.<LogIndex>of() : List.of(new LogIndex(outside.index(), outside.entry()));
        var salt = Commitment.newSalt();
        var from = CaseFixture.FIRST_DEADLINE.minus(Duration.ofMinutes(10));
        var to = twist == Twist.OUTAGE_TO_ANOTHER_DEADLINE
                ? CaseFixture.OUTAGE_END.minusSeconds(60)
                : CaseFixture.OUTAGE_END;
        var hit = new OutageDecision.Hit(
                played.tender,
                twist == Twist.OUTAGE_OF_ANOTHER_LOT ? LotId.at(CaseFixture.PUBLISHED) : played.lot,
                1,
                Instants.format(CaseFixture.FIRST_DEADLINE),
                Instants.format(CaseFixture.DEADLINE),
                OutageOutside.commitment(played.lot, closing.toString(), salt, entries));
        var decided = new OutageDecision(Instants.format(from), Instants.format(to), "机房断电", null, List.of(hit));
        var signer = twist == Twist.OUTAGE_BY_THE_ENTITY ? played.people.entity : played.people.tenderingOffice;
        var act = Act.of(Act.OUTAGE_DECIDE, null, null, decided).bytes();
        var decision = Commitment.hash(act);
        played.log.add(
                RecordType.OUTAGE_DECIDED,
                played.tender,
                null,
                CaseOffices.id(signer),
                CaseFixture.OUTAGE_END,
                Map.of(),
                Cms.sign(act, signer));
        var named = new OutageOutside(
                1, decision, played.lot, closing.toString(), HexFormat.of().formatHex(salt), entries);
        played.platform(RecordType.OUTAGE_OUTSIDE, CaseFixture.OUTAGE_END, named, null);
        var deadline = Instants.format(CaseFixture.DEADLINE);
        return twist == Twist.OUTAGE_NOT_NAMED
                ? new Notice.Extension(deadline, "故障")
                : new Notice.OutageExtension(deadline, "故障", decision);
    }
}

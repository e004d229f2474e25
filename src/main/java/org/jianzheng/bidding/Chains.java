package org.jianzheng.bidding;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jianzheng.identity.Caller;
import org.jianzheng.record.Act;
import org.jianzheng.record.Chain;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WithdrawalData;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.LotView;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.RecordRef;
import org.jianzheng.witness.WitnessLog;

/** The chains of acts that are in the log: reads them, and adds to them with the witness record in one transaction. */
@ApplicationScoped
class Chains {
    private final BidAct.Repository acts;
    private final SubmissionObject.Repository objects;
    private final Veil veil;
    private final WitnessLog witness;

    Chains(BidAct.Repository acts, SubmissionObject.Repository objects, Veil veil, WitnessLog witness) {
        this.acts = acts;
        this.objects = objects;
        this.veil = veil;
        this.witness = witness;
    }

    /**
     * The chain of an organisation on a lot.
     *
     * @throws Problem {@code bidding/other-certificate} when it was begun with another certificate: one organisation, one
     *     chain, one bid (招标投标法实施条例 第五十一条)
     */
    Chain of(LotId lot, Caller caller) {
        var chain = Chain.EMPTY;
        for (var act : own(lot, caller)) {
            var content = veil.show(act);
            if (!content.actor().equals(caller.actor())) {
                throw Problem.of("bidding/other-certificate")
                        .status(409)
                        .detail("Your organisation began its bid on this lot with another certificate.")
                        .field("certificate")
                        .remedy("Use that certificate; an organisation makes one bid (招标投标法实施条例 第五十一条).");
            }
            chain = add(chain, content.signedContent(), act.kind());
        }
        return chain;
    }

    /**
     * The acts of the caller's organisation on a lot, in order.
     *
     * @throws Problem {@code bidding/in-doubt} when one of them is not as the platform wrote it
     */
    List<BidAct> own(LotId lot, Caller caller) {
        var own = acts.of(lot, veil.party(lot, caller));
        if (!own.stream().allMatch(act -> veil.isOf(caller, act))) {
            throw inDoubt();
        }
        return own;
    }

    static Problem inDoubt() {
        return Problem.of("bidding/in-doubt")
                .status(503)
                .detail("What stands in the database for you on this lot is not what the platform wrote there.")
                .remedy("Nothing is shown or taken until the operator, who has been alarmed, has settled it.");
    }

    private static Chain add(Chain chain, byte[] content, CloseRow.Kind kind) {
        if (kind == CloseRow.Kind.BID) {
            var statement = SubmissionStatement.read(content);
            return chain.then(statement.seq(), statement.prev(), content);
        }
        var withdrawal = Act.read(content).data(WithdrawalData.class);
        return chain.then(withdrawal.seq(), withdrawal.prev(), content);
    }

    /** Witnesses an act and gives it its place; a second act for the same place fails with the transaction. */
    RecordRef add(
            Caller caller,
            LotView lot,
            CloseRow.Kind kind,
            int seq,
            BidId submission,
            byte[] cms,
            java.time.Instant now) {
        var type = kind == CloseRow.Kind.BID ? RecordType.BID_SUBMITTED : RecordType.BID_WITHDRAWN;
        var record = new NewRecord(type, lot.tender(), lot.lot(), caller.actor(), now, Map.of(), cms, type.audience());
        var appended = witness.append(
                submission == null ? record : record.keeping(Rebuild.Objects.of(objects.of(submission))));
        write(appended.id(), caller, lot.lot(), kind, seq, submission, cms);
        return appended;
    }

    /** The row beside the record, when it is made and when it is recovered. */
    void write(String record, Caller caller, LotId lot, CloseRow.Kind kind, int seq, BidId submission, byte[] cms) {
        var party = veil.party(lot, caller);
        acts.persist(new BidAct(record, lot, party, seq, kind, submission, row -> veil.hide(row, caller, cms)));
        acts.flush();
    }
}

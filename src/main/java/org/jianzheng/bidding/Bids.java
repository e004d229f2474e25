package org.jianzheng.bidding;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jianzheng.identity.Acts;
import org.jianzheng.identity.Caller;
import org.jianzheng.record.Act;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WithdrawalData;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.LotView;
import org.jianzheng.tender.Tenders;

/**
 * The door of sealed bids.
 *
 * <p>A bidder sends its signed statement, then the objects that it names, in any order and as often as it likes; the bid
 * is made the moment the last of them has arrived before the deadline, and the answer to that one is the receipt. There
 * is no second step that could be forgotten. Whoever is turned away gets a signed, witnessed refusal.
 */
@ApplicationScoped
public class Bids {
    private final Tenders tenders;
    private final Uploads uploads;
    private final Chains chains;
    private final Submission.Repository submissions;
    private final BidAct.Repository acts;
    private final Receipts receipts;
    private final Refusals refusals;
    private final Acts signatures;
    private final Veil veil;
    private final ClosedBids closed;
    private final Clock clock;

    Bids(
            Tenders tenders,
            Uploads uploads,
            Chains chains,
            Submission.Repository submissions,
            BidAct.Repository acts,
            Receipts receipts,
            Refusals refusals,
            Acts signatures,
            Veil veil,
            ClosedBids closed,
            Clock clock) {
        this.tenders = tenders;
        this.uploads = uploads;
        this.chains = chains;
        this.submissions = submissions;
        this.acts = acts;
        this.receipts = receipts;
        this.refusals = refusals;
        this.signatures = signatures;
        this.veil = veil;
        this.closed = closed;
        this.clock = clock;
    }

    /**
     * Takes a signed submission statement (CMS over its canonical bytes) and says which objects are missing.
     *
     * @throws Problem {@code bidding/late}, {@code bidding/not-sealed-as-required}, {@code record/chain} (409, with the
     *     seq and prev that would do), {@code identity/act-signer}; each with a signed refusal
     */
    public SubmissionView state(Caller caller, LotId id, byte[] cms) {
        var now = clock.instant();
        var shown = tenders.lot(id);
        return refusals.witnessed(
                caller, shown, cms, () -> QuarkusTransaction.requiringNew().call(() -> {
                    var statement = SubmissionStatement.read(signatures.content(caller, cms, now));
                    var lot = tenders.holdForSubmission(id);
                    Door.requireInTime(lot, now);
                    Door.requireSealedFor(statement, lot, tenders.openingKeys(id));
                    Door.requireSuite(statement, tenders.suite(id), caller.certificate());
                    return uploads.state(caller, lot, statement, cms, now);
                }));
    }

    /** The caller's own submission as it stands. */
    @Transactional
    public SubmissionView submission(Caller caller, LotId lot, BidId bid) {
        return uploads.view(uploads.own(caller, lot, bid));
    }

    /** The caller's own chain on a lot: what its next act must carry. */
    @Transactional
    public ChainView chain(Caller caller, LotId lot) {
        tenders.lot(lot);
        var chain = uploads.chain(caller, lot);
        var own = chains.own(lot, caller).stream()
                .map(act -> new ChainView.Act(
                        act.seq(),
                        act.kind().name().toLowerCase(java.util.Locale.ROOT),
                        act.submission().map(BidId::toString).orElse(null),
                        act.record()))
                .toList();
        return new ChainView(chain.nextSeq(), chain.last(), own);
    }

    /**
     * Takes one object of a submission.
     *
     * @return the receipt when this was the last one, empty while others are missing
     * @throws Problem {@code bidding/late} when its last byte came at or after the deadline
     */
    public Optional<Receipt.Json> put(Caller caller, LotId id, BidId bid, String hash, InputStream content, long size) {
        var known = QuarkusTransaction.requiringNew().call(() -> known(caller, id, bid, hash));
        if (known.submission().state() == Submission.State.COMPLETE) {
            return Optional.of(receipt(caller, id, bid));
        }
        var cms = veil.show(known.submission()).cms();
        var record = refusals.witnessed(caller, known.lot(), cms, () -> {
            var name = uploads.store(known.object(), known.suite(), hash, content, size);
            // The instant is read after the last byte is stored and checked, before the lot's lock (records.md §4).
            var now = clock.instant();
            return QuarkusTransaction.requiringNew().call(() -> arrive(caller, id, bid, hash, name, now));
        });
        return record.map(receipts::await);
    }

    /** What there is to know before the first byte of an object is read. */
    private record Known(Submission submission, LotView lot, Suite suite, Optional<SubmissionObject> object) {}

    /** In one transaction, for an upload of many parts asks it for each of them. */
    private Known known(Caller caller, LotId id, BidId bid, String hash) {
        var submission = uploads.own(caller, id, bid);
        return new Known(submission, tenders.lot(id), tenders.suite(id), uploads.stated(bid, hash));
    }

    private Optional<String> arrive(
            Caller caller, LotId id, BidId bid, String hash, Optional<String> name, java.time.Instant now) {
        var lot = tenders.holdForSubmission(id);
        Door.requireInTime(lot, now);
        var submission = submissions.lock(bid).orElseThrow();
        if (submission.state() == Submission.State.COMPLETE) {
            return acts.of(bid).filter(act -> veil.isOf(caller, act)).map(BidAct::record);
        }
        if (submission.state() == Submission.State.ABANDONED) {
            throw Problem.of("bidding/abandoned")
                    .status(409)
                    .detail("You have stated another bid on this lot since.")
                    .field("bid")
                    .remedy("Go on with the newer statement, or sign this one again with a new id.");
        }
        if (!uploads.arrived(bid, hash, name)) {
            return Optional.empty();
        }
        var cms = veil.show(submission).cms();
        var statement = SubmissionStatement.read(signatures.content(caller, cms, now));
        Door.requireNext(uploads.chain(caller, id), statement.seq(), statement.prev());
        submission.complete();
        return Optional.of(chains.add(caller, lot, CloseRow.Kind.BID, statement.seq(), bid, cms, now)
                .id());
    }

    /** Withdraws the caller's bid before the deadline (招标投标法 第二十九条). */
    public Receipt.Json withdraw(Caller caller, LotId id, byte[] cms) {
        var now = clock.instant();
        var shown = tenders.lot(id);
        var record = refusals.witnessed(
                caller, shown, cms, () -> QuarkusTransaction.requiringNew().call(() -> {
                    var lot = tenders.holdForSubmission(id);
                    var act = signatures.require(caller, cms, Act.BID_WITHDRAW, lot.tender(), id, now);
                    Door.requireInTime(lot, now);
                    var data = act.act().data(WithdrawalData.class);
                    Door.requireNext(uploads.chain(caller, id), data.seq(), data.prev());
                    requireStandingBid(caller, id);
                    return chains.add(caller, lot, CloseRow.Kind.WITHDRAWAL, data.seq(), null, cms, now)
                            .id();
                }));
        return receipts.await(record);
    }

    private void requireStandingBid(Caller caller, LotId lot) {
        var own = chains.own(lot, caller);
        if (own.isEmpty() || own.get(own.size() - 1).kind() == CloseRow.Kind.WITHDRAWAL) {
            throw Problem.of("bidding/nothing-to-withdraw")
                    .status(409)
                    .detail("You have no bid on this lot that stands.")
                    .remedy("Nothing is left to withdraw.");
        }
    }

    /** The receipt of the caller's own bid, the best there is by now; nobody else can fetch it. */
    public Receipt.Json receipt(Caller caller, LotId lot, BidId bid) {
        uploads.own(caller, lot, bid);
        return receipts.best(recordOf(caller, bid), lot);
    }

    @Transactional
    String recordOf(Caller caller, BidId bid) {
        return acts.of(bid)
                .filter(act -> veil.isOf(caller, act))
                .map(BidAct::record)
                .orElseThrow(() -> Problem.of("bidding/incomplete")
                        .status(409)
                        .detail("The bid %s is not complete, so there is no receipt.", bid)
                        .field("bid")
                        .remedy("Send the missing objects (GET /lots/{lot}/bids/{bid} lists them)."));
    }

    /** The receipt of any act in the caller's own chain, by the record's id. */
    public Receipt.Json receiptOfAct(Caller caller, LotId lot, String record) {
        requireOwn(caller, lot, record);
        return receipts.best(record, lot);
    }

    @Transactional
    void requireOwn(Caller caller, LotId lot, String record) {
        if (chains.own(lot, caller).stream().noneMatch(act -> act.record().equals(record))) {
            throw Problem.of("bidding/unknown")
                    .status(404)
                    .detail("You have no act %s on this lot.", record)
                    .field("record")
                    .remedy("GET /lots/{lot}/bids lists your acts.");
        }
    }

    /** Everything in a lot that was complete or begun; for the closing, which holds the lot's lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public ClosingMaterial closing(LotView lot) {
        return closed.closing(lot);
    }

    /** The envelopes that these submissions have for a stage, ready to be opened. */
    @Transactional
    public List<SealedSubmission> sealed(LotId lot, String stage, List<BidId> bids) {
        return closed.sealed(lot, stage, bids);
    }
}

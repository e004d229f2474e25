package org.jianzheng.bidding;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.PartyId;
import org.jianzheng.storage.Objects;
import org.jianzheng.tender.LotView;

/** What the closing and the opening read of the bids. */
@ApplicationScoped
class ClosedBids {
    private final BidAct.Repository acts;
    private final Submission.Repository submissions;
    private final SubmissionObject.Repository objects;
    private final Veil veil;
    private final Objects store;

    ClosedBids(
            BidAct.Repository acts,
            Submission.Repository submissions,
            SubmissionObject.Repository objects,
            Veil veil,
            Objects store) {
        this.acts = acts;
        this.submissions = submissions;
        this.objects = objects;
        this.veil = veil;
        this.store = store;
    }

    ClosingMaterial closing(LotView lot) {
        var filed = acts.of(lot.lot()).stream()
                .map(act -> new ClosingMaterial.Filed(
                        act.record(),
                        veil.show(act).actor(),
                        act.seq(),
                        act.kind(),
                        act.submission().orElse(null)))
                .toList();
        var incomplete = submissions.uploading(lot.lot()).stream()
                .map(veil::show)
                .map(content -> new ClosingMaterial.Unfinished(content.actor(), content.cms()))
                .toList();
        return new ClosingMaterial(filed, incomplete);
    }

    List<SealedSubmission> sealed(LotId lot, String stage, List<BidId> bids) {
        return bids.stream().map(bid -> sealed(lot, stage, bid)).toList();
    }

    private SealedSubmission sealed(LotId lot, String stage, BidId bid) {
        var submission = submissions.findById(bid.value());
        if (submission == null || !submission.lot().equals(lot) || submission.state() != Submission.State.COMPLETE) {
            throw new IllegalStateException("Bid " + bid + " is not a complete bid of lot " + lot);
        }
        var content = veil.show(submission);
        var statement = SubmissionStatement.read(content.signedContent());
        var names = new HashMap<String, String>();
        objects.of(bid).forEach(o -> names.put(o.hash(), o.object()));
        // The door let nothing in that lacks an envelope of the notice.
        var envelope = statement.envelope(stage).orElseThrow();
        return new SealedSubmission(
                PartyId.fromString(content.party()),
                content.actor(),
                statement,
                content.cms(),
                read(names.get(envelope.header().hash())),
                envelope.parts().stream().map(p -> p.hash()).toList(),
                hash -> store.get(names.get(hash)));
    }

    private byte[] read(String name) {
        try (InputStream in = store.get(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

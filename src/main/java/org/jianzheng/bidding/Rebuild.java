package org.jianzheng.bidding;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jianzheng.identity.Caller;
import org.jianzheng.identity.Parties;
import org.jianzheng.record.Act;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Cms;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WithdrawalData;
import org.jianzheng.witness.Rebuilding;
import org.jianzheng.witness.RecoveredRecord;

/**
 * Writes again the bids and withdrawals of recovered records, each at its place in its bidder's chain. A statement whose
 * objects had not all arrived is no bid and left no record: its bidder states it again, as after any broken upload.
 */
@ApplicationScoped
class Rebuild implements Rebuilding {
    /** Kept with {@code bid.submitted}: where each object lies in the object store, by its hash. */
    record Objects(Map<String, String> objects) {
        static Objects of(List<SubmissionObject> all) {
            var names = new TreeMap<String, String>();
            all.forEach(object -> names.put(object.hash(), object.object()));
            return new Objects(names);
        }
    }

    private final Submission.Repository submissions;
    private final SubmissionObject.Repository objects;
    private final Chains chains;
    private final Veil veil;
    private final Parties parties;

    Rebuild(
            Submission.Repository submissions,
            SubmissionObject.Repository objects,
            Chains chains,
            Veil veil,
            Parties parties) {
        this.submissions = submissions;
        this.objects = objects;
        this.chains = chains;
        this.veil = veil;
        this.parties = parties;
    }

    @Override
    public int turn() {
        return 30;
    }

    @Override
    public Set<RecordType> types() {
        return EnumSet.of(RecordType.BID_SUBMITTED, RecordType.BID_WITHDRAWN);
    }

    @Override
    public void rebuild(RecoveredRecord record) {
        var form = record.form();
        var signed = Cms.verify(form.act());
        var bidder = parties.recovered(signed.signer(), record.time());
        if (form.type() == RecordType.BID_WITHDRAWN) {
            int seq = Act.read(signed.content()).data(WithdrawalData.class).seq();
            chains.write(form.id(), bidder, form.lot(), CloseRow.Kind.WITHDRAWAL, seq, null, form.act());
            return;
        }
        var statement = SubmissionStatement.read(signed.content());
        submission(bidder, statement, record);
        chains.write(form.id(), bidder, form.lot(), CloseRow.Kind.BID, statement.seq(), statement.id(), form.act());
    }

    private void submission(Caller bidder, SubmissionStatement statement, RecoveredRecord record) {
        var lot = record.form().lot();
        var party = veil.party(lot, bidder);
        var cms = record.form().act();
        // What a restored dump has of an upload that was given up for this one.
        submissions
                .uploading(lot, party)
                .filter(other -> !other.id().equals(statement.id()))
                .ifPresent(Submission::abandon);
        var known = submissions.findByIdOptional(statement.id().value());
        var submission = known.orElseGet(
                () -> new Submission(statement.id(), lot, party, record.time(), row -> veil.hide(row, bidder, cms)));
        submission.complete();
        submissions.persistAndFlush(submission);
        var names = record.kept(Objects.class).objects();
        var all = statement.objects().toList();
        for (int i = 0; i < all.size(); i++) {
            var object = objects.of(statement.id(), all.get(i).hash());
            if (object == null) {
                object = new SubmissionObject(statement.id(), i, all.get(i));
                objects.persist(object);
            }
            object.arrived(names.get(object.hash()));
        }
        objects.flush();
    }
}

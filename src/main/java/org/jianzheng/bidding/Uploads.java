package org.jianzheng.bidding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.identity.Caller;
import org.jianzheng.record.Chain;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.storage.Objects;
import org.jianzheng.tender.LotView;

/** Takes statements and the objects that they name. */
@ApplicationScoped
class Uploads {
    private final Submission.Repository submissions;
    private final SubmissionObject.Repository objects;
    private final Chains chains;
    private final Veil veil;
    private final Objects store;

    Uploads(
            Submission.Repository submissions,
            SubmissionObject.Repository objects,
            Chains chains,
            Veil veil,
            Objects store) {
        this.submissions = submissions;
        this.objects = objects;
        this.chains = chains;
        this.veil = veil;
        this.store = store;
    }

    /** Registers a statement in the caller's transaction; the same statement again finds its upload where it stands. */
    SubmissionView state(Caller caller, LotView lot, SubmissionStatement statement, byte[] cms, Instant now) {
        var party = veil.party(lot.lot(), caller);
        var known = submissions.lock(statement.id());
        if (known.isPresent()) {
            return resume(caller, lot.lot(), known.get(), statement);
        }
        var chain = chains.of(lot.lot(), caller);
        Door.requireNext(chain, statement.seq(), statement.prev());
        submissions.uploading(lot.lot(), party).ifPresent(earlier -> {
            if (!veil.isOf(caller, lot.lot(), earlier)) {
                throw Chains.inDoubt();
            }
            earlier.abandon();
            submissions.flush();
        });
        var fresh = new Submission(statement.id(), lot.lot(), party, now, row -> veil.hide(row, caller, cms));
        submissions.persist(fresh);
        var all = statement.objects().toList();
        for (int i = 0; i < all.size(); i++) {
            objects.persist(new SubmissionObject(statement.id(), i, all.get(i)));
        }
        return new SubmissionView(
                statement.id().toString(),
                fresh.state().name(),
                all.stream().map(o -> o.hash()).toList());
    }

    private SubmissionView resume(Caller caller, LotId lot, Submission known, SubmissionStatement statement) {
        boolean same = veil.isOf(caller, lot, known)
                && Commitment.hash(veil.show(known).signedContent()).equals(Commitment.hash(statement.bytes()));
        if (!same || known.state() == Submission.State.ABANDONED) {
            throw Problem.of("bidding/id-used")
                    .status(409)
                    .detail("The id %s was used by another statement.", statement.id())
                    .field("id")
                    .remedy("Seal and sign the bid again; every statement has an id of its own.");
        }
        return view(known);
    }

    SubmissionView view(Submission submission) {
        var missing = objects.of(submission.id()).stream()
                .filter(o -> !o.hasArrived())
                .map(SubmissionObject::hash)
                .toList();
        return new SubmissionView(submission.id().toString(), submission.state().name(), missing);
    }

    /** The caller's own submission, or the same 404 as for one that does not exist. */
    @Transactional
    Submission own(Caller caller, LotId lot, BidId bid) {
        return submissions
                .findByIdOptional(bid.value())
                .filter(s -> veil.isOf(caller, lot, s))
                .orElseThrow(() -> Problem.of("bidding/unknown")
                        .status(404)
                        .detail("You have no submission %s on this lot.", bid)
                        .field("bid")
                        .remedy("Send the signed statement first (POST /lots/{lot}/bids)."));
    }

    /**
     * Stores one object before any transaction; an object that is there already is not stored twice.
     *
     * @param stated the object as the statement names it, empty when it names none such
     * @param suite whose digest the statement names its objects by
     * @return the random name it lies under, empty when it had arrived before
     */
    Optional<String> store(
            Optional<SubmissionObject> stated, Suite suite, String hash, InputStream content, long size) {
        var expected = stated.orElseThrow(() -> notStated(hash));
        if (expected.hasArrived()) {
            return Optional.empty();
        }
        if (size != expected.size()) {
            throw Problem.of("bidding/object-size")
                    .status(422)
                    .detail("The statement says %d bytes for %s; you announce %d.", expected.size(), hash, size)
                    .field("Content-Length")
                    .remedy("Send exactly the object that the statement names.");
        }
        var checked = new SealedCheck(content, suite, expected.isHeader());
        var stored = store.put("bids/" + UUID.randomUUID(), checked, size);
        try {
            var came = checked.hash(stored);
            if (!came.equals(hash)) {
                throw Problem.of("bidding/object-hash")
                        .status(422)
                        .detail("These bytes hash to %s, not to %s.", came, hash)
                        .field("hash")
                        .remedy("The object was damaged on its way: send it again.");
            }
            checked.requireSealed();
            return Optional.of(stored.name());
        } catch (Problem refused) {
            store.delete(stored.name());
            throw refused;
        }
    }

    /** The object of this hash that the submission's statement names. */
    @Transactional
    Optional<SubmissionObject> stated(BidId bid, String hash) {
        return Optional.ofNullable(objects.of(bid, hash));
    }

    private static Problem notStated(String hash) {
        return Problem.of("bidding/object-not-stated")
                .status(422)
                .detail("The statement names no object %s.", hash)
                .field("hash")
                .remedy("Send only the objects that the statement names.");
    }

    /** Notes an arrival under the submission's lock, in the caller's transaction; true when it was the last one. */
    boolean arrived(BidId bid, String hash, Optional<String> name) {
        var object = objects.of(bid, hash);
        if (!object.hasArrived()) {
            object.arrived(name.orElseThrow());
            objects.flush();
        }
        return objects.missing(bid) == 0;
    }

    List<SubmissionObject> objectsOf(BidId bid) {
        return objects.of(bid);
    }

    /** The chain that an act of this caller must continue. */
    Chain chain(Caller caller, LotId lot) {
        return chains.of(lot, caller);
    }
}

package org.jianzheng.replay;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.RecordType;
import org.jianzheng.sealing.BidOpener;
import org.jianzheng.sealing.DecryptionShare;
import org.jianzheng.sealing.Hashing;
import org.jianzheng.sealing.Header;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OpeningKey;
import org.jianzheng.sealing.OpeningOutcome;
import org.jianzheng.sealing.SealedBid;
import org.jianzheng.sealing.Share;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;

/** Opens one listed bid again: the shares that were released for it, their proofs, the package. */
final class BidReplay {
    private final Evidence evidence;
    private final LotEvidence lot;
    private final LotEvidence.Listed bid;
    private final KeyStatement key;
    private final Suite suite;
    private final List<Finding> found = new ArrayList<>();
    private final List<String> vouched = new ArrayList<>();
    private int proved;

    BidReplay(Evidence evidence, LotEvidence lot, LotEvidence.Listed bid) {
        this.evidence = evidence;
        this.lot = lot;
        this.bid = bid;
        this.key = lot.key().orElseThrow();
        this.suite = Suite.of(key.suite());
    }

    BidOutcome replay(Path output) {
        OpeningOutcome outcome = null;
        byte[] shared = null;
        try {
            var name = CaseNames.header(bid.bid());
            var header = evidence.file.bytes(name);
            var sealed = SealedBid.of(
                    bid.statement(), bid.record().form().actor(), key.stage(), key.point(), header, this::part);
            outcome = BidOpener.checkHeader(sealed);
            if (outcome == null) {
                var opening = combine(header);
                shared = opening.shared().enc();
                outcome = BidOpener.open(sealed, opening, output);
            }
        } catch (Problem e) {
            boolean missing = e.slug().equals("replay/missing");
            find(
                    missing ? Finding.Kind.MISSING : Finding.Kind.FALSE,
                    missing ? e.field() : bid.record().where(),
                    e.slug(),
                    e.detail());
        }
        return new BidOutcome(
                bid, outcome, shared, proved, found, vouched, released().isEmpty());
    }

    private java.io.InputStream part(int index, String hash) throws NoSuchFileException {
        var name = CaseNames.part(bid.bid(), index);
        if (!evidence.file.has(name)) {
            throw new NoSuchFileException(name);
        }
        return evidence.file.stream(name);
    }

    /** The key of this bid from every share whose proof holds. */
    private OpeningKey combine(byte[] header) {
        var r = Header.parse(key.point(), header).r();
        var ctx = Hashing.ctx(
                suite,
                key.ceremony(),
                key.tender(),
                key.lot(),
                key.stage(),
                bid.bid(),
                bid.statement().envelopes().get(0).header().hash());
        var valid = new ArrayList<DecryptionShare>();
        for (var given : released()) {
            var share = share(given);
            if (share != null && OpeningKey.isValid(key.jointKey(), r, ctx, share)) {
                valid.add(share);
                proved++;
            } else if (share != null) {
                find(
                        Finding.Kind.FALSE,
                        given.file(),
                        "share-proof",
                        "The proof of the share does not hold; office " + given.office() + " is to blame.");
            }
        }
        return OpeningKey.combine(key.jointKey(), r, ctx, valid);
    }

    /** What one office answered for this bid. */
    private record Given(String office, int index, String hash, String file) {}

    private List<Given> released() {
        var all = new ArrayList<Given>();
        for (var record : lot.of(RecordType.OFFICE_RELEASED)) {
            var custodian = key.signedBy(record.form().actor());
            if (custodian == null || record.act() == null) {
                continue;
            }
            for (var answer :
                    Canonical.read(record.content(), OfficeAnswer.Release.class).answers()) {
                if (answer.submission().equals(bid.bid().toString()) && answer.share() != null) {
                    var file = CaseNames.share(lot.id(), custodian.name(), bid.bid());
                    all.add(new Given(custodian.name(), custodian.index(), answer.share(), file));
                }
            }
        }
        return all;
    }

    private DecryptionShare share(Given given) {
        if (!evidence.file.has(given.file())) {
            find(Finding.Kind.MISSING, given.file(), "share", "Office " + given.office() + " released it.");
            return null;
        }
        try {
            var share = Share.read(evidence.file.bytes(given.file()));
            if (share.hash().equals(given.hash()) && share.submission().equals(bid.bid())) {
                vouched.add(given.file());
                return share.arithmetic(suite, given.index());
            }
        } catch (Problem unreadable) {
            find(Finding.Kind.FALSE, given.file(), unreadable.slug(), unreadable.detail());
            return null;
        }
        var detail = "It is not the share whose hash office " + given.office() + " signed.";
        find(Finding.Kind.FALSE, given.file(), "share-hash", detail);
        return null;
    }

    private void find(Finding.Kind kind, String where, String rule, String detail) {
        found.add(new Finding(kind, "", where, rule, detail));
    }
}

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
import org.jianzheng.tlog.Sha256;

/** Opens one listed bid again: the shares that were released for it, their proofs, the package. */
final class BidReplay {
    private final Evidence evidence;
    private final LotEvidence lot;
    private final LotEvidence.Listed bid;
    private final KeyStatement key;
    private final Suite suite;
    private final List<Finding> found = new ArrayList<>();
    private final List<String> vouched = new ArrayList<>();
    private final List<BidOutcome.Liar> liars = new ArrayList<>();
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
        var released = released();
        try {
            var given = signedFor(released);
            var name = CaseNames.header(bid.bid());
            var header = evidence.file.bytes(name);
            var sealed = SealedBid.of(
                    bid.statement(), bid.record().form().actor(), key.stage(), key.point(), header, this::part);
            outcome = BidOpener.checkHeader(sealed);
            if (outcome == null) {
                var opening = combine(header, given);
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
        return new BidOutcome(bid, outcome, shared, proved, found, vouched, liars, released.isEmpty());
    }

    private java.io.InputStream part(int index, String hash) throws NoSuchFileException {
        var name = CaseNames.part(bid.bid(), index);
        if (!evidence.file.has(name)) {
            throw new NoSuchFileException(name);
        }
        return evidence.file.stream(name);
    }

    /** The key of this bid from every share whose proof holds. */
    private OpeningKey combine(byte[] header, List<Given> given) {
        var r = Header.parse(key.point(), header).r();
        var ctx = Hashing.ctx(
                suite,
                key.ceremony(),
                key.tender(),
                key.lot(),
                key.stage(),
                bid.bid(),
                lot.envelope(bid.statement()).header().hash());
        var valid = new ArrayList<DecryptionShare>();
        for (var one : given) {
            try {
                var share = Share.read(one.bytes());
                var decryption = share.arithmetic(suite, one.index());
                if (share.submission().equals(bid.bid()) && OpeningKey.isValid(key.jointKey(), r, ctx, decryption)) {
                    valid.add(decryption);
                } else {
                    liars.add(new BidOutcome.Liar(one.office(), one.file(), "its proof does not hold"));
                }
            } catch (Problem unreadable) {
                liars.add(new BidOutcome.Liar(one.office(), one.file(), unreadable.detail()));
            }
        }
        proved = valid.size();
        return OpeningKey.combine(key.jointKey(), r, ctx, valid);
    }

    /** The shares that are here and are the ones that their offices signed for: what is wrong in them is the office's. */
    private List<Given> signedFor(List<Released> released) {
        var all = new ArrayList<Given>();
        for (var one : released) {
            if (!evidence.file.has(one.file())) {
                find(Finding.Kind.MISSING, one.file(), "share", "Office " + one.office() + " released it.");
                continue;
            }
            var bytes = evidence.file.bytes(one.file());
            if (Sha256.hex(bytes).equals(one.hash())) {
                vouched.add(one.file());
                all.add(new Given(one.office(), one.index(), one.file(), bytes));
            } else {
                var detail = "It is not the share whose hash office " + one.office() + " signed.";
                find(Finding.Kind.FALSE, one.file(), "share-hash", detail);
            }
        }
        return all;
    }

    /** A share file whose hash its office signed. */
    private record Given(String office, int index, String file, byte[] bytes) {}

    /** What one office answered for this bid. */
    private record Released(String office, int index, String hash, String file) {}

    private List<Released> released() {
        var all = new ArrayList<Released>();
        for (var record : lot.of(RecordType.OFFICE_RELEASED)) {
            var custodian = key.signedBy(record.form().actor());
            if (custodian == null || record.act() == null) {
                continue;
            }
            for (var answer :
                    Canonical.read(record.content(), OfficeAnswer.Release.class).answers()) {
                if (answer.submission().equals(bid.bid().toString()) && answer.share() != null) {
                    var file = CaseNames.share(lot.id(), custodian.name(), bid.bid());
                    all.add(new Released(custodian.name(), custodian.index(), answer.share(), file));
                }
            }
        }
        return all;
    }

    private void find(Finding.Kind kind, String where, String rule, String detail) {
        found.add(new Finding(kind, "", where, rule, detail));
    }
}

package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.record.Canonical;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.DecryptionShare;
import org.jianzheng.sealing.Hashing;
import org.jianzheng.sealing.Header;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.Share;
import org.jianzheng.sealing.ShareEnvelope;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.Sha256;
import org.jianzheng.witness.Altered;

/** Decrypts the released shares with the combiner's key and checks the proof of each; a false share names its office. */
@ApplicationScoped
class Combiner {
    private final ReleaseBook book;
    private final PlatformSeal seal;

    Combiner(ReleaseBook book, PlatformSeal seal) {
        this.book = book;
        this.seal = seal;
    }

    /** @param list hex of the closing list's entry, which each answer must have been signed for */
    List<OfficeShares> shares(ReleaseBook.Open open, KeyStatement statement, String list) {
        var headers = headers(open);
        return open.of(ReleaseAnswer.Kind.RELEASED).stream()
                .map(answer -> of(answer, list, statement, headers))
                .toList();
    }

    private OfficeShares of(ReleaseAnswer answer, String list, KeyStatement statement, Map<String, byte[]> headers) {
        var office = statement.custodians().get(answer.office() - 1);
        var envelopes = ReleaseBook.envelopes(answer);
        var shares = new LinkedHashMap<String, DecryptionShare>();
        var unopenable = new LinkedHashMap<String, String>();
        var wrong = new LinkedHashMap<String, OfficeShares.FalseShare>();
        var released = released(answer, office, list, statement);
        for (var given : released.answers()) {
            if (given.share() == null) {
                unopenable.put(given.submission(), given.unopenable());
                continue;
            }
            byte[] signed = null;
            try {
                signed = plain(given, envelopes.get(given.submission()));
                shares.put(given.submission(), check(given, office, statement, headers, signed));
            } catch (Problem refused) {
                wrong.put(given.submission(), new OfficeShares.FalseShare(refused.getMessage(), signed));
            }
        }
        return new OfficeShares(office.index(), office.name(), shares, unopenable, wrong);
    }

    /** Read from the database, so checked again as when it came: what it says decides whether bids become public. */
    private static OfficeAnswer.Release released(
            ReleaseAnswer answer, CeremonyPlan.Custodian office, String list, KeyStatement statement) {
        var signed = SignedForm.read(answer.answer(), OfficeAnswer.Release.class);
        var form = signed.form();
        if (!signed.signerId().equals(office.signing())
                || !form.office().equals(office.name())
                || !form.key().equals(statement.key())
                || !form.list().equals(list)) {
            throw Altered.alarm("A release of lot " + statement.lot() + " was not signed by office " + office.name()
                    + " for this key and list.");
        }
        return form;
    }

    /**
     * The share envelopes of an answer, once each opens to exactly the bytes whose hash the office signed.
     *
     * <p>Nobody signs the envelope itself: with another inside, nobody could later tell whether office or platform lied.
     * Whether the share is true is not asked here; a false one is kept, for it convicts its office.
     *
     * @throws Problem {@code ceremony/share} otherwise; the office has then not released
     */
    byte[] requireSigned(ReleaseBook.Open open, OfficeCall.Released released) {
        var form =
                SignedForm.read(released.answer(), OfficeAnswer.Release.class).form();
        var headers = headers(open);
        var suite = Suite.of(open.plan().suite());
        var envelopes = new LinkedHashMap<String, byte[]>();
        var all = released.shares() == null ? List.<OfficeCall.ShareOf>of() : released.shares();
        all.forEach(share -> envelopes.put(share.submission(), share.envelope()));
        int shares = 0;
        for (var given : form.answers()) {
            if (given.share() != null) {
                shares++;
                var header = headers.get(given.submission());
                if (header == null || !suite.hex(header).equals(given.header())) {
                    throw refuse("bid " + given.submission() + " was not asked for, or not with this header");
                }
                plain(given, envelopes.get(given.submission()));
            }
        }
        if (shares != all.size() || shares != envelopes.size()) {
            throw refuse("it signed for " + shares + " shares and sent " + all.size());
        }
        return Canonical.write(all);
    }

    private Map<String, byte[]> headers(ReleaseBook.Open open) {
        var headers = new LinkedHashMap<String, byte[]>();
        Canonical.read(book.attachment(open.key()), OfficeCall.Attachment.class)
                .headers()
                .forEach(header -> headers.put(header.submission(), header.header()));
        return headers;
    }

    private byte[] plain(OfficeAnswer.ShareAnswer given, byte[] envelope) {
        if (envelope == null) {
            throw refuse("the share of bid " + given.submission() + " is missing");
        }
        var plain = ShareEnvelope.open(
                envelope, seal.combiner().key(), seal.combiner().certificate());
        if (plain.length > Share.MAX_BYTES || !Sha256.hex(plain).equals(given.share())) {
            throw refuse("the share of bid " + given.submission() + " is not the one whose hash it signed");
        }
        return plain;
    }

    private static DecryptionShare check(
            OfficeAnswer.ShareAnswer given,
            CeremonyPlan.Custodian office,
            KeyStatement statement,
            Map<String, byte[]> headers,
            byte[] plain) {
        var suite = Suite.of(statement.suite());
        var header = headers.get(given.submission());
        if (header == null) {
            throw refuse("it is for a bid that was not asked for");
        }
        var form = Share.read(plain);
        if (!form.submission().toString().equals(given.submission())) {
            throw refuse("it is the share of bid " + form.submission());
        }
        var share = form.arithmetic(suite, office.index());
        var ctx = Hashing.ctx(
                suite,
                statement.ceremony(),
                statement.tender(),
                statement.lot(),
                statement.stage(),
                BidId.fromString(given.submission()),
                given.header());
        if (!share.verify(
                statement.jointKey().verificationKey(office.index()),
                Header.parse(statement.point(), header).r(),
                ctx)) {
            throw refuse("its proof does not hold");
        }
        return share;
    }

    private static Problem refuse(String reason) {
        return Problem.of("ceremony/share")
                .detail("The office's share is refused: %s.", reason)
                .remedy("Set it aside and ask the office for an explanation; the others may still be enough.");
    }
}

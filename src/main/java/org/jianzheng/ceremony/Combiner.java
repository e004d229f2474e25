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
        var headers = new LinkedHashMap<String, byte[]>();
        Canonical.read(book.attachment(open.key()), OfficeCall.Attachment.class)
                .headers()
                .forEach(header -> headers.put(header.submission(), header.header()));
        return open.of(ReleaseAnswer.Kind.RELEASED).stream()
                .map(answer -> of(answer, list, statement, headers))
                .toList();
    }

    private OfficeShares of(ReleaseAnswer answer, String list, KeyStatement statement, Map<String, byte[]> headers) {
        var office = statement.custodians().get(answer.office() - 1);
        var envelopes = ReleaseBook.envelopes(answer);
        var shares = new LinkedHashMap<String, DecryptionShare>();
        var unopenable = new LinkedHashMap<String, String>();
        var wrong = new LinkedHashMap<String, String>();
        var released = released(answer, office, list, statement);
        for (var given : released.answers()) {
            if (given.share() == null) {
                unopenable.put(given.submission(), given.unopenable());
                continue;
            }
            try {
                shares.put(given.submission(), check(given, office, statement, headers, envelopes));
            } catch (Problem refused) {
                wrong.put(given.submission(), refused.getMessage());
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

    private DecryptionShare check(
            OfficeAnswer.ShareAnswer given,
            CeremonyPlan.Custodian office,
            KeyStatement statement,
            Map<String, byte[]> headers,
            Map<String, byte[]> envelopes) {
        var suite = Suite.of(statement.suite());
        var header = headers.get(given.submission());
        var envelope = envelopes.get(given.submission());
        if (header == null || envelope == null) {
            throw refuse(office, "it names a bid that was not asked for, or its share is missing");
        }
        var plain = ShareEnvelope.open(
                suite, envelope, seal.combiner().key(), seal.combiner().certificate());
        if (!Sha256.hex(plain).equals(given.share())) {
            throw refuse(office, "the share is not the one whose hash it signed");
        }
        var share = Share.read(plain).arithmetic(suite, office.index());
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
            throw refuse(office, "its proof does not hold");
        }
        return share;
    }

    private static Problem refuse(CeremonyPlan.Custodian office, String reason) {
        return Problem.of("ceremony/share").detail("A share of office %s is refused: %s.", office.name(), reason);
    }
}

package org.jianzheng.replay;

import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Subject;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.Manifest;
import org.jianzheng.sealing.Suite;

/**
 * What was read out is what the bidder sealed, shown without any share: form → manifest → slip → statement → log. Every
 * listed bid has one outcome.
 */
final class FormsCheck implements Check {
    private Evidence evidence;
    private Findings findings;

    @Override
    public String name() {
        return "bid forms";
    }

    @Override
    public void run(Evidence given, Findings into) {
        evidence = given;
        findings = into;
        for (var lot : evidence.lots()) {
            if (lot.isOpened()) {
                findings.run(lot.name(), "bid-form", () -> check(lot));
            }
        }
    }

    private void check(LotEvidence lot) {
        var opened = lot.bySubmission(RecordType.BID_OPENED);
        var failed = lot.bySubmission(RecordType.BID_FAILED);
        int shown = 0;
        for (var bid : lot.listed()) {
            var id = bid.bid().toString();
            var open = opened.remove(id);
            var fail = failed.remove(id);
            if (open != null && fail == null) {
                findings.run(open.where(), "bid-form", () -> form(lot, bid, open));
                shown++;
            } else if (open == null && fail != null) {
                failed(lot, bid);
            } else if (open == null) {
                findings.missing(
                        bid.record().where(), "outcome", "The bid is listed; no record says what became of it.");
            } else {
                findings.isFalse(fail.where(), "outcome", "The bid is recorded as opened and as failed.");
            }
        }
        opened.values().forEach(r -> findings.isFalse(r.where(), "listed-only", "It opens a bid that is not listed."));
        failed.values().forEach(r -> findings.isFalse(r.where(), "listed-only", "It fails a bid that is not listed."));
        findings.covered("%s: %d forms tied to their statements", lot.name(), shown);
    }

    private void form(LotEvidence lot, LotEvidence.Listed bid, Logged record) {
        var manifest = slip(lot, bid);
        var name = CaseNames.form(bid.bid());
        var bytes = evidence.file.bytes(name);
        findings.run(name, "form-of-manifest", () -> {
            manifest.checkForm(bytes);
            findings.vouch(name);
        });
        var form = BidForm.read(bytes);
        findings.require(
                form.tender().equals(evidence.index.tender()) && form.lot().equals(lot.id()),
                name,
                "form",
                "It is for another tender or lot.");
        var data = record.form().data();
        findings.require(
                Canonical.tree(form).equals(data.path("form"))
                        && data.path("manifest").asText().equals(bid.statement().manifest(lot.stage())),
                record.where(),
                "form-as-read",
                "It does not say what the bidder's form says.");
    }

    /** The manifest that the bidder signed and his statement names. */
    private Manifest slip(LotEvidence lot, LotEvidence.Listed bid) {
        var name = CaseNames.slip(bid.bid());
        var bytes = evidence.file.bytes(name);
        var signed = Cms.verify(bytes);
        var manifest = Manifest.read(signed.content());
        var statement = bid.statement();
        boolean named = Suite.of(statement.suite()).hex(bytes).equals(statement.manifest(lot.stage()));
        findings.require(named, name, "slip-of-statement", "It is not the manifest that the bidder's statement names.");
        boolean same =
                Certificates.id(signed.signer()).equals(bid.record().form().actor())
                        && manifest.bidder().equals(bid.record().form().actor())
                        && manifest.tender().equals(statement.tender())
                        && manifest.lot().equals(lot.id())
                        && manifest.suite().equals(statement.suite())
                        && manifest.envelope().equals(lot.stage())
                        && manifest.openingKey().equals(lot.envelope(statement).openingKey());
        findings.require(same, name, "slip", "Its manifest is of another bid.");
        if (named) {
            findings.vouch(name);
        }
        return manifest;
    }

    /** A slip that a failed bid left is evidence too, if it is the one its statement names. */
    private void failed(LotEvidence lot, LotEvidence.Listed bid) {
        var name = CaseNames.slip(bid.bid());
        if (evidence.file.has(name)) {
            var suite = Suite.of(bid.statement().suite());
            findings.require(
                    suite.hex(evidence.file.bytes(name)).equals(bid.statement().manifest(lot.stage())),
                    name,
                    "slip-of-statement",
                    "It is not the manifest that the bidder's statement names.");
            findings.vouch(name);
        }
        if (!evidence.index.profile().holdsSecrets()) {
            findings.notVerifiable(
                    "the failed bid %s of %s",
                    bid.bid(), Subject.of(bid.record().act().signer()).organisation());
        }
    }
}

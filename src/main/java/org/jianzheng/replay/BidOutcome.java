package org.jianzheng.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.OpenedBid;
import org.jianzheng.sealing.OpeningOutcome;
import org.jianzheng.sealing.Unopenable;
import org.jianzheng.shared.Problem;

/**
 * What became of one bid when it was opened again.
 *
 * @param outcome null when it could not be tried
 * @param shared S, null when there was no quorum of shares
 * @param shares how many proofs hold
 * @param vouched share files whose hash an office signed
 * @param liars offices whose signed-for share is false
 * @param withoutShares no office released a share for it
 */
record BidOutcome(
        LotEvidence.Listed bid,
        OpeningOutcome outcome,
        byte[] shared,
        int shares,
        List<Finding> found,
        List<String> vouched,
        List<Liar> liars,
        boolean withoutShares) {
    private static final String NO_QUORUM = "sealing/quorum";

    /** An office that signed for a share which does not hold, and the file that shows it. */
    record Liar(String office, String file, String reason) {}

    String where() {
        return bid.record().where();
    }

    /** Compares with what was recorded. */
    void judge(Evidence evidence, Findings findings, Map<String, Logged> opened, Map<String, Logged> failed) {
        var id = bid.bid().toString();
        blame(findings);
        for (var one : found) {
            if (one.kind() == Finding.Kind.MISSING) {
                findings.missing(one.where(), one.rule(), "%s", one.detail());
            } else if (!(withoutShares && failed.containsKey(id) && one.rule().equals(NO_QUORUM))) {
                findings.isFalse(one.where(), one.rule(), "%s", one.detail());
            }
        }
        vouched.forEach(findings::vouch);
        if (opened.containsKey(id)) {
            judgeOpened(evidence, findings, opened.get(id));
        } else if (failed.containsKey(id)) {
            judgeFailed(evidence, findings, failed.get(id));
        }
    }

    /** A liar is named; the record is false only where the true shares are no quorum ({@code envelope.md}). */
    private void blame(Findings findings) {
        boolean quorum = found.stream().noneMatch(one -> one.rule().equals(NO_QUORUM));
        for (var liar : liars) {
            if (quorum) {
                findings.note(
                        "office %s released a false share for bid %s (%s): %s; %d true ones open the bid",
                        liar.office(), bid.bid(), liar.file(), liar.reason(), shares);
            } else {
                findings.isFalse(
                        liar.file(),
                        "share-proof",
                        "Office %s released a false share for bid %s: %s",
                        liar.office(),
                        bid.bid(),
                        liar.reason());
            }
        }
    }

    private void judgeOpened(Evidence evidence, Findings findings, Logged record) {
        if (outcome instanceof Unopenable why) {
            findings.isFalse(record.where(), "decryption", "The bid does not open: %s", why.detail());
        } else if (outcome instanceof OpenedBid open) {
            same(evidence, findings, CaseNames.form(bid.bid()), open.form());
            same(evidence, findings, CaseNames.slip(bid.bid()), open.slip());
        }
    }

    private static void same(Evidence evidence, Findings findings, String name, byte[] sealed) {
        findings.run(
                name,
                "decryption",
                () -> findings.require(
                        Arrays.equals(sealed, evidence.file.bytes(name)),
                        name,
                        "decryption",
                        "It is not what the package holds."));
    }

    private void judgeFailed(Evidence evidence, Findings findings, Logged record) {
        var data = record.form().data();
        var reason = data.path("reason").asText();
        if (outcome instanceof OpenedBid open) {
            findings.require(
                    !isValid(evidence, open), record.where(), "decryption", "The bid opens, and its form is valid.");
        } else if (outcome instanceof Unopenable why) {
            boolean byOffices = withoutShares;
            findings.require(
                    byOffices
                            || why.reason().equals(reason)
                                    && why.blame()
                                            .text()
                                            .equals(data.path("blame").asText()),
                    record.where(),
                    "decryption",
                    "It fails for '%s', recorded is '%s'.",
                    why.reason(),
                    reason);
        }
        var name = CaseNames.failed(bid.bid());
        if (shared != null) {
            findings.run(name, "failed-bid", () -> {
                var failed = FailedBid.read(evidence.file.bytes(name));
                findings.require(
                        failed.v() == 1 && failed.submission().equals(bid.bid()) && Arrays.equals(failed.s(), shared),
                        name,
                        "failed-bid",
                        "Its S is not the one that the shares make.");
                findings.vouch(name);
            });
        }
    }

    private boolean isValid(Evidence evidence, OpenedBid open) {
        try {
            var form = BidForm.read(open.form());
            return form.tender().equals(evidence.index.tender())
                    && form.lot().equals(bid.statement().lot());
        } catch (Problem invalid) {
            return false;
        }
    }
}

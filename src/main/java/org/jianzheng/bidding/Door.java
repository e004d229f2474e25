package org.jianzheng.bidding;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jianzheng.record.Chain;
import org.jianzheng.record.Instants;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.LotView;

/** What is checked of a submission before a byte of it is taken, and again under the lot's lock. */
final class Door {
    private Door() {}

    /** Accepted iff the instant is before the deadline and the lot is open. */
    static void requireInTime(LotView lot, Instant now) {
        if (lot.stage() != LotStage.PUBLISHED || !now.isBefore(lot.deadlineInstant())) {
            // Refuse, do not queue: a late bid is rejected unopened (招标投标法实施条例 第三十六条).
            throw Problem.of("bidding/late")
                    .status(409)
                    .detail(
                            "The deadline of lot %s was %s; this arrived at %s (招标投标法实施条例 第三十六条).",
                            lot.number(), lot.deadline(), Instants.format(now))
                    .field("deadline")
                    .remedy("A late bid is refused unopened; the signed refusal is your proof of when it came.");
        }
    }

    /**
     * The statement is for this lot and has one envelope for each opening key of its notice, no more.
     *
     * @param openingKeys stage → key, as the notice names them
     */
    static void requireSealedFor(SubmissionStatement statement, LotView lot, Map<String, String> openingKeys) {
        if (!statement.tender().equals(lot.tender()) || !statement.lot().equals(lot.lot())) {
            throw refuse("lot", "It was sealed for another tender or lot.");
        }
        var sealed = statement.envelopes().stream()
                .collect(Collectors.toMap(
                        SubmissionStatement.Envelope::stage, SubmissionStatement.Envelope::openingKey));
        if (!sealed.keySet().equals(openingKeys.keySet())) {
            var stages = String.join(", ", new TreeSet<>(openingKeys.keySet()));
            throw refuse("envelopes", "This lot takes one envelope for each of its stages: " + stages + ".");
        }
        if (!sealed.equals(openingKeys)) {
            throw refuse("openingKey", "It was not sealed to the opening keys of this lot.");
        }
    }

    /** Statement and signer are of the suite that the notice asks for: a national tender is national throughout. */
    static void requireSuite(SubmissionStatement statement, Suite suite, X509Certificate signer) {
        if (!statement.suite().equals(suite.name())) {
            throw refuse(
                    "suite",
                    "It was sealed in the suite " + statement.suite() + ", the notice asks for " + suite + ".");
        }
        var signed = SignatureSuite.of(signer);
        if (signed != suite.signatures()) {
            throw refuse(
                    "certificate",
                    "It is signed with a certificate of the suite " + signed.suiteName() + ", the notice asks for "
                            + suite + ".");
        }
    }

    /** The act comes next in its bidder's chain. */
    static void requireNext(Chain chain, int seq, String prev) {
        chain.then(seq, prev, new byte[0]);
    }

    /** 电子招标投标办法 第二十六条: what is not encrypted as required is refused, and its bidder is told. */
    static Problem refuse(String field, String detail) {
        return Problem.of("bidding/not-sealed-as-required")
                .status(422)
                .detail("%s A bid that is not sealed as required is refused (电子招标投标办法 第二十六条).", detail)
                .field(field)
                .remedy("Seal the bid again with `jianzheng bid seal` for this lot and submit that package.");
    }
}

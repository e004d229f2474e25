package org.jianzheng.cli;

import java.time.Instant;
import java.util.List;
import org.jianzheng.record.Anchors;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/** What the platform says about outages; nothing of it is believed before it is signed. */
final class OutageAnswers {
    private OutageAnswers() {}

    record Gap(String from, String to) {}

    record Draft(boolean explain, List<Gap> gaps, List<OutageDecision.Hit> lots) {}

    record Waiting(
            TenderId tender,
            LotId lot,
            String number,
            String deadline,
            int version,
            String needs,
            String decision,
            String newDeadline,
            byte[] act) {
        boolean needsExtension() {
            return "EXTENSION".equals(needs);
        }

        String decidedBy() {
            return Subject.of(Cms.verify(act).signer()).organisation();
        }

        /**
         * What somebody signed about this lot, if it is what the platform says; else nothing is signed over it.
         *
         * @throws Problem {@code cli/outage}, or that of the signature
         */
        OutageDecision decided(Anchors anchors, Instant now) {
            var signed = Cms.verify(act);
            anchors.check(signed.signer(), now);
            var decided = OutageDecision.read(signed.content());
            boolean same = Commitment.hash(signed.content()).equals(decision)
                    && decided.of(lot)
                            .filter(hit -> hit.tender().equals(tender)
                                    && hit.version() == version
                                    && hit.newDeadline().equals(newDeadline))
                            .isPresent();
            if (!same) {
                throw Problem.of("cli/outage")
                        .field(number)
                        .detail("平台所示与决定不符 · %s did not decide what the platform says of lot %s.", decidedBy(), number)
                        .remedy("Sign nothing; ask the tendering office.");
            }
            return decided;
        }

        String line() {
            return "标段 lot " + number + "  " + deadline + (newDeadline == null ? "" : " → " + newDeadline) + "  "
                    + switch (needs) {
                        case "DECISION" -> "待招标办决定 · the tendering office decides";
                        case "EXTENSION" -> "待招标人顺延 · the procuring entity extends";
                        case "OFFICES" -> "待各机构声明 · the offices state it";
                        default -> needs;
                    };
        }
    }
}

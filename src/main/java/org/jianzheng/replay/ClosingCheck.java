package org.jianzheng.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Incomplete;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.RecordType;
import org.jianzheng.sealing.ClosingRule;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.ListCheck;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;

/** The closing list is the true one: what an office checked before it was bound, and that no act was left out of it. */
final class ClosingCheck implements Check {
    /** The platform looks each second for a deadline that enough offices have stated. */
    private static final Duration IN_FORCE = Duration.ofSeconds(10);

    private Evidence evidence;
    private Findings findings;

    @Override
    public String name() {
        return "closing lists";
    }

    @Override
    public void run(Evidence given, Findings into) {
        evidence = given;
        findings = into;
        for (var lot : evidence.lots()) {
            var closed = lot.of(RecordType.LOT_CLOSED);
            if (closed.isEmpty()) {
                absent(lot);
            } else if (lot.key().isPresent() && lot.deadline().isPresent()) {
                findings.run(closed.get(0).where(), "closing-list", () -> check(lot, closed.get(0)));
            }
        }
    }

    private void absent(LotEvidence lot) {
        boolean withheld = evidence.index.profile().mayWithhold(RecordType.LOT_CLOSED, !lot.isNotOpened());
        if (!withheld) {
            findings.missing(lot.name(), "closing-list", "The record lot.closed is not here.");
        }
    }

    private void check(LotEvidence lot, Logged record) {
        var list = record.form().data(LotClosed.class);
        lot.closed(list);
        var rows = new ArrayList<OfficeCall.Row>();
        for (var row : list.all()) {
            var act = evidence.at(row.index());
            if (act.isEmpty()) {
                findings.missing(
                        CaseNames.record(row.index()) + " (index " + row.index() + ")",
                        "closing-list",
                        "The closing list of %s has a row for it.",
                        lot.name());
                return;
            }
            rows.add(act.get().row());
        }
        var attachment = new OfficeCall.Attachment(
                record.row(),
                rows,
                headers(lot),
                CeremonyCheck.cms(lot.of(RecordType.DEADLINE_STATED)),
                CeremonyCheck.cms(lot.of(RecordType.KEY_STATED)));
        var question = new ListCheck.Question(
                lot.key().orElseThrow(),
                lot.deadline().orElseThrow().version(),
                record.entry(),
                list.listed().size(),
                evidence.trust,
                attachment);
        var result = ListCheck.check(question);
        for (var finding : result.findings()) {
            // Too few bids is no fault of a lot that was not opened; the order of events judges the rest.
            if (!(finding.rule().equals("enough-bids") && lot.isNotOpened())) {
                findings.isFalse(record.where() + ", " + finding.where(), finding.rule(), "%s", finding.detail());
            }
        }
        checkLeftOut(lot, list);
        checkIncomplete(lot, record, list);
        checkRefusals(lot);
        checkLargest(lot, record, list);
        findings.covered(
                "%s: %d acts, %d listed, below %d",
                lot.name(),
                list.all().size(),
                list.listed().size(),
                list.checkpoint().size());
    }

    private List<OfficeCall.Header> headers(LotEvidence lot) {
        var headers = new ArrayList<OfficeCall.Header>();
        for (var bid : lot.listed()) {
            var name = CaseNames.header(bid.bid());
            if (evidence.file.has(name)) {
                findings.run(
                        name,
                        "zip",
                        () -> headers.add(new OfficeCall.Header(bid.bid().toString(), evidence.file.bytes(name))));
            }
        }
        return headers;
    }

    /** An act in the case that the list does not have was slipped in after the close, or dropped from it. */
    private void checkLeftOut(LotEvidence lot, LotClosed list) {
        Set<Long> rows = list.all().stream().map(row -> row.index()).collect(Collectors.toSet());
        for (var type : List.of(RecordType.BID_SUBMITTED, RecordType.BID_WITHDRAWN)) {
            for (var act : lot.of(type)) {
                findings.require(
                        rows.contains(act.index()),
                        act.where(),
                        "closing-list",
                        "The closing list of %s has no row for it.",
                        lot.name());
            }
        }
    }

    private void checkIncomplete(LotEvidence lot, Logged record, LotClosed list) {
        var told = new HashSet<>(list.incomplete());
        var recorded = lot.of(RecordType.BID_INCOMPLETE).stream()
                .filter(r -> r.act() != null)
                .map(r -> new Incomplete(r.form().actor(), Commitment.hash(r.content())))
                .collect(Collectors.toSet());
        findings.require(
                told.equals(recorded),
                record.where(),
                "incomplete",
                "It tells of %d incomplete bids, the records of %d.",
                told.size(),
                recorded.size());
    }

    /** Nobody is turned away as late before the deadline (电子招标投标办法 第二十七条). */
    private void checkRefusals(LotEvidence lot) {
        for (var refusal : lot.of(RecordType.BID_REFUSED)) {
            boolean late = refusal.form().data().path("problem").asText().equals("bidding/late");
            findings.require(
                    !late || isLate(lot, refusal),
                    refusal.where(),
                    "refused-in-time",
                    "It refuses a bid as late that came before the deadline.");
        }
    }

    /** By the deadline that stood when it came; an extension after an outage may have moved that later. */
    private static boolean isLate(LotEvidence lot, Logged refusal) {
        var at = refusal.form().time();
        var stated = lot.of(RecordType.DEADLINE_STATED).stream()
                .filter(record -> record.form().time().isBefore(at.minus(IN_FORCE)))
                .toList();
        var stood = DeadlineStatement.inForce(lot.key().orElseThrow(), CeremonyCheck.cms(stated));
        return !at.isBefore(stood.notBefore());
    }

    private void checkLargest(LotEvidence lot, Logged record, LotClosed list) {
        var key = lot.key().orElseThrow();
        var binds = lot.of(RecordType.OFFICE_BOUND).stream()
                .filter(r -> r.act() != null)
                .map(r -> findings.attempt(
                        r.where(),
                        "form",
                        () -> org.jianzheng.record.Canonical.read(r.content(), OfficeAnswer.Bind.class)))
                .filter(java.util.Objects::nonNull)
                .toList();
        ClosingRule.above(list.checkpoint(), binds, key.t(), lot.graceEnd())
                .ifPresent(head -> findings.isFalse(
                        record.where(),
                        "closing-checkpoint",
                        "%d offices cosigned the head of size %d in time, above the closing checkpoint of size %d.",
                        key.t(),
                        head.size(),
                        list.checkpoint().size()));
    }
}

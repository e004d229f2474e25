package org.jianzheng.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.OutageOutside;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Subject;
import org.jianzheng.rules.OutageRule;
import org.jianzheng.sealing.DeadlineStatement;

/**
 * Outage decisions: signed by the tendering office, and what the frozen rule makes of the outage, for every lot of the
 * case that was open. Which accepted bids lay outside is what the log says.
 */
final class OutageCheck implements Check {
    private static final String RULE = "outage";

    private Evidence evidence;
    private Findings findings;

    @Override
    public String name() {
        return "outages";
    }

    @Override
    public void run(Evidence given, Findings into) {
        evidence = given;
        findings = into;
        var records = evidence.ofType(RecordType.OUTAGE_DECIDED);
        for (var record : records) {
            findings.run(record.where(), RULE, () -> check(record));
        }
        for (var lot : evidence.lots()) {
            for (var outside : lot.of(RecordType.OUTAGE_OUTSIDE)) {
                findings.require(
                        records.stream().anyMatch(r -> decision(r)
                                .equals(outside.form().data().path("decision").asText())),
                        outside.where(),
                        RULE,
                        "No outage decision in the case has the acts outside that it names.");
            }
        }
        findings.covered("%d decisions", records.size());
    }

    private void check(Logged record) {
        var decided = OutageDecision.read(record.content());
        boolean byTheEntity = !checkSigner(record);
        if (byTheEntity
                || !findings.require(
                        !decided.toInstant().isAfter(record.form().time()),
                        record.where(),
                        RULE,
                        "It decides about an outage that ends after it, at %s.",
                        decided.to())) {
            return;
        }
        var rule = rule();
        if (rule.isEmpty()) {
            findings.isFalse(record.where(), RULE, "The frozen rules know no outage rule.");
            return;
        }
        var outage = new OutageRule.Outage(decided.fromInstant(), decided.toInstant());
        for (var lot : evidence.lots()) {
            if (lot.key().isPresent()) {
                checkLot(record, decided, rule.get(), outage, lot);
            }
        }
        if (decided.explanation() != null) {
            findings.note("%s: beyond a gap in the published checkpoints: %s", record.where(), decided.explanation());
        }
        findings.note(
                "%s: outage %s to %s, decided by %s: %s",
                record.where(),
                decided.from(),
                decided.to(),
                Subject.of(record.act().signer()).organisation(),
                decided.reason());
    }

    /**
     * A reader cannot look up who the tendering office is: the offices asked their keepers. Here it is nobody of the
     * procuring entity, and the same organisation that signs opening records; its name is printed.
     */
    private boolean checkSigner(Logged record) {
        var decides = organisation(record);
        var entity = evidence.first(RecordType.TENDER_PUBLISHED).map(OutageCheck::organisation);
        boolean neutral = findings.require(
                entity.isEmpty() || !entity.get().equals(decides),
                record.where(),
                "tendering-office",
                "It is signed for %s, whose own deadline it moves.",
                decides);
        for (var signed : evidence.ofType(RecordType.SESSION_RECORD)) {
            findings.require(
                    signed.act() == null || organisation(signed).equals(decides),
                    record.where(),
                    "tendering-office",
                    "It is signed for %s, the opening record at %d for another organisation.",
                    decides,
                    signed.index());
        }
        return neutral;
    }

    private static String organisation(Logged record) {
        var subject = Subject.of(record.act().signer());
        return subject.organisationId() == null ? subject.organisation() : subject.organisationId();
    }

    private void checkLot(
            Logged record, OutageDecision decided, OutageRule rule, OutageRule.Outage outage, LotEvidence lot) {
        var key = lot.key().orElseThrow();
        var standing = DeadlineStatement.inForce(
                key,
                CeremonyCheck.cms(lot.of(RecordType.DEADLINE_STATED).stream()
                        .filter(stated -> stated.index() < record.index())
                        .toList()));
        var hit = decided.of(lot.id()).filter(one -> one.tender().equals(evidence.index.tender()));
        var outside = outside(record, lot, hit, standing.notBefore());
        var grace = Duration.ofSeconds(key.graceSeconds());
        boolean closed = lot.of(RecordType.LOT_CLOSED).stream().anyMatch(c -> c.index() < record.index());
        boolean left = outside.map(o -> isOutside(o, record, standing.notBefore()))
                // Withheld with a lot that was not opened: then the decision itself is all there is.
                .orElse(hit.isPresent());
        var open = closed
                ? List.<OutageRule.Standing>of()
                : List.of(new OutageRule.Standing(lot.notice().number(), standing.notBefore(), grace, left));
        var moved = new HashMap<String, Instant>();
        hit.ifPresent(one -> moved.put(lot.notice().number(), one.newDeadlineInstant()));
        for (var breach : rule.check(outage, open, moved)) {
            findings.isFalse(
                    record.where() + ", " + lot.name(),
                    breach.rule(),
                    "%s (%s)",
                    breach.detail().zh(),
                    breach.article());
        }
        hit.ifPresent(one -> {
            boolean same =
                    one.version() == standing.version() && one.deadlineInstant().equals(standing.notBefore());
            findings.require(
                    same,
                    record.where() + ", " + lot.name(),
                    RULE,
                    "It moves version %d, %s; in force was version %d, %s.",
                    one.version(),
                    one.deadline(),
                    standing.version(),
                    Instants.format(standing.notBefore()));
            lot.outage(new LotEvidence.Outage(record, decision(record), one, outside));
        });
    }

    private static boolean isOutside(OutageOutside outside, Logged record, Instant deadline) {
        boolean passed = !record.form().time().isBefore(deadline);
        return passed
                && (outside.closingCheckpoint() == null || !outside.entries().isEmpty());
    }

    /** The record of the acts outside, if it is here: it is what the decision committed to, and what the log says. */
    private Optional<OutageOutside> outside(
            Logged record, LotEvidence lot, Optional<OutageDecision.Hit> hit, Instant deadline) {
        var found = lot.of(RecordType.OUTAGE_OUTSIDE).stream()
                .filter(r -> r.form().data().path("decision").asText().equals(decision(record)))
                .findFirst();
        if (hit.isEmpty()) {
            return Optional.empty();
        }
        if (found.isEmpty()) {
            boolean withheld = evidence.index.profile().mayWithhold(RecordType.OUTAGE_OUTSIDE, !lot.isNotOpened());
            if (!withheld) {
                findings.missing(lot.name(), RULE, "The record outage.outside of the decision at %d.", record.index());
            }
            return Optional.empty();
        }
        var where = found.get().where();
        var outside = findings.attempt(where, "form", () -> found.get().form().data(OutageOutside.class));
        if (outside == null) {
            return Optional.empty();
        }
        findings.require(
                outside.lot().equals(lot.id())
                        && outside.commitment().equals(hit.get().outside()),
                where,
                "outage-outside",
                "It is not what the decision committed to.");
        checkClosingCheckpoint(where, lot, outside, deadline);
        checkEntries(where, lot, outside, record, deadline);
        return Optional.of(outside);
    }

    private void checkClosingCheckpoint(String where, LotEvidence lot, OutageOutside outside, Instant deadline) {
        if (outside.closingCheckpoint() == null) {
            return;
        }
        var latest = deadline.plusSeconds(lot.key().orElseThrow().graceSeconds());
        var head = evidence.trust.policy().verifyLogSigned(outside.note());
        findings.require(
                lot.quorum(latest).holds(head),
                where,
                "closing-checkpoint",
                "Its closing checkpoint does not carry the lot's quorum up to %s.",
                Instants.format(latest));
    }

    /** Exactly the acts accepted before the deadline that stand at or above the size of the closing checkpoint. */
    private void checkEntries(String where, LotEvidence lot, OutageOutside outside, Logged decision, Instant deadline) {
        if (decision.form().time().isBefore(deadline)) {
            findings.require(outside.entries().isEmpty(), where, "outage-outside", "The deadline had not passed.");
            return;
        }
        var expected = evidence.records().stream()
                .filter(r -> r.isOf(lot.id())
                        && (r.type() == RecordType.BID_SUBMITTED || r.type() == RecordType.BID_WITHDRAWN)
                        && r.form().time().isBefore(deadline)
                        && r.index() >= outside.size())
                .map(r -> new LogIndex(r.index(), r.entry()))
                .toList();
        findings.require(
                expected.equals(outside.entries()),
                where,
                "outage-outside",
                "It names the entries %s; accepted and above the closing checkpoint of size %d are %s.",
                outside.entries().stream().map(LogIndex::index).toList(),
                outside.size(),
                expected.stream().map(LogIndex::index).toList());
    }

    private Optional<OutageRule> rule() {
        return evidence.ruled().map(ruled -> ruled.procedure().outage());
    }

    private static String decision(Logged record) {
        return record.act() == null ? "" : Commitment.hash(record.content());
    }
}

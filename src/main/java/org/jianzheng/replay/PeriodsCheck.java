package org.jianzheng.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
import org.jianzheng.rules.PeriodBreach;
import org.jianzheng.rules.Periods;
import org.jianzheng.sealing.DeadlineStatement;

/** The statutory periods by the rules of the tender's day: publication, extensions, clarifications. */
final class PeriodsCheck implements Check {
    @Override
    public String name() {
        return "statutory periods";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        evidence.ruled().ifPresent(ruled -> run(evidence, ruled, findings));
    }

    private static void run(Evidence evidence, Evidence.Ruled ruled, Findings findings) {
        var on = ruled.on();
        var periods = ruled.rules().periods(ruled.id(), on);
        for (var lot : evidence.lots()) {
            told(
                    findings,
                    ruled.published(),
                    periods.checkDeadline(on, lot.notice().deadlineInstant()));
            var moves = DeadlineCheck.moves(evidence, lot, findings).stream()
                    .collect(Collectors.toMap(move -> move.record().index(), move -> Instants.parse(move.deadline())));
            var inForce = lot.notice().deadlineInstant();
            for (var record : evidence.concerning(lot.id())) {
                var move = moves.get(record.index());
                told(findings, record, breach(periods, on, record, inForce, move));
                inForce = move != null && isStated(lot, record) ? move : inForce;
            }
        }
        findings.covered("%s as of %s, %d lots", ruled.id(), on, evidence.lots().size());
    }

    private static Optional<PeriodBreach> breach(
            Periods periods, java.time.LocalDate on, Logged record, Instant inForce, Instant move) {
        return switch (record.type()) {
            case TENDER_EXTENDED -> move == null ? Optional.empty() : periods.checkExtension(on, inForce, move);
            case CLARIFICATION_ISSUED ->
                periods.checkClarification(record.form().time(), inForce, move);
            default -> Optional.empty();
        };
    }

    /** Whether enough offices stated the deadline of this act; before that the old one stands. */
    static boolean isStated(LotEvidence lot, Logged move) {
        if (lot.key().isEmpty() || move.act() == null) {
            return false;
        }
        var key = lot.key().get();
        var act = Commitment.hash(move.content());
        long offices = lot.of(RecordType.DEADLINE_STATED).stream()
                .filter(r -> r.act() != null
                        && DeadlineStatement.read(r.content()).act().equals(act)
                        && key.signedBy(r.form().actor()) != null)
                .map(r -> r.form().actor())
                .distinct()
                .count();
        return offices > key.n() - key.t();
    }

    private static void told(Findings findings, Logged record, Optional<PeriodBreach> breach) {
        breach.ifPresent(b -> findings.isFalse(
                record.where(),
                b.rule(),
                "%s (%s, required %s)",
                b.detail().zh(),
                b.article(),
                b.required().zh()));
    }
}

package org.jianzheng.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Act;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.sealing.DeadlineStatement;

/** The deadline in force: that of the key, or the latest one that n − t + 1 offices stated over the entity's act. */
final class DeadlineCheck implements Check {
    /**
     * An act that moves the deadline of one lot.
     *
     * @param outage the decision that it follows, or null
     */
    record Move(Logged record, String deadline, String outage) {}

    @Override
    public String name() {
        return "deadlines";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        for (var lot : evidence.lots()) {
            if (lot.key().isPresent()) {
                findings.run(lot.name(), "deadline", () -> check(evidence, findings, lot));
            }
        }
    }

    private static void check(Evidence evidence, Findings findings, LotEvidence lot) {
        var key = lot.key().orElseThrow();
        var statements = lot.of(RecordType.DEADLINE_STATED);
        var all = moves(evidence, lot, findings);
        var moves = byAct(all);
        all.forEach(move -> checkOutage(findings, lot, move));
        for (var record : statements) {
            findings.run(record.where(), "deadline-statement", () -> {
                var stated = DeadlineStatement.read(record.content());
                var move = moves.get(stated.act());
                boolean backed = move != null
                        && move.deadline().equals(stated.notBefore())
                        && move.record().form().actor().equals(key.entity())
                        && move.record().index() < record.index();
                findings.require(
                        backed && stated.key().equals(key.key()),
                        record.where(),
                        "deadline-statement",
                        "No act of the procuring entity before it moves this deadline to %s.",
                        stated.notBefore());
            });
        }
        var inForce = DeadlineStatement.inForce(key, CeremonyCheck.cms(statements));
        lot.deadline(inForce);
        checkFollowed(findings, lot, all, inForce);
        findings.covered("%s: version %d, %s", lot.name(), inForce.version(), Instants.format(inForce.notBefore()));
    }

    /** An extension that names an outage follows a decision of the tendering office about this lot. */
    private static void checkOutage(Findings findings, LotEvidence lot, Move move) {
        findings.require(
                move.outage() == null || lot.outageOf(move).isPresent(),
                move.record().where(),
                "outage",
                "No outage decision %s before it moves %s to %s.",
                move.outage(),
                lot.name(),
                move.deadline());
    }

    /** What was decided about a lot was done: it was closed on no deadline that an outage had moved. */
    private static void checkFollowed(
            Findings findings, LotEvidence lot, List<Move> moves, DeadlineStatement.InForce inForce) {
        for (var outage : lot.outages()) {
            findings.require(
                    lot.of(RecordType.LOT_CLOSED).isEmpty()
                            || inForce.version() > outage.hit().version()
                                    && moves.stream().anyMatch(move -> lot.outageOf(move)
                                            .filter(one -> one.hit().version()
                                                    == outage.hit().version())
                                            .isPresent()),
                    outage.record().where() + ", " + lot.name(),
                    "outage-followed",
                    "It was closed on the deadline %s, which the decision had moved to %s.",
                    Instants.format(inForce.notBefore()),
                    outage.hit().newDeadline());
        }
    }

    /** Extensions of the lot and clarifications that move its deadline, in log order. */
    static List<Move> moves(Evidence evidence, LotEvidence lot, Findings findings) {
        return evidence.concerning(lot.id()).stream()
                .filter(r -> r.act() != null)
                .flatMap(r -> {
                    var deadline = findings.attempt(r.where(), "form", () -> newDeadline(r, lot));
                    return deadline == null ? null : java.util.stream.Stream.of(new Move(r, deadline, outage(r)));
                })
                .toList();
    }

    private static String newDeadline(Logged record, LotEvidence lot) {
        if (record.type() == RecordType.TENDER_EXTENDED) {
            return Notice.Extension.of(Act.read(record.content()).data()).deadline();
        }
        if (record.type() == RecordType.CLARIFICATION_ISSUED) {
            return Act.read(record.content()).data(Notice.Clarification.class).deadlines().stream()
                    .filter(moved -> moved.lot().equals(lot.id().toString()))
                    .map(Notice.Moved::deadline)
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    private static String outage(Logged record) {
        var data = Act.read(record.content()).data();
        return record.type() == RecordType.TENDER_EXTENDED && Notice.OutageExtension.is(data)
                ? data.path("outage").asText()
                : null;
    }

    private static Map<String, Move> byAct(List<Move> moves) {
        var all = new HashMap<String, Move>();
        moves.forEach(move -> all.put(Commitment.hash(move.record().content()), move));
        return all;
    }
}

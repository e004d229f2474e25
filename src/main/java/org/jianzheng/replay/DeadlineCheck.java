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
    /** An act that moves the deadline of one lot. */
    record Move(Logged record, String deadline) {}

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
        var moves = byAct(moves(evidence, lot, findings));
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
        findings.covered("%s: version %d, %s", lot.name(), inForce.version(), Instants.format(inForce.notBefore()));
    }

    /** Extensions of the lot and clarifications that move its deadline, in log order. */
    static List<Move> moves(Evidence evidence, LotEvidence lot, Findings findings) {
        return evidence.concerning(lot.id()).stream()
                .filter(r -> r.act() != null)
                .flatMap(r -> {
                    var deadline = findings.attempt(r.where(), "form", () -> newDeadline(r, lot));
                    return deadline == null ? null : java.util.stream.Stream.of(new Move(r, deadline));
                })
                .toList();
    }

    private static String newDeadline(Logged record, LotEvidence lot) {
        if (record.type() == RecordType.TENDER_EXTENDED) {
            return Act.read(record.content()).data(Notice.Extension.class).deadline();
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

    private static Map<String, Move> byAct(List<Move> moves) {
        var all = new HashMap<String, Move>();
        moves.forEach(move -> all.put(Commitment.hash(move.record().content()), move));
        return all;
    }
}

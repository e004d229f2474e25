package org.jianzheng.replay;

import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.sealing.Suite;

/** Header and parts of a bid as they lie in the case file, against the hashes in the bidder's statement. */
final class SealedObjects {
    private SealedObjects() {}

    static void check(Evidence evidence, Findings findings, LotEvidence lot, Logged record) {
        var statement = SubmissionStatement.read(record.content());
        boolean listed =
                lot.closed().isPresent() && lot.closed().get().listed().contains(record.index()) && lot.isOpened();
        var envelope = lot.envelope(statement);
        var suite = Suite.of(statement.suite());
        object(evidence, findings, suite, CaseNames.header(statement.id()), envelope.header(), listed);
        for (int i = 0; i < envelope.parts().size(); i++) {
            object(
                    evidence,
                    findings,
                    suite,
                    CaseNames.part(statement.id(), i),
                    envelope.parts().get(i),
                    listed);
        }
    }

    private static void object(
            Evidence evidence, Findings findings, Suite suite, String name, ObjectRef stated, boolean needed) {
        if (!evidence.file.has(name)) {
            if (needed) {
                findings.missing(name, "sealed-object", "The bidder's statement names it and the bid is listed.");
            }
            return;
        }
        findings.run(name, "sealed-object", () -> {
            boolean same = evidence.file.size(name) == stated.size()
                    && evidence.file.hash(name, suite).equals(stated.hash());
            findings.require(same, name, "sealed-object", "It is not the object that the bidder's statement names.");
            findings.vouch(name);
        });
    }
}

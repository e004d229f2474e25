package org.jianzheng.replay;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.StageIndex;

/** Whatever the stage indexes list is here, or withheld by the table of the profile. */
final class CompletenessCheck implements Check {
    @Override
    public String name() {
        return "completeness";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        Set<Long> listed = new HashSet<>();
        for (var lot : evidence.lots()) {
            var stages = new TreeSet<String>();
            for (var record : lot.of(RecordType.STAGE_INDEX)) {
                var index = findings.attempt(
                        record.where(), "form", () -> record.form().data(StageIndex.class));
                if (index != null) {
                    stages.add(index.stage());
                    index.entries().forEach(entry -> check(evidence, findings, lot, record, entry));
                    index.entries().forEach(entry -> listed.add(entry.index()));
                }
            }
            requireStages(evidence, findings, lot, stages);
        }
        checkLots(evidence, findings);
        checkWithheld(evidence, findings, listed);
        checkPrivate(evidence, findings);
        findings.covered("%d entries of stage indexes", listed.size());
    }

    private static void check(Evidence evidence, Findings findings, LotEvidence lot, Logged by, LogIndex entry) {
        var present = evidence.at(entry.index());
        if (present.isPresent()) {
            findings.require(
                    present.get().entry().equals(entry.entry()),
                    present.get().where(),
                    "stage-index",
                    "The stage index at %d lists another entry here.",
                    by.index());
            return;
        }
        var type = evidence.index.withheldType(entry.index());
        if (type.isPresent() && evidence.index.profile().mayWithhold(type.get(), !lot.isNotOpened())) {
            findings.withheld(entry.index(), type.get().wire());
        } else {
            findings.missing(
                    CaseNames.record(entry.index()) + " (index " + entry.index() + ")",
                    "stage-index",
                    "The stage index at %d lists it; the case file neither holds it nor may withhold it.",
                    by.index());
        }
    }

    private static void requireStages(Evidence evidence, Findings findings, LotEvidence lot, Set<String> stages) {
        var needed = new TreeSet<String>();
        boolean mayHide = evidence.index.profile().mayWithhold(RecordType.STAGE_INDEX, lot.isOpened());
        if (!mayHide) {
            needed.add("close");
        }
        if (!lot.of(RecordType.SESSION_RECORD).isEmpty()) {
            needed.add(Notice.StageKey.OPENING);
        }
        needed.removeAll(stages);
        needed.forEach(stage -> findings.missing(
                lot.name(), "stage-index", "The stage index of the stage '%s' is not in the case file.", stage));
    }

    private static void checkLots(Evidence evidence, Findings findings) {
        var told = evidence.lots().stream().map(LotEvidence::id).toList();
        findings.require(
                evidence.notice().isEmpty() || Set.copyOf(told).equals(Set.copyOf(evidence.index.lots())),
                CaseNames.INDEX,
                "lots",
                "It names the lots %s, the notice %s.",
                evidence.index.lots(),
                told);
    }

    /** A withheld record that no index lists, or that is here all the same, makes the list a lie. */
    private static void checkWithheld(Evidence evidence, Findings findings, Set<Long> listed) {
        List<CaseIndex.Withheld> wrong = evidence.index.withheld().stream()
                .filter(w ->
                        !listed.contains(w.index()) || evidence.at(w.index()).isPresent())
                .toList();
        wrong.forEach(w -> findings.isFalse(
                CaseNames.INDEX, "withheld", "It withholds index %d, which is listed nowhere or present.", w.index()));
    }

    /** What the profile withholds whatever became of the lots is not in such a file: export and table are one. */
    private static void checkPrivate(Evidence evidence, Findings findings) {
        for (var record : evidence.records()) {
            findings.require(
                    !evidence.index.profile().mayWithhold(record.type(), true),
                    record.where(),
                    "profile",
                    "It does not belong into a case file of profile %s.",
                    evidence.index.profile());
        }
    }
}

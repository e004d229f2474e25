package org.jianzheng.casefile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.StageIndex;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.replay.CaseIndex;
import org.jianzheng.replay.Profile;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tender.CaseMaterial;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.LotView;
import org.jianzheng.witness.Altered;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.SignedHead;
import org.jianzheng.witness.WitnessLog;

/** The records of a tender below one head: those that a profile shows, and the list of those that it withholds. */
final class CaseRecords {
    /** A record with what it says. */
    record Held(SeenRecord seen, WitnessRecord form) {
        RecordType type() {
            return form.type();
        }
    }

    private final SignedHead head;
    private final TreeMap<Long, Held> shown = new TreeMap<>();
    private final TreeMap<Long, Held> hidden = new TreeMap<>();

    private final Profile profile;

    CaseRecords(SignedHead head, Profile profile) {
        this.head = head;
        this.profile = profile;
    }

    static CaseRecords collect(
            WitnessLog witness, TenderId tender, CaseMaterial material, SignedHead head, Profile profile) {
        var records = new CaseRecords(head, profile);
        records.add(witness.recordsOf(tender), true);
        for (var lot : material.lots()) {
            records.add(opened(lot, witness.recordsOf(lot.lot())), lot.stage() == LotStage.RECORDED);
        }
        return records;
    }

    /** The stage stands in a row that somebody may have changed: that a lot was not opened is taken from the log. */
    private static List<SeenRecord> opened(LotView lot, List<SeenRecord> records) {
        if (lot.stage() == LotStage.RECORDED
                && records.stream().anyMatch(seen -> seen.form().type() == RecordType.LOT_NOT_OPENED)) {
            throw Altered.alarm("Lot " + lot.number() + " was not opened, but its row says that it was.");
        }
        return records;
    }

    /** @param opened whether the lot of these records was opened; true for those of no lot */
    void add(List<SeenRecord> all, boolean opened) {
        for (var seen : all) {
            if (seen.index() < head.size()) {
                var held = new Held(seen, seen.form());
                (profile.mayWithhold(held.type(), opened) ? hidden : shown).put(seen.index(), held);
            }
        }
    }

    SignedHead head() {
        return head;
    }

    /** Ascending by index. */
    List<Held> shown() {
        return List.copyOf(shown.values());
    }

    List<Held> shown(RecordType type) {
        return shown.values().stream().filter(held -> held.type() == type).toList();
    }

    /** The withheld records that a shown stage index lists: only of those a reader can tell that they are absent. */
    List<CaseIndex.Withheld> withheld() {
        Set<Long> listed = new HashSet<>();
        shown(RecordType.STAGE_INDEX)
                .forEach(held -> held.form().data(StageIndex.class).entries().forEach(e -> listed.add(e.index())));
        var all = new ArrayList<CaseIndex.Withheld>();
        hidden.forEach((index, held) -> {
            if (listed.contains(index)) {
                all.add(new CaseIndex.Withheld(index, held.type()));
            }
        });
        return all;
    }

    /** Whether the index of this stage of the lot is below the head, shown or not. */
    boolean hasIndexOf(LotId lot, String stage) {
        return java.util.stream.Stream.concat(shown.values().stream(), hidden.values().stream())
                .anyMatch(held -> held.type() == RecordType.STAGE_INDEX
                        && lot.equals(held.form().lot())
                        && held.form().data(StageIndex.class).stage().equals(stage));
    }
}

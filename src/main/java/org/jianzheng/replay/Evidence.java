package org.jianzheng.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jianzheng.record.Act;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.rules.Calendar;
import org.jianzheng.rules.Procedure;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.shared.LotId;

/** What a case file shows: its records as far as they are proved, and what the checks make of them one after another. */
final class Evidence {
    final CaseFile file;
    final CaseIndex index;
    final TrustFolder trust;
    private final SortedMap<Long, Logged> records = new TreeMap<>();
    private Notice notice;
    private Rulebook rules;
    private List<LotEvidence> lots = List.of();

    Evidence(CaseFile file, CaseIndex index, TrustFolder trust) {
        this.file = file;
        this.index = index;
        this.trust = trust;
    }

    /** Takes a record whose place in the log is proved. */
    void proved(Logged record) {
        records.put(record.index(), record);
    }

    /** Once all records are there: the notice, and each of its lots. */
    void arrange() {
        notice = first(RecordType.TENDER_PUBLISHED)
                .filter(published -> published.act() != null)
                .map(published -> Act.read(published.content()).data(Notice.class))
                .orElse(null);
        if (notice != null) {
            lots = notice.lots().stream().map(lot -> new LotEvidence(this, lot)).toList();
        }
    }

    Collection<Logged> records() {
        return records.values();
    }

    Optional<Logged> at(long at) {
        return Optional.ofNullable(records.get(at));
    }

    List<Logged> ofType(RecordType type) {
        return records.values().stream().filter(r -> r.type() == type).toList();
    }

    List<Logged> ofType(RecordType type, LotId lot) {
        return records.values().stream()
                .filter(r -> r.type() == type && r.isOf(lot))
                .toList();
    }

    Optional<Logged> first(RecordType type) {
        return ofType(type).stream().findFirst();
    }

    Optional<Notice> notice() {
        return Optional.ofNullable(notice);
    }

    List<LotEvidence> lots() {
        return lots;
    }

    Optional<LotEvidence> lot(LotId id) {
        return lots.stream().filter(lot -> lot.id().equals(id)).findFirst();
    }

    void rules(Rulebook proved) {
        rules = proved;
    }

    /** Under which rules the tender was published, if the case shows notice and rules. */
    Optional<Ruled> ruled() {
        var published = first(RecordType.TENDER_PUBLISHED);
        return published.isEmpty() || rules == null || notice == null
                ? Optional.empty()
                : Optional.of(new Ruled(
                        published.get(), Calendar.dateOf(published.get().form().time()), rules, notice.procedure()));
    }

    /** @param on the day whose rules hold */
    record Ruled(Logged published, LocalDate on, Rulebook rules, String id) {
        Procedure procedure() {
            return rules.procedure(id, on);
        }
    }

    Optional<Rulebook> rules() {
        return Optional.ofNullable(rules);
    }

    /** Records of the lot and those of its tender that belong to no lot. */
    List<Logged> concerning(LotId lot) {
        var all = new ArrayList<Logged>();
        records.values().stream()
                .filter(r -> r.isOf(lot) || r.form().lot() == null)
                .forEach(all::add);
        return all;
    }
}

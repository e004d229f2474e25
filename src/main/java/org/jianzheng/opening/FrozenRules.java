package org.jianzheng.opening;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.ReadOut;
import org.jianzheng.rules.Calendar;
import org.jianzheng.rules.Procedure;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tender.Tenders;

/** The procedure of a tender in the rules that were frozen when it was published, as of that day. */
@ApplicationScoped
class FrozenRules {
    private final Tenders tenders;
    private final Rulebook current;
    // A tree never changes under its hash, so any instance may keep it.
    private final Map<String, Rulebook> trees = new ConcurrentHashMap<>();

    FrozenRules(Tenders tenders, Rulebook current) {
        this.tenders = tenders;
        this.current = current;
    }

    Procedure procedure(TenderId tender) {
        var view = tenders.view(java.util.Optional.empty(), tender);
        var published = Calendar.dateOf(Instants.parse(view.publishedAt()));
        return tree(tender, view.notice()).procedure(view.notice().procedure(), published);
    }

    /** The columns of the read-out table. */
    List<ReadOut.Column> columns(TenderId tender) {
        return procedure(tender).readOut().stream()
                .map(column -> new ReadOut.Column(
                        column.key(), column.label().zh(), column.type().word()))
                .toList();
    }

    private Rulebook tree(TenderId tender, Notice notice) {
        return notice.rules().equals(current.hash())
                ? current
                : trees.computeIfAbsent(
                        notice.rules(),
                        hash -> Rulebook.of(tenders.caseMaterial(tender).rules()));
    }
}

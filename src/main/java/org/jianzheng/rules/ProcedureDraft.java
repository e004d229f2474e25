package org.jianzheng.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jianzheng.rules.Procedure.Column;
import org.jianzheng.rules.Procedure.Occasion;
import org.jianzheng.rules.Procedure.PeriodRule;
import org.jianzheng.rules.Procedure.Point;
import org.jianzheng.rules.Procedure.Quorum;
import org.jianzheng.rules.Procedure.Stage;
import org.jianzheng.rules.Procedure.Step;

/** A procedure as its file has it, with the keys of parameters where {@link Procedure} has them as of a day. */
record ProcedureDraft(
        String id,
        Text name,
        LocalDate from,
        LocalDate to,
        String article,
        Mark mark,
        String suite,
        Reference minBids,
        Reference laterOnly,
        Quorum quorum,
        Map<Occasion, List<PeriodDraft>> periods,
        List<Stage> stages,
        List<StepDraft> opening,
        List<Column> readOut,
        OutageDraft outage,
        YamlNode root) {

    /** The key of a parameter and where it stands. */
    record Reference(String key, Set<Unit> units, YamlNode node) {
        static Reference of(YamlNode node, Unit... units) {
            return new Reference(node.text(), Set.of(units), node);
        }
    }

    record PeriodDraft(Reference parameter, Point from, Point to) {}

    record StepDraft(String id, Text name, String article, Reference window) {}

    record OutageDraft(Reference shortest, Reference before, Reference extension) {
        OutageRule asOf(LocalDate on, BiFunction<String, LocalDate, Parameter> parameters) {
            return new OutageRule(
                    parameters.apply(shortest.key(), on),
                    parameters.apply(before.key(), on),
                    parameters.apply(extension.key(), on));
        }
    }

    boolean inForce(LocalDate on) {
        return !on.isBefore(from) && (to == null || !on.isAfter(to));
    }

    /** Every parameter this procedure names, with the units that make sense there. */
    List<Reference> references() {
        var all = new ArrayList<Reference>(List.of(minBids, laterOnly));
        periods.values().forEach(rules -> rules.forEach(rule -> all.add(rule.parameter())));
        opening.stream().map(StepDraft::window).filter(window -> window != null).forEach(all::add);
        if (outage != null) {
            all.addAll(List.of(outage.shortest(), outage.before(), outage.extension()));
        }
        return all;
    }

    Procedure asOf(LocalDate on, BiFunction<String, LocalDate, Parameter> parameters) {
        var resolved = new EnumMap<Occasion, List<PeriodRule>>(Occasion.class);
        periods.forEach((occasion, rules) -> resolved.put(
                occasion,
                rules.stream()
                        .map(rule ->
                                new PeriodRule(parameters.apply(rule.parameter().key(), on), rule.from(), rule.to()))
                        .toList()));
        var steps = opening.stream()
                .map(step -> new Step(
                        step.id(),
                        step.name(),
                        step.article(),
                        step.window() == null
                                ? null
                                : parameters.apply(step.window().key(), on)))
                .toList();
        var fewest = parameters.apply(minBids.key(), on);
        return new Procedure(
                id,
                name,
                from,
                to,
                article,
                mark,
                on,
                suite,
                fewest.number(),
                fewest,
                parameters.apply(laterOnly.key(), on),
                quorum,
                Collections.unmodifiableMap(resolved),
                stages,
                steps,
                readOut,
                outage == null ? null : outage.asOf(on, parameters));
    }
}

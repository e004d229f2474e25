package org.jianzheng.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Cases of a procedure: a period that is kept or not, or a sequence of events and what is out of order in it. */
final class ProcedureCases {
    private static final Set<String> OPTIONAL = Set.of(
            "issued",
            "saleEnd",
            "deadline",
            "newDeadline",
            "clarification",
            "objection",
            "breach",
            "nearest",
            "lawful",
            "events",
            "violations",
            "outage",
            "outside",
            "moved");

    private ProcedureCases() {}

    static RuleCase read(String about, YamlNode entry) {
        var fields = entry.fields(Set.of("name", "on"), OPTIONAL);
        var id = about.substring("procedures/".length(), about.length() - ".yaml".length());
        var on = fields.get("on").date();
        var run = fields.has("events")
                ? order(id, fields)
                : fields.has("outage") ? outage(id, fields) : period(id, entry, fields);
        return new RuleCase(fields.get("name").text(), about, id, on, entry.file(), entry.line(), run);
    }

    private static RuleCase.Run period(String id, YamlNode entry, Fields fields) {
        var on = fields.get("on").date();
        var breach = fields.orNull("breach", YamlNode::text);
        var nearest = fields.orNull("nearest", YamlNode::date);
        if ((breach == null) == (!fields.has("lawful") || !fields.get("lawful").flag())) {
            throw entry.fault("The case expects nothing, or two things.", "Give lawful: true, or breach and nearest.");
        }
        var question = question(entry, fields);
        return rulebook -> {
            var differences = new ArrayList<String>();
            var found = question.apply(rulebook.periods(id, on));
            var rule = found.map(PeriodBreach::rule).orElse("none");
            CaseReader.expect(differences, "breach", breach == null ? "none" : breach, rule);
            found.ifPresent(one -> CaseReader.expect(differences, "nearest", nearest, one.lawful()));
            return differences;
        };
    }

    private static Function<Periods, Optional<PeriodBreach>> question(YamlNode entry, Fields fields) {
        var issued = fields.orNull("issued", YamlNode::date);
        var saleEnd = fields.orNull("saleEnd", YamlNode::date);
        var deadline = fields.orNull("deadline", ProcedureCases::instant);
        var newDeadline = fields.orNull("newDeadline", ProcedureCases::instant);
        if (fields.has("clarification") && deadline != null) {
            var at = instant(fields.get("clarification"));
            return periods -> periods.checkClarification(at, deadline, newDeadline);
        } else if (fields.has("objection") && deadline != null) {
            var at = instant(fields.get("objection"));
            return periods -> periods.checkObjection(at, deadline);
        } else if (issued != null && newDeadline != null && deadline != null) {
            return periods -> periods.checkExtension(issued, deadline, newDeadline);
        } else if (issued != null && saleEnd != null) {
            return periods -> periods.checkDocumentSale(issued, saleEnd);
        } else if (issued != null && deadline != null) {
            return periods -> periods.checkDeadline(issued, deadline);
        }
        throw entry.fault(
                "The case tells no situation.",
                "Give issued with deadline, with saleEnd, or with deadline and newDeadline; clarification or objection"
                        + " with deadline; or events with violations.");
    }

    /** An outage and one deadline: {@code moved} is the new one, or null when the outage does not hit it. */
    private static RuleCase.Run outage(String id, Fields fields) {
        var on = fields.get("on").date();
        var times = fields.get("outage").fields(Set.of("from", "to"), Set.of());
        var outage = new OutageRule.Outage(instant(times.get("from")), instant(times.get("to")));
        boolean outside = fields.has("outside") && fields.get("outside").flag();
        var lot = new OutageRule.Standing("1", instant(fields.get("deadline")), Duration.ZERO, outside);
        var moved = fields.orNull("moved", ProcedureCases::instant);
        return rulebook -> {
            var rule = rulebook.procedure(id, on).outage();
            var differences = new ArrayList<String>();
            var found = rule != null && rule.hits(outage, lot) ? rule.newDeadline(outage) : null;
            CaseReader.expect(differences, "moved", String.valueOf(moved), String.valueOf(found));
            return differences;
        };
    }

    private static RuleCase.Run order(String id, Fields fields) {
        var on = fields.get("on").date();
        var nodes = fields.get("events").list();
        var events = new ArrayList<Event>();
        nodes.forEach(node -> events.add(event(node, events.size())));
        if (!fields.has("violations")) {
            throw fields.get("events").fault("The case expects nothing.", "Add violations: [] or the rules' names.");
        }
        var expected = new TreeSet<String>();
        fields.get("violations").list().forEach(node -> expected.add(node.text()));
        return rulebook -> {
            var found = new TreeSet<String>();
            OrderOfEvents.check(rulebook.procedure(id, on), events).forEach(one -> found.add(one.rule()));
            List<String> differences = new ArrayList<>();
            CaseReader.expect(differences, "violations", expected, found);
            return differences;
        };
    }

    private static Event event(YamlNode node, int index) {
        var fields = node.fields(Set.of("type", "at"), Set.of("deadline", "actor", "bid", "listed", "byOutage"));
        return new Event(
                fields.get("type").text(),
                instant(fields.get("at")),
                index,
                fields.orNull("deadline", ProcedureCases::instant),
                fields.orNull("actor", YamlNode::text),
                fields.orNull("bid", YamlNode::text),
                fields.orNull("listed", YamlNode::number),
                fields.has("byOutage") && fields.get("byOutage").flag());
    }

    private static Instant instant(YamlNode node) {
        try {
            return OffsetDateTime.parse(node.text()).toInstant();
        } catch (DateTimeParseException e) {
            throw node.fault("'" + node.text() + "' is not a time.", "Write it as 2026-03-23T09:30:00+08:00.");
        }
    }
}

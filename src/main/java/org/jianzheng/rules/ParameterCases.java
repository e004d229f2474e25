package org.jianzheng.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Cases of parameters: the value on a day, and what it makes of a situation in the unit of the parameter. */
final class ParameterCases {
    private static final Set<String> REQUIRED = Set.of("name", "parameter", "on");
    private static final Set<String> OPTIONAL =
            Set.of("value", "start", "end", "boundary", "base", "amount", "limit", "of", "count", "lawful");

    private ParameterCases() {}

    static RuleCase read(String about, YamlNode entry) {
        var fields = entry.fields(REQUIRED, OPTIONAL);
        var key = fields.get("parameter").text();
        var on = fields.get("on").date();
        var comparison = comparison(entry, fields);
        RuleCase.Run run = rulebook -> {
            var differences = new ArrayList<String>();
            comparison.accept(rulebook, differences);
            return differences;
        };
        return new RuleCase(fields.get("name").text(), about, key, on, entry.file(), entry.line(), run);
    }

    private static BiConsumer<Rulebook, List<String>> comparison(YamlNode entry, Fields fields) {
        var key = fields.get("parameter").text();
        var on = fields.get("on").date();
        var lawful = fields.orNull("lawful", YamlNode::flag);
        if (fields.has("value")) {
            return value(key, on, fields.get("value").text());
        } else if (fields.has("start")) {
            return period(key, on, fields, lawful);
        } else if (fields.has("base")) {
            return percentage(key, on, fields, lawful);
        } else if (fields.has("of")) {
            return fraction(key, on, fields);
        } else if (fields.has("amount") && lawful != null) {
            var amount = fields.get("amount").yuan();
            return (book, out) -> CaseReader.expect(
                    out, "lawful", lawful, book.parameter(key, on).allows(amount));
        } else if (fields.has("count") && lawful != null) {
            int count = fields.get("count").number();
            return (book, out) -> CaseReader.expect(
                    out, "lawful", lawful, book.parameter(key, on).allows(count));
        }
        throw entry.fault(
                "The case tells no situation.",
                "Give value; or start with end, boundary, lawful; or base with amount, limit, lawful; or of with count;"
                        + " or amount or count with lawful.");
    }

    private static BiConsumer<Rulebook, List<String>> value(String key, LocalDate on, String value) {
        return (book, out) ->
                CaseReader.expect(out, "value", value, book.parameter(key, on).value());
    }

    private static BiConsumer<Rulebook, List<String>> period(String key, LocalDate on, Fields fields, Boolean lawful) {
        var start = fields.get("start").date();
        var end = fields.orNull("end", YamlNode::date);
        var boundary = fields.orNull("boundary", YamlNode::date);
        requireExpectation(fields, boundary != null || end != null && lawful != null, "start");
        return (book, out) -> {
            var parameter = book.parameter(key, on);
            CaseReader.expect(out, "boundary", boundary, parameter.boundary(start, book.calendar()));
            if (end != null) {
                CaseReader.expect(out, "lawful", lawful, parameter.allows(start, end, book.calendar()));
            }
        };
    }

    private static BiConsumer<Rulebook, List<String>> percentage(
            String key, LocalDate on, Fields fields, Boolean lawful) {
        var base = fields.get("base").yuan();
        var amount = fields.orNull("amount", YamlNode::yuan);
        var limit = fields.orNull("limit", YamlNode::yuan);
        requireExpectation(fields, limit != null || amount != null && lawful != null, "base");
        return (book, out) -> {
            var parameter = book.parameter(key, on);
            CaseReader.expect(out, "limit", limit, parameter.limit(base));
            if (amount != null) {
                CaseReader.expect(out, "lawful", lawful, parameter.allows(amount, base));
            }
        };
    }

    private static BiConsumer<Rulebook, List<String>> fraction(String key, LocalDate on, Fields fields) {
        int of = fields.get("of").number();
        requireExpectation(fields, fields.has("count"), "of");
        int count = fields.get("count").number();
        return (book, out) ->
                CaseReader.expect(out, "count", count, book.parameter(key, on).countOf(of));
    }

    private static void requireExpectation(Fields fields, boolean present, String situation) {
        if (!present) {
            throw fields.get(situation)
                    .fault("The case expects nothing.", "Add the expected result beside '" + situation + "'.");
        }
    }
}

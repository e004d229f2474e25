package org.jianzheng.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Cases of a calendar: is a day worked, how many days are, where does a period end or begin. */
final class CalendarCases {
    private static final Set<String> OPTIONAL =
            Set.of("start", "add", "end", "subtract", "kind", "result", "day", "working", "workingDays");

    private CalendarCases() {}

    static RuleCase read(String about, YamlNode entry) {
        var fields = entry.fields(Set.of("name"), OPTIONAL);
        var expected = expected(entry, fields);
        var question = question(entry, about, fields);
        RuleCase.Run run = rulebook -> {
            var differences = new ArrayList<String>();
            CaseReader.expect(differences, "result", expected, question.apply(rulebook.calendar()));
            return differences;
        };
        return new RuleCase(fields.get("name").text(), about, null, null, entry.file(), entry.line(), run);
    }

    private static Object expected(YamlNode entry, Fields fields) {
        var given = List.of("result", "working", "workingDays").stream()
                .filter(fields::has)
                .toList();
        if (given.size() != 1) {
            throw entry.fault("The case expects nothing, or two things.", "Give one of result, working, workingDays.");
        }
        var node = fields.get(given.get(0));
        return switch (given.get(0)) {
            case "result" -> node.date();
            case "working" -> node.flag();
            default -> node.number();
        };
    }

    private static Function<Calendar, Object> question(YamlNode entry, String about, Fields fields) {
        if (fields.has("workingDays")) {
            int year = Integer.parseInt(about.replaceAll("[^0-9]", ""));
            return calendar -> calendar.workingDays(year);
        } else if (fields.has("day") && fields.has("working")) {
            var day = fields.get("day").date();
            return calendar -> calendar.isWorkingDay(day);
        } else if (fields.has("start") && fields.has("add") && fields.has("kind")) {
            var start = fields.get("start").date();
            int days = fields.get("add").number();
            var kind = fields.get("kind").oneOf(Kind.class);
            return calendar -> calendar.plus(start, days, kind);
        } else if (fields.has("end") && fields.has("subtract") && fields.has("kind")) {
            var end = fields.get("end").date();
            int days = fields.get("subtract").number();
            var kind = fields.get("kind").oneOf(Kind.class);
            return calendar -> calendar.minus(end, days, kind);
        }
        throw entry.fault(
                "The case tells no situation.",
                "Give start, add, kind, result; or end, subtract, kind, result; or day, working; or workingDays.");
    }
}

package org.jianzheng.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code parameters/*.yaml}: dated rows that name their article. */
final class ParameterReader {
    /** A row and where it stands, so that later checks can point at it. */
    record Row(Parameter parameter, String file, int line) {}

    /** An article: the Chinese name of a law and its 条 in Chinese figures. */
    static final String ARTICLE = ".*[\\u4e00-\\u9fff〕号].* ?第[一二三四五六七八九十百千零]+条.*";

    private static final Set<String> REQUIRED =
            Set.of("key", "zh", "en", "value", "unit", "op", "from", "to", "ref", "scope", "level", "region", "mark");
    private static final Set<String> OPTIONAL = Set.of("kind", "source");

    private ParameterReader() {}

    static List<Row> read(YamlNode root, Consumer<Finding> findings) {
        var rows = new ArrayList<Row>();
        var entries =
                root.fields(Set.of("parameters"), Set.of()).get("parameters").list();
        for (var entry : entries) {
            try {
                rows.add(new Row(parameter(entry), entry.file(), entry.line()));
            } catch (RuleFault fault) {
                findings.accept(fault.finding());
            }
        }
        return rows;
    }

    private static Parameter parameter(YamlNode entry) {
        var fields = entry.fields(REQUIRED, OPTIONAL);
        var unit = fields.get("unit").oneOf(Unit.class);
        var from = fields.get("from").date();
        var to = fields.orNull("to", YamlNode::date);
        if (to != null && to.isBefore(from)) {
            throw fields.get("to").fault("The row ends on " + to + " before it begins on " + from + ".", "Swap them.");
        }
        return new Parameter(
                fields.get("key").matching("[a-z]+(\\.[a-zA-Z]+)+", "a key like eng.bid.prepare.min"),
                new Text(fields.get("zh").text(), fields.get("en").text()),
                value(fields.get("value"), unit),
                unit,
                kind(entry, fields, unit),
                fields.get("op").oneOf(Operator.class),
                from,
                to,
                article(fields.get("ref")),
                fields.get("scope").text(),
                fields.get("level").oneOf(Level.class),
                fields.orNull("region", node -> node.matching("[0-9]{6}", "a division code like 350000")),
                fields.get("mark").oneOf(Mark.class),
                fields.orNull("source", YamlNode::text));
    }

    static String article(YamlNode node) {
        return node.matching(ARTICLE, "an article like '招标投标法 第二十四条'");
    }

    private static String value(YamlNode node, Unit unit) {
        return switch (unit) {
            case DAYS, WORKING_DAYS -> node.matching("0|[1-9][0-9]{0,2}", "a number of days below 1000");
            case MINUTES, COUNT -> node.matching("0|[1-9][0-9]{0,5}", "a whole number");
            case YUAN -> node.matching("(0|[1-9][0-9]{0,14})(\\.[0-9]{2})?", "an amount in yuan like 800000");
            case PERCENT -> node.matching("(0|[1-9][0-9]{0,2})(\\.[0-9]{1,4})?", "a percentage like 2 or 0.05");
            case FRACTION -> node.matching("[1-9][0-9]{0,2}/[1-9][0-9]{0,2}", "a fraction like 2/3");
            case FLAG -> node.matching("true|false", "true or false");
            case CHOICE -> node.matching("[a-z]+(-[a-z]+)*", "a lower-case word");
        };
    }

    private static Kind kind(YamlNode entry, Fields fields, Unit unit) {
        if (!unit.isPeriod()) {
            if (fields.has("kind")) {
                throw fields.get("kind")
                        .fault("A value in '" + unit.word() + "' is not counted in days.", "Remove the kind.");
            }
            return null;
        }
        if (!fields.has("kind")) {
            throw entry.fault("A period needs a kind of counting.", "Add kind: CAL, CAL_ROLL or WORK.");
        }
        var kind = fields.get("kind").oneOf(Kind.class);
        if ((kind == Kind.WORK) != (unit == Unit.WORKING_DAYS)) {
            throw fields.get("kind")
                    .fault(
                            "The kind " + kind + " does not fit the unit " + unit.word() + ".",
                            "日 is d with CAL or CAL_ROLL; 工作日 is wd with WORK.");
        }
        return kind;
    }
}

package org.jianzheng.rules;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jianzheng.rules.Procedure.Column;
import org.jianzheng.rules.Procedure.ColumnType;
import org.jianzheng.rules.Procedure.Occasion;
import org.jianzheng.rules.Procedure.Point;
import org.jianzheng.rules.Procedure.Quorum;
import org.jianzheng.rules.Procedure.Stage;
import org.jianzheng.rules.ProcedureDraft.OutageDraft;
import org.jianzheng.rules.ProcedureDraft.PeriodDraft;
import org.jianzheng.rules.ProcedureDraft.Reference;
import org.jianzheng.rules.ProcedureDraft.StepDraft;

/** Reads {@code procedures/ID.yaml}. */
final class ProcedureReader {
    private static final String ID = "[a-z]+(-[a-z]+)*";
    private static final Set<String> KEYS = Set.of(
            "id",
            "name",
            "from",
            "to",
            "ref",
            "mark",
            "suite",
            "minBids",
            "laterOnly",
            "quorum",
            "periods",
            "stages",
            "opening",
            "readOut");

    private ProcedureReader() {}

    static ProcedureDraft read(YamlNode root) {
        // Trees that were frozen before there was a rule about outages have none.
        var fields = root.fields(KEYS, Set.of("outage"));
        var id = fields.get("id").matching(ID, "an id like engineering-open-tender");
        var expected = "procedures/" + id + ".yaml";
        if (!root.file().equals(expected)) {
            throw fields.get("id")
                    .fault("The procedure " + id + " stands in the wrong file.", "Name it " + expected + ".");
        }
        return new ProcedureDraft(
                id,
                fields.get("name").words(),
                fields.get("from").date(),
                fields.orNull("to", YamlNode::date),
                ParameterReader.article(fields.get("ref")),
                fields.get("mark").oneOf(Mark.class),
                fields.get("suite").matching("p256|sm2", "p256 or sm2"),
                Reference.of(fields.get("minBids"), Unit.COUNT),
                Reference.of(fields.get("laterOnly"), Unit.FLAG),
                quorum(fields.get("quorum")),
                periods(fields.get("periods")),
                stages(fields.get("stages")),
                opening(fields.get("opening")),
                readOut(fields.get("readOut")),
                fields.has("outage") ? outage(fields.get("outage")) : null,
                root);
    }

    private static OutageDraft outage(YamlNode node) {
        var fields = node.fields(Set.of("shortest", "before", "extension"), Set.of());
        return new OutageDraft(
                Reference.of(fields.get("shortest"), Unit.MINUTES),
                Reference.of(fields.get("before"), Unit.MINUTES),
                Reference.of(fields.get("extension"), Unit.MINUTES));
    }

    private static Quorum quorum(YamlNode node) {
        var fields = node.fields(Set.of("offices", "shares"), Set.of());
        int offices = fields.get("offices").number();
        int shares = fields.get("shares").number();
        // Below three offices, or with half of them, one pair could open early or open two lists (records.md §6).
        if (offices < 3 || 2 * shares <= offices || shares > offices) {
            throw node.fault(
                    shares + " of " + offices + " offices is not a quorum.",
                    "Ask for at least 3 offices and more than half of them.");
        }
        return new Quorum(offices, shares);
    }

    private static Map<Occasion, List<PeriodDraft>> periods(YamlNode node) {
        var fields = node.fields(Set.of("publish", "extend", "clarify", "object"), Set.of());
        var periods = new EnumMap<Occasion, List<PeriodDraft>>(Occasion.class);
        for (var occasion : Occasion.values()) {
            periods.put(
                    occasion,
                    fields.get(occasion.word()).list().stream()
                            .map(ProcedureReader::period)
                            .toList());
        }
        return periods;
    }

    private static PeriodDraft period(YamlNode node) {
        var fields = node.fields(Set.of("parameter", "from", "to"), Set.of());
        return new PeriodDraft(
                Reference.of(fields.get("parameter"), Unit.DAYS, Unit.WORKING_DAYS),
                fields.get("from").oneOf(Point.class),
                fields.get("to").oneOf(Point.class));
    }

    private static List<Stage> stages(YamlNode node) {
        var seen = new HashSet<String>();
        return node.list().stream()
                .map(entry -> {
                    var fields = entry.fields(Set.of("id", "name", "records"), Set.of());
                    var records = fields.get("records").list().stream()
                            .map(ProcedureReader::recordType)
                            .toList();
                    return new Stage(
                            once(fields.get("id"), seen), fields.get("name").words(), records);
                })
                .toList();
    }

    private static String recordType(YamlNode node) {
        var type = node.text();
        if (!OrderOfEvents.isKnown(type)) {
            throw node.fault("There is no record type '" + type + "'.", "See docs/protocols/records.md, Types.");
        }
        return type;
    }

    private static List<StepDraft> opening(YamlNode node) {
        var seen = new HashSet<String>();
        return node.list().stream()
                .map(entry -> {
                    var fields = entry.fields(Set.of("id", "name", "ref"), Set.of("window"));
                    return new StepDraft(
                            once(fields.get("id"), seen),
                            fields.get("name").words(),
                            ParameterReader.article(fields.get("ref")),
                            fields.orNull("window", window -> Reference.of(window, Unit.MINUTES)));
                })
                .toList();
    }

    private static List<Column> readOut(YamlNode node) {
        var seen = new HashSet<String>();
        var columns = node.list().stream()
                .map(entry -> {
                    var fields = entry.fields(Set.of("key", "label", "type"), Set.of());
                    var key = fields.get("key");
                    key.matching("[a-z][a-zA-Z]*", "a key like projectManager");
                    return new Column(
                            once(key, seen),
                            fields.get("label").words(),
                            fields.get("type").oneOf(ColumnType.class));
                })
                .toList();
        if (!seen.containsAll(Set.of("bidder", "price"))) {
            throw node.fault(
                    "The read-out names no bidder or no price (电子招标投标办法 第三十二条).", "Add the columns bidder and price.");
        }
        return columns;
    }

    private static String once(YamlNode node, Set<String> seen) {
        var text = node.text();
        if (!seen.add(text)) {
            throw node.fault("'" + text + "' stands twice.", "Keep one of them.");
        }
        return text;
    }
}

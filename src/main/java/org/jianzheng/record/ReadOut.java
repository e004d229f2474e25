package org.jianzheng.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The read-out table (唱标, 招标投标法 第三十六条; 电子招标投标办法 第三十二条).
 *
 * <p>Which columns it has stands in {@code readOut} of the procedure, {@code bid-rules/procedures/*.yaml}: change the
 * table there. A column's key is a field of the bid form or the name of an item that the tender added to it; only a
 * field that the form does not hold under that name needs a line in {@link #value}.
 */
public final class ReadOut {
    private ReadOut() {}

    /**
     * One column, as the procedure has it.
     *
     * @param label in Chinese
     * @param type {@code text}, {@code money} (the value is fen) or {@code days}
     */
    public record Column(String key, String label, String type) {}

    /**
     * One listed bid.
     *
     * @param no from 1 in the order in which the bids were submitted
     * @param bidder organisation of the certificate that submitted it
     * @param actor that certificate's id
     * @param values by column key, null when it failed
     * @param failure null when it opened
     */
    public record Row(
            int no, String submission, String bidder, String actor, Map<String, String> values, Failure failure) {}

    /**
     * Why a bid has no values.
     *
     * @param blame {@code bidder}, {@code platform} or {@code unknown}
     * @param effect what the law makes of it (电子招标投标办法 第三十一条)
     */
    public record Failure(String reason, String detail, String blame, Effect effect) {}

    /** What becomes of a bid that does not open. */
    public enum Effect {
        /** The bidder's cause: 视为撤销其投标文件; the security may be kept. */
        REVOKED("revoked", "视为撤销"),
        /** Not the bidder's cause: 视为撤回其投标文件; the security is refunded, direct loss may be claimed. */
        WITHDRAWN("withdrawn", "视为撤回"),
        /** Whose cause it is has to be found out first. */
        UNDECIDED("undecided", "原因待查");

        private final String word;
        private final String chinese;

        Effect(String word, String chinese) {
            this.word = word;
            this.chinese = chinese;
        }

        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return word;
        }

        public String chinese() {
            return chinese;
        }

        static Effect of(String blame) {
            return switch (blame) {
                case "bidder" -> REVOKED;
                case "platform" -> WITHDRAWN;
                default -> UNDECIDED;
            };
        }
    }

    /**
     * The table from the records of one lot in the order of the log: a row for each bid whose opening was recorded.
     */
    public static List<Row> rows(List<Column> columns, List<WitnessRecord> records) {
        var outcomes = new HashMap<String, WitnessRecord>();
        records.stream()
                .filter(r -> r.type() == RecordType.BID_OPENED || r.type() == RecordType.BID_FAILED)
                .forEach(r -> outcomes.put(r.data().path("submission").asText(), r));
        var rows = new ArrayList<Row>();
        for (var record : records) {
            if (record.type() == RecordType.BID_SUBMITTED) {
                var act = record.signedAct().orElseThrow();
                var submission = SubmissionStatement.read(act.content()).id().toString();
                var outcome = outcomes.get(submission);
                if (outcome != null) {
                    var bidder = Subject.of(act.signer()).organisation();
                    rows.add(row(rows.size() + 1, submission, bidder, record.actor(), columns, outcome));
                }
            }
        }
        return List.copyOf(rows);
    }

    private static Row row(
            int no, String submission, String bidder, String actor, List<Column> columns, WitnessRecord outcome) {
        var data = outcome.data();
        if (outcome.type() == RecordType.BID_OPENED) {
            return new Row(no, submission, bidder, actor, values(columns, data.path("form")), null);
        }
        var blame = data.path("blame").asText();
        var failure =
                new Failure(data.path("reason").asText(), data.path("detail").asText(), blame, Effect.of(blame));
        return new Row(no, submission, bidder, actor, null, failure);
    }

    private static Map<String, String> values(List<Column> columns, JsonNode form) {
        var values = new TreeMap<String, String>();
        columns.forEach(column -> values.put(column.key(), value(column.key(), form)));
        return values;
    }

    /** A value of the bid form ({@code docs/protocols/envelope.md}); what a bid does not declare is read as empty. */
    private static String value(String key, JsonNode form) {
        return switch (key) {
            case "projectManager" -> form.path("projectManager").path("name").asText();
            case "projectManagerCertificate" ->
                form.path("projectManager").path("certificate").asText();
            default ->
                form.path(key).isValueNode()
                        ? form.path(key).asText()
                        : form.path("items").path(key).asText();
        };
    }
}

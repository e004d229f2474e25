package org.jianzheng.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jianzheng.shared.Money;

/**
 * The tender notice (招标公告) as its act {@code tender.publish} signs it: what is bought, under which rules, to which
 * keys bids are sealed and until when.
 *
 * @param rules hex hash of the {@code bid-rules} tree that is frozen for this tender
 * @param documents the tender documents (招标文件) of the first issue
 * @param content sections by name, the legal minimum of 招标投标法 第十六条
 */
public record Notice(
        String project,
        String projectNumber,
        String projectName,
        String number,
        String title,
        String business,
        String procedure,
        String suite,
        String entity,
        String rules,
        List<Document> documents,
        Offices offices,
        List<FormItem> formItems,
        int validityDays,
        Map<String, String> content,
        List<Lot> lots) {

    /** One file of the tender documents. */
    public record Document(String name, String hash, long size) {}

    /** How many offices hold each opening key, and how many of them open. */
    public record Offices(int n, int quorum) {}

    /** An item that the tender adds to the bid form, beside price, period, quality and project manager. */
    public record FormItem(String name, String label, String unit) {}

    /** One lot (标段), its price ceiling in fen and the keys of its opening stages. */
    public record Lot(String lot, String number, String name, Money ceiling, String deadline, List<StageKey> keys) {
        public Instant deadlineInstant() {
            return Instants.parse(deadline);
        }
    }

    /** The opening key of one stage. */
    public record StageKey(String stage, String ceremony, String openingKey) {
        /** The stage of a lot that is opened in one go; a tender of two envelopes names its own. */
        public static final String OPENING = "opening";
    }

    /** Data of the act {@code tender.extend}. */
    public record Extension(String deadline, String reason) {
        /** Of either form: what an extension says of the deadline. */
        public static Extension of(JsonNode data) {
            if (!OutageExtension.is(data)) {
                return Canonical.value(data, Extension.class);
            }
            var late = Canonical.value(data, OutageExtension.class);
            return new Extension(late.deadline(), late.reason());
        }
    }

    /**
     * Data of the act {@code tender.extend} that follows an outage decision; only such an act may come after the deadline.
     *
     * @param outage hex SHA-256 of the content of the act {@code outage.decide}
     */
    public record OutageExtension(String deadline, String reason, String outage) {
        public OutageExtension {
            Fields.hex("outage", outage, 64);
        }

        /** Whether the data of an extension names an outage. */
        public static boolean is(JsonNode extension) {
            return extension.has("outage");
        }
    }

    /** Data of the act {@code clarification.issue}: answers and amendments, with the deadlines they move. */
    public record Clarification(
            int version, String title, String text, List<Document> documents, List<Moved> deadlines) {}

    /** The new deadline of one lot. */
    public record Moved(String lot, String deadline) {}
}

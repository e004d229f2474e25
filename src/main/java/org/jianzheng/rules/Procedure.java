package org.jianzheng.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A way of procurement as data, with its parameters as of one day.
 *
 * @param minBids fewer listed bids than this: the lot is not opened
 * @param laterOnly the rule that a deadline is only ever moved to a later time
 * @param stages what follows what, for people; the machine's order is {@link OrderOfEvents}
 * @param opening the steps of the opening session in order
 * @param readOut the columns of the read-out table (唱标) in order
 * @param outage what a platform outage does to deadlines, or null in a tree that has no rule about it
 */
public record Procedure(
        String id,
        Text name,
        LocalDate from,
        LocalDate to,
        String article,
        Mark mark,
        LocalDate asOf,
        String suite,
        int minBids,
        Parameter minBidsRule,
        Parameter laterOnly,
        Quorum quorum,
        Map<Occasion, List<PeriodRule>> periods,
        List<Stage> stages,
        List<Step> opening,
        List<Column> readOut,
        OutageRule outage) {

    /** The step in which bidders confirm, after the read-out; its window is the time they have. */
    public static final String CONFIRM = "confirm";
    /** The step of objections; its window is the least time from the read-out to the opening record. */
    public static final String OBJECTION = "objection";
    /** The step of the sign-in; its window is the time before the deadline. */
    public static final String SIGN_IN = "sign-in";

    /** The parameter that limits a step of the opening, if the step has one. */
    public Optional<Parameter> window(String step) {
        return opening.stream().filter(one -> one.id().equals(step)).findFirst().map(Step::window);
    }

    /** The fewest offices that may hold an opening key, and the fewest of them that may open. */
    public record Quorum(int offices, int shares) {
        /** Whether {@code shares} of {@code offices} is enough: the minimums, and always more than half. */
        public boolean allows(int someOffices, int someShares) {
            return someOffices >= offices && someShares >= shares && 2 * someShares > someOffices;
        }
    }

    /** A statutory minimum or maximum between two points. */
    public record PeriodRule(Parameter parameter, Point from, Point to) {}

    /** @param records the record types that belong to this stage */
    public record Stage(String id, Text name, List<String> records) {}

    /** @param window the parameter that limits how long the step lasts, or null */
    public record Step(String id, Text name, String article, Parameter window) {}

    public record Column(String key, Text label, ColumnType type) {}

    /** How the value of a read-out column is written. */
    public enum ColumnType implements Word {
        TEXT,
        MONEY,
        DAYS;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When a period is checked. */
    public enum Occasion implements Word {
        PUBLISH,
        EXTEND,
        CLARIFY,
        OBJECT;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The days that periods run between. */
    public enum Point implements Word {
        DOCUMENTS_ISSUED("documents-issued", "招标文件开始发出之日", "the day the documents were issued"),
        SALE_END("sale-end", "招标文件发售截止之日", "the last day of the document sale"),
        CLARIFICATION("clarification", "澄清或者修改发出之日", "the day of the clarification"),
        OBJECTION("objection", "提出异议之日", "the day of the objection"),
        BID_DEADLINE("bid-deadline", "投标截止之日", "the day of the bid deadline");

        private final String word;
        private final Text name;

        Point(String word, String zh, String en) {
            this.word = word;
            this.name = new Text(zh, en);
        }

        @Override
        public String word() {
            return word;
        }

        public Text text() {
            return name;
        }
    }
}

package org.jianzheng.rules;

import java.util.Locale;

/**
 * What the order of a lot's events must keep: stable name, article, and the words for a breach.
 *
 * <p>{@code %1$s} is the type of the event, {@code %2$s} the value that it was compared with, if there is one.
 */
enum OrderRule {
    UNKNOWN_TYPE(Source.PROTOCOL, "未知的记录类型 %1$s。", "There is no record type %1$s."),
    INDEX_TWICE(Source.PROTOCOL, "同一序号出现两次。", "Two events have this index."),
    KEY_BEFORE_PUBLICATION(Source.PROTOCOL, "公告发布前没有开标密钥声明。", "Published before the opening key was stated."),
    PUBLISHED_TWICE("招标投标法 第十六条", "重复发布公告。", "Published twice."),
    PUBLISHED_AFTER_DEADLINE("招标投标法 第二十四条", "公告发布时投标截止时间 %2$s 已过。", "Published when the bid deadline %2$s had passed."),
    BEFORE_PUBLICATION("招标投标法 第十六条", "%1$s 发生在公告发布之前。", "%1$s before publication."),
    DEADLINE_EARLIER(Source.MOVED, "新的投标截止时间不晚于原定的 %2$s。", "The new deadline is not later than the old one, %2$s."),
    EXTENDED_AFTER_DEADLINE(Source.MOVED, "投标截止时间 %2$s 已过后才顺延。", "Extended after the deadline %2$s had passed."),
    DOCUMENTS_AFTER_CLOSE(Source.MOVED, "标段截止后变更招标文件（%1$s）。", "%1$s after the close."),
    SUBMISSION_AT_OR_AFTER_DEADLINE(Source.LATE, "%1$s 发生在投标截止时间 %2$s 或者之后。", "%1$s at or after the deadline %2$s."),
    SUBMISSION_AFTER_CLOSE(Source.LATE, "%1$s 发生在标段截止之后。", "%1$s after the close."),
    INCOMPLETE_BEFORE_DEADLINE(
            "电子招标投标办法 第二十七条", "投标截止时间 %2$s 之前即认定未完成传输。", "Called incomplete before the deadline %2$s."),
    CLOSED_BEFORE_DEADLINE(Source.OPENING, "投标截止时间 %2$s 之前即关闭标段。", "Closed before the deadline %2$s."),
    CLOSED_TWICE(Source.OPENING, "重复关闭标段。", "Closed twice."),
    LIST_DIFFERS(Source.PROTOCOL, "名单份数与递交记录的 %2$s 份不符。", "The list does not have the %2$s bids that the log has."),
    NOT_OPENED_WITH_ENOUGH_BIDS(Source.FEW, "列有 %2$s 份投标却未开标。", "Not opened although %2$s bids are listed."),
    OPENED_WITH_TOO_FEW_BIDS(Source.FEW, "投标人少于 %2$s 个，不得开标（%1$s）。", "%1$s although fewer than %2$s bids are listed."),
    AFTER_NOT_OPENED(Source.FEW, "%1$s 发生在不予开标之后。", "%1$s after the lot was not opened."),
    SESSION_BEFORE_DEADLINE(Source.OPENING, "投标截止时间 %2$s 之前开标。", "Opened before the deadline %2$s."),
    BEFORE_CLOSE(Source.OPENING, "%1$s 发生在标段截止之前。", "%1$s before the close."),
    OPENED_BEFORE_SHARES("电子招标投标办法 第三十条", "机构释放解密份额之前已开启（%1$s）。", "%1$s before any share was released."),
    OPENED_AFTER_READ_OUT(Source.SHOWN, "唱标之后才开启（%1$s）。", "%1$s after the read-out."),
    OUTCOME_TWICE("电子招标投标办法 第三十条", "投标 %2$s 有两个开启结果。", "Bid %2$s has two outcomes."),
    UNLISTED_OPENED(Source.PROTOCOL, "开启的份数多于名单的 %2$s 份。", "More bids opened than the %2$s listed."),
    READ_OUT_BEFORE_OPENING(Source.SHOWN, "全部投标开启之前唱标。", "Read out before every listed bid was opened or had failed."),
    CONFIRMED_BEFORE_READ_OUT(Source.SHOWN, "唱标之前确认。", "Confirmed before the read-out."),
    CONFIRMED_TOO_LATE(Source.SHOWN, "唱标后超过 %2$s 分钟才确认。", "Confirmed more than %2$s minutes after the read-out."),
    OBJECTIONS_CUT_SHORT(
            Source.FEW,
            "唱标后 %2$s 分钟的异议时间未满，且并非全部投标人均已确认或者提出异议。",
            "Recorded within the %2$s minutes for objections, before every bidder had confirmed or objected."),
    ANSWER_WITHOUT_OBJECTION(Source.FEW, "没有异议却有答复。", "An answer without an objection."),
    RECORD_BEFORE_READ_OUT(Source.SHOWN, "唱标之前形成开标记录。", "Recorded before the read-out."),
    OBJECTION_UNANSWERED(Source.FEW, "%2$s 项开标异议未当场答复。", "%2$s objections made at the opening are not answered."),
    AFTER_RECORD(Source.SHOWN, "%1$s 发生在开标记录之后。", "%1$s after the opening record.");

    private final String article;
    private final Text words;

    OrderRule(String article, String zh, String en) {
        this.article = article;
        this.words = new Text(zh, en);
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    OrderOfEvents.Violation brokenBy(Event event, Object value) {
        var what = new Text(
                String.format(Locale.ROOT, words.zh(), event.type(), value),
                String.format(Locale.ROOT, words.en(), event.type(), value));
        return new OrderOfEvents.Violation(id(), event.index(), event.at(), article, what);
    }

    /** The articles that stand behind several rules. */
    private static final class Source {
        static final String PROTOCOL = "docs/protocols/records.md";
        static final String LATE = "招标投标法实施条例 第三十六条";
        static final String OPENING = "招标投标法 第三十四条";
        static final String FEW = "招标投标法实施条例 第四十四条";
        static final String SHOWN = "电子招标投标办法 第三十二条";
        static final String MOVED = "招标投标法实施条例 第二十一条";

        private Source() {}
    }
}

package org.jianzheng.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jianzheng.rules.OrderOfEvents.Violation;

/** Walks the events of one lot and remembers what has happened; one method per phase of the lot. */
final class LotOrder {
    private static final String PROTOCOL = "docs/protocols/records.md";
    private static final String LATE = "招标投标法实施条例 第三十六条";
    private static final String OPENING = "招标投标法 第三十四条";
    private static final String FEW = "招标投标法实施条例 第四十四条";
    private static final String ON_THE_SPOT = "招标投标法实施条例 第四十四条";
    private static final String DECRYPTED = "电子招标投标办法 第三十条";
    private static final String SHOWN = "电子招标投标办法 第三十二条";
    private static final String MOVED = "招标投标法实施条例 第二十一条";

    private final Procedure procedure;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> happened = new HashSet<>();
    private final Map<String, Boolean> standing = new HashMap<>();
    private final Set<String> decided = new HashSet<>();
    private boolean actorsKnown = true;
    private Instant deadline;
    private Integer listed;
    private int outcomes;
    private int openObjections;
    private long lastIndex = -1;
    private Event event;

    LotOrder(Procedure procedure) {
        this.procedure = procedure;
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    void next(Event given) {
        event = given;
        require(event.index() > lastIndex, "index-twice", PROTOCOL, "同一序号出现两次。", "Two events have this index.");
        lastIndex = event.index();
        if (!OrderOfEvents.isKnown(event.type())) {
            refuse("unknown-type", PROTOCOL, "未知的记录类型 " + event.type() + "。", "Unknown type " + event.type() + ".");
            return;
        }
        afterTheEnd();
        switch (event.type()) {
            case "tender.published" -> published();
            case "tender.extended" -> extended();
            case "clarification.issued", "document.issued" -> documents();
            case "bid.submitted", "bid.withdrawn" -> submission();
            case "bid.refused", "document.downloaded", "question.asked", "session.signed-in" -> afterPublication();
            case "bid.incomplete" -> incomplete();
            case "lot.closed" -> closed();
            case "lot.not-opened" -> notOpened();
            case "office.released", "share.released" -> released();
            case "session.opened" -> sessionOpened();
            case "bid.opened", "bid.failed" -> outcome();
            case "session.read-out" -> readOut();
            case "session.confirmed" -> confirmed();
            case "session.objection" -> openObjections++;
            case "session.answer" -> answered();
            case "session.record" -> recorded();
            default -> {
                // Ceremonies, covers, indexes and moves of a rehearsal's clock have their own checks elsewhere.
            }
        }
        happened.add(event.type());
    }

    private void published() {
        require(
                has("key.stated"),
                "key-before-publication",
                PROTOCOL,
                "公告发布前没有开标密钥声明。",
                "Published before the opening key was stated.");
        require(!has("tender.published"), "published-twice", "招标投标法 第十六条", "重复发布公告。", "Published twice.");
        deadline = event.deadline();
        require(
                deadline == null || event.at().isBefore(deadline),
                "published-after-deadline",
                "招标投标法 第二十四条",
                "公告发布时投标截止时间已过。",
                "Published when the bid deadline had passed.");
    }

    private void extended() {
        documents();
        if (deadline == null || event.deadline() == null) {
            deadline = event.deadline() == null ? deadline : event.deadline();
            return;
        }
        require(
                event.deadline().isAfter(deadline),
                "deadline-earlier",
                MOVED,
                "投标截止时间被提前。",
                "The new deadline is not later than the old one.");
        require(
                event.at().isBefore(deadline),
                "extended-after-deadline",
                MOVED,
                "投标截止时间已过后才顺延。",
                "Extended after the deadline had passed.");
        deadline = event.deadline();
    }

    private void documents() {
        // Documents may lie ready before the notice; what changes them cannot come before it.
        require(
                event.type().equals("document.issued") || has("tender.published"),
                "before-publication",
                "招标投标法 第二十三条",
                "公告发布前发生。",
                event.type() + " before publication.");
        require(!has("lot.closed"), "documents-after-close", MOVED, "投标截止后变更招标文件。", event.type() + " after the close.");
    }

    private void afterPublication() {
        require(
                has("tender.published"),
                "before-publication",
                "招标投标法 第十六条",
                "公告发布前发生。",
                event.type() + " before publication.");
    }

    private void submission() {
        afterPublication();
        require(
                deadline == null || event.at().isBefore(deadline),
                "submission-at-or-after-deadline",
                LATE,
                "投标截止时间或者之后提交。",
                event.type() + " at or after the deadline " + deadline + ".");
        require(!has("lot.closed"), "submission-after-close", LATE, "标段已截止后提交。", event.type() + " after the close.");
        if (event.actor() == null) {
            actorsKnown = false;
        } else {
            standing.put(event.actor(), event.type().equals("bid.submitted"));
        }
    }

    private void incomplete() {
        afterPublication();
        require(
                notBeforeDeadline(),
                "incomplete-before-deadline",
                "电子招标投标办法 第二十七条",
                "投标截止前即认定未完成传输。",
                "Called incomplete before the deadline.");
    }

    private void closed() {
        afterPublication();
        require(notBeforeDeadline(), "closed-before-deadline", OPENING, "投标截止前即关闭标段。", "Closed before the deadline.");
        require(!has("lot.closed"), "closed-twice", OPENING, "重复关闭标段。", "Closed twice.");
        int counted = (int) standing.values().stream().filter(bid -> bid).count();
        require(
                event.listed() == null || !actorsKnown || event.listed() == counted,
                "list-differs",
                PROTOCOL,
                "名单所列份数与递交记录不符。",
                "The list has " + event.listed() + " bids, the log " + counted + ".");
        listed = event.listed() != null ? event.listed() : actorsKnown ? Integer.valueOf(counted) : null;
    }

    private void notOpened() {
        afterClose();
        require(
                listed == null || tooFew(),
                "not-opened-with-enough-bids",
                FEW,
                "投标人达到法定人数却未开标。",
                "Not opened although " + listed + " bids are listed.");
    }

    private void released() {
        afterClose();
        require(
                !tooFew(),
                "opened-with-too-few-bids",
                FEW,
                "投标人少于 " + procedure.minBids() + " 个，不得开标。",
                "Shares released although fewer than " + procedure.minBids() + " bids are listed.");
    }

    private void sessionOpened() {
        afterPublication();
        require(notBeforeDeadline(), "session-before-deadline", OPENING, "投标截止前开标。", "Opened before the deadline.");
    }

    private void outcome() {
        afterClose();
        require(
                !tooFew(),
                "opened-with-too-few-bids",
                FEW,
                "投标人少于 " + procedure.minBids() + " 个，不得开标。",
                "Opened although fewer than " + procedure.minBids() + " bids are listed.");
        require(
                has("office.released") || has("share.released"),
                "opened-before-shares",
                DECRYPTED,
                "机构释放解密份额前已开启。",
                "A bid has an outcome before any share was released.");
        require(
                !has("session.read-out"),
                "opened-after-read-out",
                SHOWN,
                "唱标后才开启。",
                "A bid opened after the read-out.");
        if (event.bid() != null) {
            require(decided.add(event.bid()), "outcome-twice", DECRYPTED, "同一投标重复开启。", "This bid has two outcomes.");
        }
        outcomes++;
        require(
                listed == null || outcomes <= listed,
                "unlisted-opened",
                PROTOCOL,
                "开启的份数多于名单。",
                "More bids opened than listed.");
    }

    private void readOut() {
        require(
                listed == null ? outcomes > 0 : outcomes >= listed && outcomes > 0,
                "read-out-before-opening",
                SHOWN,
                "全部投标开启前唱标。",
                "Read out before every listed bid was opened or had failed.");
    }

    private void confirmed() {
        require(
                has("session.read-out"),
                "confirmed-before-read-out",
                SHOWN,
                "唱标前确认。",
                "Confirmed before the read-out.");
    }

    private void answered() {
        require(
                openObjections > 0,
                "answer-without-objection",
                ON_THE_SPOT,
                "没有异议却有答复。",
                "An answer without an objection.");
        openObjections = Math.max(0, openObjections - 1);
    }

    private void recorded() {
        require(
                has("session.read-out"),
                "record-before-read-out",
                SHOWN,
                "唱标前形成开标记录。",
                "Recorded before the read-out.");
        require(
                openObjections == 0,
                "objection-unanswered",
                ON_THE_SPOT,
                "开标异议未当场答复。",
                "An objection made at the opening is not answered.");
    }

    /** After the opening record, or after "not opened", nothing of the session and no bid comes any more. */
    private void afterTheEnd() {
        var late = event.type().startsWith("session.") || event.type().startsWith("bid.") || isRelease();
        // A late bid is refused, and the refusal recorded, at any time.
        var ends = late && !event.type().equals("bid.refused");
        require(
                !(ends && has("session.record")),
                "after-record",
                SHOWN,
                "开标记录之后发生。",
                event.type() + " after the opening record.");
        require(
                !(ends && has("lot.not-opened")),
                "after-not-opened",
                FEW,
                "不予开标之后发生。",
                event.type() + " after the lot was not opened.");
    }

    private boolean isRelease() {
        return event.type().equals("office.released") || event.type().equals("share.released");
    }

    private void afterClose() {
        require(has("lot.closed"), "before-close", OPENING, "标段关闭前发生。", event.type() + " before the close.");
    }

    private boolean tooFew() {
        return listed != null && listed < procedure.minBids();
    }

    private boolean notBeforeDeadline() {
        return deadline == null || !event.at().isBefore(deadline);
    }

    private boolean has(String type) {
        return happened.contains(type);
    }

    private void require(boolean holds, String rule, String article, String zh, String en) {
        if (!holds) {
            refuse(rule, article, zh, en);
        }
    }

    private void refuse(String rule, String article, String zh, String en) {
        violations.add(new Violation(rule, event.index(), event.at(), article, new Text(zh, en)));
    }
}

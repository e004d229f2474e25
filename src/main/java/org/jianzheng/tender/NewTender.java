package org.jianzheng.tender;

import java.util.List;
import java.util.Map;
import org.jianzheng.record.Notice;
import org.jianzheng.shared.Money;

/** A tender as its procuring entity drafts it; the platform adds numbers, rules and opening keys. */
public record NewTender(
        String project,
        String title,
        String procedure,
        String suite,
        Notice.Offices offices,
        List<Notice.FormItem> formItems,
        int validityDays,
        Map<String, String> content,
        List<NewLot> lots) {

    /** @param deadline the bid deadline (投标截止时间), a whole second, and the time of the opening */
    public record NewLot(String name, Money ceiling, String deadline) {}
}

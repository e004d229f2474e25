package org.jianzheng.rules;

import java.time.Instant;
import java.time.LocalDate;
import org.jianzheng.rules.Procedure.Occasion;
import org.jianzheng.rules.Procedure.PeriodRule;

/** The words of a {@link PeriodBreach}: value, article, what to do. */
final class Breaches {
    private Breaches() {}

    static PeriodBreach of(Occasion occasion, PeriodRule rule, LocalDate start, LocalDate end, LocalDate lawful) {
        var parameter = rule.parameter();
        long days = Periods.daysBetween(start, end);
        var actual = new Text(days + " 日", days + " days");
        return new PeriodBreach(
                parameter.key(),
                parameter.required(),
                actual,
                parameter.article(),
                lawful,
                field(occasion, rule),
                detail(rule, start, end, actual),
                remedy(occasion, rule, lawful));
    }

    /** The law only ever moves a deadline back (顺延); an earlier one would take days from bidders who relied on it. */
    static PeriodBreach notLater(Procedure procedure, Instant inForce, Instant asked) {
        var rule = procedure.laterOnly();
        var day = Calendar.deadlineDay(inForce);
        return new PeriodBreach(
                rule.key(),
                new Text("晚于 " + local(inForce), "later than " + local(inForce)),
                new Text(local(asked), local(asked)),
                rule.article(),
                day,
                "deadline",
                new Text(
                        String.format("新的投标截止时间 %s 不晚于现行投标截止时间 %s（%s）。", local(asked), local(inForce), rule.article()),
                        String.format(
                                "The new bid deadline %s is not later than the one in force, %s (%s).",
                                local(asked), local(inForce), rule.article())),
                new Text("投标截止时间只能顺延，请填写更晚的时间。", "A deadline can only be moved to a later time: state a later one."));
    }

    private static Text detail(PeriodRule rule, LocalDate start, LocalDate end, Text actual) {
        var parameter = rule.parameter();
        var required = parameter.required();
        var from = rule.from().text();
        var to = rule.to().text();
        return new Text(
                String.format(
                        "自%s（%s）至%s（%s）为 %s，%s要求 %s%s。",
                        from.zh(),
                        start,
                        to.zh(),
                        end,
                        actual.zh(),
                        parameter.article(),
                        required.zh(),
                        counted(parameter, true)),
                String.format(
                        "From %s (%s) to %s (%s) are %s; %s requires %s%s.",
                        from.en(),
                        start,
                        to.en(),
                        end,
                        actual.en(),
                        parameter.article(),
                        required.en(),
                        counted(parameter, false)));
    }

    private static String counted(Parameter parameter, boolean zh) {
        return switch (parameter.kind()) {
            case CAL -> "";
            case CAL_ROLL -> zh ? "，末日遇休息日顺延" : ", and the last day moves past days off";
            case WORK -> zh ? "，按工作日计算" : ", counted in working days";
        };
    }

    private static Text remedy(Occasion occasion, PeriodRule rule, LocalDate lawful) {
        return switch (occasion) {
            case PUBLISH ->
                new Text(
                        String.format("请将%s改为 %s 或者之后。", rule.to().text().zh(), lawful),
                        String.format("Set %s to %s or later.", rule.to().text().en(), lawful));
            case EXTEND ->
                new Text(
                        String.format("请将新的投标截止之日定为 %s 或者之后。", lawful),
                        String.format("Move the bid deadline to %s or later.", lawful));
            case CLARIFY ->
                new Text(
                        String.format("请在同一份澄清中将投标截止时间顺延至 %s 或者之后。", lawful),
                        String.format("Move the bid deadline to %s or later in the same act.", lawful));
            case OBJECT ->
                new Text(
                        String.format("异议最迟应于 %s 提出；之后可依法向行政监督部门投诉。", lawful),
                        String.format(
                                "The last day for this objection was %s; a complaint to the supervisory authority remains"
                                        + " possible.",
                                lawful));
        };
    }

    private static String field(Occasion occasion, PeriodRule rule) {
        if (occasion == Occasion.OBJECT) {
            return "objection";
        }
        return switch (rule.to()) {
            case BID_DEADLINE -> "deadline";
            case SALE_END -> "saleEnd";
            case DOCUMENTS_ISSUED, CLARIFICATION, OBJECTION -> rule.to().word();
        };
    }

    private static String local(Instant instant) {
        var at = instant.atZone(Calendar.ZONE);
        return at.toLocalDate() + " " + at.toLocalTime();
    }
}

package org.jianzheng.rules;

import java.time.LocalDate;
import org.jianzheng.shared.Problem;

/**
 * A period of the law that is not kept, told so that its reader can act.
 *
 * @param rule key of the parameter
 * @param required the value of the rule, for example {@code ≥ 20 days}
 * @param actual what was offered, in the same unit
 * @param article the law and 条
 * @param lawful the nearest lawful day: the earliest end of a minimum, the latest day of an objection
 * @param field the input at fault
 */
public record PeriodBreach(
        String rule,
        Text required,
        Text actual,
        String article,
        LocalDate lawful,
        String field,
        Text detail,
        Text remedy) {

    /** {@code rules/period-too-short} with status 422; the Chinese words travel as members of the problem. */
    public Problem toProblem() {
        return Problem.of("rules/period-too-short")
                .status(422)
                .detail("%s", detail.en())
                .field(field)
                .remedy(remedy.en())
                .with("detailZh", detail.zh())
                .with("remedyZh", remedy.zh())
                .with("rule", rule)
                .with("required", required.en())
                .with("actual", actual.en())
                .with("article", article)
                .with("lawful", lawful.toString());
    }
}

package org.jianzheng.tender;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.rules.Calendar;
import org.jianzheng.rules.Procedure;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;

/** What a draft must be before the offices are asked for keys. */
final class DraftRules {
    private static final int MAX_LOTS = 50;
    private static final int MAX_ITEMS = 50;
    private static final int MAX_SECTIONS = 50;
    private static final Pattern ITEM_NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");

    private DraftRules() {}

    static Procedure check(NewTender draft, Rulebook rules, Instant now) {
        text("title", draft.title(), 200);
        if (draft.lots() == null || draft.lots().isEmpty() || draft.lots().size() > MAX_LOTS) {
            throw bad("lots", "A tender has 1 to " + MAX_LOTS + " lots.", "List at least one lot (标段).");
        }
        try {
            Suite.of(draft.suite());
        } catch (Problem unknown) {
            throw bad("suite", unknown.detail(), "Use p256, or sm2 where the law or the procurer asks for 国密.");
        }
        var procedure = rules.procedure(draft.procedure(), Calendar.dateOf(now));
        offices(draft.offices(), procedure);
        items(draft);
        if (draft.validityDays() < 1 || draft.validityDays() > 3650) {
            throw bad("validityDays", "The bid validity period must be 1 to 3650 days.", "State 投标有效期 in days.");
        }
        if (draft.content() == null || draft.content().size() > MAX_SECTIONS) {
            throw bad("content", "The notice needs its content sections.", "Give the sections of 招标投标法 第十六条.");
        }
        draft.content().forEach((name, text) -> text("content." + name, text, 20_000));
        for (int i = 0; i < draft.lots().size(); i++) {
            lot("lots." + i, draft.lots().get(i), rules, procedure, now);
        }
        return procedure;
    }

    private static void lot(String field, NewTender.NewLot lot, Rulebook rules, Procedure procedure, Instant now) {
        text(field + ".name", lot.name(), 200);
        if (lot.ceiling() == null || !lot.ceiling().isPositive()) {
            throw bad(
                    field + ".ceiling",
                    "最高投标限价 must be stated (招标投标法实施条例 第二十七条).",
                    "Give the price ceiling in fen, above zero.");
        }
        deadline(field + ".deadline", lot.deadline(), rules, procedure, now);
    }

    /** The deadline is a whole second and leaves bidders the days that the law gives them. */
    static Instant deadline(String field, String text, Rulebook rules, Procedure procedure, Instant issuedAt) {
        var deadline = wholeSecond(field, text);
        LocalDate issued = Calendar.dateOf(issuedAt);
        rules.periods(procedure.id(), issued).checkDeadline(issued, deadline).ifPresent(breach -> {
            throw breach.toProblem().field(field);
        });
        return deadline;
    }

    static Instant wholeSecond(String field, String text) {
        var instant = Instants.parse(text);
        if (instant.getNano() != 0) {
            throw bad(field, "A deadline is a whole second, not " + text + ".", "Write .000Z at its end.");
        }
        return instant;
    }

    private static void offices(Notice.Offices offices, Procedure procedure) {
        if (offices == null || !procedure.quorum().allows(offices.n(), offices.quorum())) {
            throw bad(
                    "offices",
                    "The opening key needs at least " + procedure.quorum().offices() + " offices, at least "
                            + procedure.quorum().shares() + " of them and more than half to open.",
                    "Use 3 of 4 or 4 of 5; 2 of 3 is for demonstrations.");
        }
    }

    private static void items(NewTender draft) {
        if (draft.formItems() == null || draft.formItems().size() > MAX_ITEMS) {
            throw bad("formItems", "A bid form adds at most " + MAX_ITEMS + " items.", "Send a list, [] for none.");
        }
        var seen = new HashSet<String>();
        for (var item : draft.formItems()) {
            if (item.name() == null || !ITEM_NAME.matcher(item.name()).matches() || !seen.add(item.name())) {
                throw bad(
                        "formItems",
                        "The item name '" + item.name() + "' is not a unique word of letters and digits.",
                        "Use names like deliveryPlace.");
            }
            text("formItems." + item.name() + ".label", item.label(), 100);
        }
    }

    static void text(String field, String text, int limit) {
        if (text == null || text.isBlank() || text.length() > limit) {
            throw bad(field, "This must be a text of 1 to " + limit + " characters.", "Fill it in.");
        }
    }

    private static Problem bad(String field, String detail, String remedy) {
        return Problem.of("tender/draft")
                .status(422)
                .detail("%s", detail)
                .field(field)
                .remedy(remedy);
    }
}

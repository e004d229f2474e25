package org.jianzheng.sealing;

import java.util.Map;
import java.util.TreeMap;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * The bid form (投标函): what is read out at the opening (招标投标法 第三十六条).
 *
 * @param bidder organisation name
 * @param price fen, positive
 * @param period days to completion
 * @param quality promised quality, as the tender documents word it
 * @param items further values the tender asked to be declared, by name; decimal numbers as text
 */
public record BidForm(
        int v,
        TenderId tender,
        LotId lot,
        String bidder,
        Money price,
        int period,
        String quality,
        ProjectManager projectManager,
        Map<String, String> items) {
    /** The person who will lead the work; {@code certificate} is the number of the registration. */
    public record ProjectManager(String name, String certificate) {}

    private static final int MAX_ITEMS = 200;

    public BidForm {
        require("v", v == 1, "is " + v + ", not 1");
        require("tender", tender != null, "is missing");
        require("lot", lot != null, "is missing");
        text("bidder", bidder, 200);
        require("price", price != null && price.isPositive(), "is not a positive amount");
        require("period", period >= 1 && period <= 36_500, "is " + period + ", not 1 to 36500 days");
        text("quality", quality, 200);
        require("projectManager", projectManager != null, "is missing");
        text("projectManager.name", projectManager.name, 100);
        text("projectManager.certificate", projectManager.certificate, 100);
        require("items", items != null && items.size() <= MAX_ITEMS, "is missing or has more than 200 entries");
        items.forEach((name, value) -> {
            text("items", name, 100);
            text("items." + name, value, 2000);
        });
        items = java.util.Collections.unmodifiableMap(new TreeMap<>(items));
    }

    /**
     * Reads canonical bytes.
     *
     * @throws Problem {@code record/json} or {@code sealing/bid-form} naming the field
     */
    public static BidForm read(byte[] bytes) {
        try {
            return Canonical.read(bytes, BidForm.class);
        } catch (Problem problem) {
            // A refusal of the constructor arrives wrapped; its own field and remedy say more.
            for (Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof Problem own) {
                    throw own;
                }
            }
            throw problem;
        }
    }

    public byte[] bytes() {
        return Canonical.write(this);
    }

    private static void text(String field, String value, int max) {
        boolean fits = value != null && !value.isBlank() && value.length() <= max && value.equals(value.strip());
        require(field, fits, "is not a text of 1 to " + max + " characters without space around it");
        require(field, value.chars().noneMatch(Character::isISOControl), "holds a control character");
    }

    private static void require(String field, boolean holds, String otherwise) {
        if (!holds) {
            throw Problem.of("sealing/bid-form")
                    .field(field)
                    .detail("The bid form's %s %s.", field, otherwise)
                    .remedy("Correct the bid form and seal again.");
        }
    }
}

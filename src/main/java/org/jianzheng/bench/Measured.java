package org.jianzheng.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;

/**
 * One row of the table, as {@code target/bench.json} holds it.
 *
 * @param ours null when it could not be measured
 * @param reference null when the line has none, or its tool is missing
 * @param better which way of {@code ours} is better, so that a ratio above 1 always speaks for us
 * @param note what a reader must know beside the figures; not part of the JSON
 */
@JsonPropertyOrder({"line", "unit", "ours", "reference", "ratio", "goal", "reached"})
record Measured(
        String line,
        String unit,
        BigDecimal ours,
        BigDecimal reference,
        @JsonIgnore Better better,
        @JsonIgnore Goal aim,
        @JsonIgnore String note) {
    /** Whether more or less of the unit is better. */
    enum Better {
        MORE,
        LESS
    }

    static Measured alone(String line, String unit, Better better, BigDecimal ours, Goal aim) {
        return new Measured(line, unit, ours, null, better, aim, "");
    }

    static Measured beside(String line, String unit, Better better, BigDecimal ours, BigDecimal reference, Goal aim) {
        return new Measured(line, unit, ours, reference, better, aim, "");
    }

    /** A line that has no figures in this run; {@code why} says what would bring them. */
    static Measured absent(String line, String unit, Goal aim, String why) {
        return new Measured(line, unit, null, null, Better.MORE, aim, why);
    }

    Measured note(String newNote) {
        return new Measured(line, unit, ours, reference, better, aim, newNote);
    }

    /** How many times as good as the reference we are; null without both figures. */
    @JsonProperty
    BigDecimal ratio() {
        if (ours == null || reference == null) {
            return null;
        }
        return better == Better.MORE ? Figures.ratio(ours, reference) : Figures.ratio(reference, ours);
    }

    @JsonProperty
    String goal() {
        return aim.text();
    }

    /** False whenever a figure that the goal speaks of is missing. */
    @JsonProperty
    boolean reached() {
        return aim.isReached(ours, ratio());
    }
}

package org.jianzheng.rules;

/** What the value of a parameter counts. */
public enum Unit implements Word {
    /** Calendar days (日). */
    DAYS("d"),
    /** Working days (工作日). */
    WORKING_DAYS("wd"),
    MINUTES("min"),
    /** Yuan, with at most two decimals. */
    YUAN("CNY"),
    /** Hundredths of a base that the article names. */
    PERCENT("%"),
    COUNT("count"),
    /** A part of a number of people, written {@code 2/3}. */
    FRACTION("fraction"),
    /** {@code true} or {@code false}. */
    FLAG("flag"),
    /** One lower-case word that the code knows. */
    CHOICE("choice");

    private final String word;

    Unit(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    boolean isPeriod() {
        return this == DAYS || this == WORKING_DAYS;
    }
}

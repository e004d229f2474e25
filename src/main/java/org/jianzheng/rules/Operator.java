package org.jianzheng.rules;

/** How a fact is compared with the value. 以上、以下、以内 include the number (民法典 第一千二百五十九条). */
public enum Operator implements Word {
    AT_LEAST(">="),
    AT_MOST("<="),
    MORE_THAN(">"),
    EXACTLY("=");

    private final String word;

    Operator(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** Applies to the outcome of {@code actual.compareTo(required)}. */
    boolean holds(int comparison) {
        return switch (this) {
            case AT_LEAST -> comparison >= 0;
            case AT_MOST -> comparison <= 0;
            case MORE_THAN -> comparison > 0;
            case EXACTLY -> comparison == 0;
        };
    }
}

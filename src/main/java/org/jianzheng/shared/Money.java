package org.jianzheng.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount of renminbi in whole fen; never a fraction of a fen, never a {@code double}.
 *
 * <p>In JSON it is the fen as a decimal string ({@code "500000000"} is five million yuan), because RFC 8785 numbers are
 * doubles.
 */
public record Money(long fen) implements Comparable<Money> {
    private static final Pattern FEN = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    /** Reads fen written as a decimal string. */
    @JsonCreator
    public static Money ofFen(String fen) {
        if (fen == null || !FEN.matcher(fen).matches() || fen.equals("-0")) {
            throw Problem.of("shared/money")
                    .detail("An amount must be whole fen as a decimal string, not '%s'.", fen)
                    .remedy("Write ¥1,234.50 as \"123450\".");
        }
        return new Money(Long.parseLong(fen));
    }

    /** Reads yuan with at most two decimals, for example {@code "4980000"} or {@code "0.05"}. */
    public static Money ofYuan(String yuan) {
        try {
            return new Money(new BigDecimal(yuan).movePointRight(2).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw Problem.of("shared/money")
                    .detail("'%s' is not an amount in yuan with at most two decimals.", yuan)
                    .remedy("Write it like 4980000.00.")
                    .cause(e);
        }
    }

    @JsonValue
    public String text() {
        return Long.toString(fen);
    }

    public boolean isPositive() {
        return fen > 0;
    }

    /** As people read it: {@code ¥4,980,000.00}. */
    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT, "%s¥%,d.%02d", fen < 0 ? "-" : "", Math.abs(fen / 100), Math.abs(fen % 100));
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }
}

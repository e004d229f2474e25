package org.jianzheng.rules;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import org.jianzheng.shared.Money;

/**
 * One number of the law during the days it is in force, with the article it stands in.
 *
 * <p>The comparing methods are what the platform, the tool and a replay all call; asking a parameter for a shape that
 * its unit does not have is a mistake of the program ({@link IllegalStateException}).
 *
 * @param value as written in the rule file; read it with the method that fits its {@link #unit}
 * @param kind how days are counted; null unless the unit is days or working days
 * @param to the last day in force, or null
 * @param article Chinese name of the law and 条
 * @param region division code of a local rule, or null for the whole country
 * @param source evidence beside the article, or null
 */
public record Parameter(
        String key,
        Text description,
        String value,
        Unit unit,
        Kind kind,
        Operator operator,
        LocalDate from,
        LocalDate to,
        String article,
        String scope,
        Level level,
        String region,
        Mark mark,
        String source) {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    public boolean inForce(LocalDate on) {
        return !on.isBefore(from) && (to == null || !on.isAfter(to));
    }

    /** Days, working days, minutes or a count. */
    public int number() {
        require(unit.isPeriod() || unit == Unit.MINUTES || unit == Unit.COUNT, "a whole number");
        return Integer.parseInt(value);
    }

    /** A number of minutes. */
    public Duration duration() {
        require(unit == Unit.MINUTES, "minutes");
        return Duration.ofMinutes(number());
    }

    public Money money() {
        require(unit == Unit.YUAN, "an amount");
        return Money.ofYuan(value);
    }

    public boolean flag() {
        require(unit == Unit.FLAG, "a flag");
        return Boolean.parseBoolean(value);
    }

    public String choice() {
        require(unit == Unit.CHOICE, "a choice");
        return value;
    }

    /** The day that a period beginning with {@code start} is compared with: the first lawful or the last lawful one. */
    public LocalDate boundary(LocalDate start, Calendar calendar) {
        require(unit.isPeriod(), "a period");
        return calendar.plus(start, number(), kind);
    }

    /** Whether a period from {@code start} to {@code end} keeps this rule. */
    public boolean allows(LocalDate start, LocalDate end, Calendar calendar) {
        return operator.holds(end.compareTo(boundary(start, calendar)));
    }

    /** The percentage of {@code base}, rounded to the fen on the strict side. */
    public Money limit(Money base) {
        require(unit == Unit.PERCENT, "a percentage");
        var rounding = operator == Operator.AT_MOST ? RoundingMode.FLOOR : RoundingMode.CEILING;
        var fen = new BigDecimal(base.fen()).multiply(new BigDecimal(value)).divide(HUNDRED, 0, rounding);
        return new Money(fen.longValueExact());
    }

    public boolean allows(Money amount) {
        return operator.holds(amount.compareTo(money()));
    }

    /** Whether {@code amount} keeps this percentage of {@code base}. */
    public boolean allows(Money amount, Money base) {
        return operator.holds(amount.compareTo(limit(base)));
    }

    public boolean allows(int count) {
        return operator.holds(Integer.compare(count, number()));
    }

    /** The boundary of this fraction among {@code members} people; 2/3 of 7, at least, is 5. */
    public int countOf(int members) {
        var product = BigInteger.valueOf(members).multiply(numerator());
        var quotient = product.divideAndRemainder(denominator());
        int whole = quotient[0].intValueExact();
        return switch (operator) {
            case AT_LEAST -> quotient[1].signum() == 0 ? whole : whole + 1;
            case MORE_THAN -> whole + 1;
            case AT_MOST, EXACTLY -> whole;
        };
    }

    /** The value as people read it: {@code ≥ 20 日}. */
    public Text required() {
        var sign = operator.word().replace(">=", "≥").replace("<=", "≤");
        return switch (unit) {
            case DAYS -> new Text(sign + " " + value + " 日", sign + " " + value + " days");
            case WORKING_DAYS -> new Text(sign + " " + value + " 个工作日", sign + " " + value + " working days");
            case MINUTES -> new Text(sign + " " + value + " 分钟", sign + " " + value + " minutes");
            case YUAN -> new Text(sign + " " + money(), sign + " " + money());
            case PERCENT -> new Text(sign + " " + value + "%", sign + " " + value + "%");
            case COUNT, FRACTION, FLAG, CHOICE -> new Text(sign + " " + value, sign + " " + value);
        };
    }

    private BigInteger numerator() {
        require(unit == Unit.FRACTION, "a fraction");
        return new BigInteger(value.substring(0, value.indexOf('/')));
    }

    private BigInteger denominator() {
        return new BigInteger(value.substring(value.indexOf('/') + 1));
    }

    private void require(boolean fits, String asked) {
        if (!fits) {
            throw new IllegalStateException(key + " is " + unit.word() + ", not " + asked);
        }
    }
}

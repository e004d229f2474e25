package org.jianzheng.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jianzheng.shared.Problem;

/** Instants in their one spelling: {@code YYYY-MM-DDTHH:MM:SS.mmmZ}. */
public final class Instants {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Instants() {}

    /** Truncates to the millisecond, as the log does. */
    public static String format(Instant instant) {
        return FORMAT.format(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    public static Instant parse(String text) {
        try {
            var instant = Instant.parse(text);
            if (format(instant).equals(text)) {
                return instant;
            }
        } catch (DateTimeException | NullPointerException e) {
            throw refuse(text).cause(e);
        }
        throw refuse(text);
    }

    private static Problem refuse(String text) {
        return Problem.of("record/instant")
                .detail("'%s' is not an instant.", text)
                .remedy("Write it like 2026-03-23T01:30:00.000Z.");
    }
}

package org.jianzheng.record;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jianzheng.shared.Problem;

/** The checks that every form makes of its fields; each names the field and what it should hold. */
final class Fields {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Fields() {}

    static void version(int v) {
        if (v != 1) {
            throw refuse("v", Integer.toString(v), "1, the version of this form");
        }
    }

    static <T> T present(String field, T value) {
        if (value == null) {
            throw refuse(field, null, "a value");
        }
        return value;
    }

    /** Lower-case hex of exactly {@code digits} digits. */
    static void hex(String field, String value, int digits) {
        if (value == null || value.length() != digits || !HEX.matcher(value).matches()) {
            throw refuse(field, value, digits + " lower-case hexadecimal digits");
        }
    }

    static void uuid(String field, String value) {
        if (value == null || !UUID.matcher(value).matches()) {
            throw refuse(field, value, "a lower-case UUID");
        }
    }

    /** A short lower-case name: letters, digits and dashes. */
    static void word(String field, String value) {
        if (value == null || !WORD.matcher(value).matches()) {
            throw refuse(field, value, "a lower-case name of at most 32 letters, digits and dashes");
        }
    }

    static void text(String field, String value, int max) {
        if (value == null || value.isBlank() || value.length() > max) {
            throw refuse(field, value, "a text of 1 to " + max + " characters");
        }
    }

    static void range(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw refuse(field, Long.toString(value), "a whole number from " + min + " to " + max);
        }
    }

    /** Deadlines are whole seconds, because cosignatures are (C2SP tlog-cosignature). */
    static void wholeSeconds(String field, Instant deadline) {
        if (present(field, deadline).getNano() != 0) {
            throw refuse(field, deadline.toString(), "an instant at a whole second");
        }
    }

    /** An unmodifiable copy without nulls. */
    static <T> List<T> list(String field, List<T> value, int min, int max) {
        if (value == null || value.size() < min || value.size() > max) {
            throw refuse(
                    field,
                    value == null ? null : value.size() + " items",
                    "a list of " + min + " to " + max + " items");
        }
        if (value.stream().anyMatch(item -> item == null)) {
            throw refuse(field, "a null", "a list without nulls");
        }
        return List.copyOf(value);
    }

    static Problem refuse(String field, String value, String expected) {
        var shown = value != null && value.length() > 120 ? value.substring(0, 120) + "…" : value;
        return Problem.of("record/field")
                .field(field)
                .detail("'%s' is refused as %s.", shown, field)
                .remedy("Give " + expected + ".");
    }
}

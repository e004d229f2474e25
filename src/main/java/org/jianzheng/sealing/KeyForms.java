package org.jianzheng.sealing;

import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.Problem;

/** What the forms of the key ceremony check about their fields, and how they spell points. */
final class KeyForms {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private KeyForms() {}

    static void version(int v) {
        require("v", v == 1, "is " + v + ", not 1");
    }

    static void purpose(String purpose) {
        require("purpose", CeremonyPlan.OPENING.equals(purpose), "is '" + purpose + "', not opening");
    }

    static void round(String round, String expected) {
        require("round", expected.equals(round), "is '" + round + "', not " + expected);
    }

    static void present(String field, Object value) {
        require(field, value != null, "is missing");
    }

    static void name(String field, String value) {
        require(field, value != null && NAME.matcher(value).matches(), "is not a name: '" + value + "'");
    }

    static void hex(String field, String value, int digits) {
        boolean fits =
                value != null && value.length() == digits && HEX.matcher(value).matches();
        require(field, fits, "is not " + digits + " lower-case hex digits");
    }

    static void range(String field, long value, long min, long max) {
        require(field, value >= min && value <= max, "is " + value + ", not between " + min + " and " + max);
    }

    static <T> List<T> list(String field, List<T> value) {
        require(field, value != null && value.stream().noneMatch(item -> item == null), "is missing or holds a null");
        return List.copyOf(value);
    }

    /** Fixed values, so that nobody plans a grace in which the platform could collect late bids. */
    static void timing(String origin, String notBefore, int grace, int settle) {
        require("origin", origin != null && !origin.isBlank() && origin.length() <= 255, "is missing");
        wholeSeconds("notBefore", notBefore);
        boolean sandbox = origin.startsWith("sandbox.");
        require("graceSeconds", grace == (sandbox ? 3 : 10), "is " + grace + ", not 10 (3 in a sandbox)");
        require("settleSeconds", settle == (sandbox ? 1 : 5), "is " + settle + ", not 5 (1 in a sandbox)");
    }

    static void wholeSeconds(String field, String instant) {
        Instants.parse(instant);
        require(field, instant.endsWith(".000Z"), "is '" + instant + "', not in whole seconds");
    }

    static void custodians(List<CeremonyPlan.Custodian> custodians, int n, int t) {
        require("n", n >= 3 && n <= 99 && custodians.size() == n, "is " + n + " for " + custodians.size() + " offices");
        require("t", t <= n && t > n - t, "is " + t + ": more than half of " + n + " offices must agree");
        var names = new HashSet<String>();
        var certificates = new HashSet<String>();
        for (int i = 0; i < n; i++) {
            var custodian = custodians.get(i);
            require("custodians.index", custodian.index() == i + 1, "is " + custodian.index() + ", not " + (i + 1));
            // One office under two names would hold two shares.
            boolean distinct = names.add(custodian.name())
                    && certificates.add(custodian.signing())
                    && (certificates.add(custodian.encryption())
                            || custodian.encryption().equals(custodian.signing()));
            require("custodians", distinct, "names an office or a certificate twice: " + custodian.name());
        }
    }

    static String text(Point point) {
        return Base64.getEncoder().encodeToString(point.enc());
    }

    /** A point spelled as base64 of its 33 compressed bytes. */
    static Point point(Suite suite, String field, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw refuse(field, "is not base64").cause(e);
        }
        var point = Point.decode(suite, bytes);
        require(field, text(point).equals(text), "is not base64 of a compressed point");
        return point;
    }

    static String sha256(byte[]... parts) {
        return HexFormat.of().formatHex(digest(parts));
    }

    static byte[] digest(byte[]... parts) {
        var digest = Digests.sha256();
        for (var part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    static void require(String field, boolean holds, String otherwise) {
        if (!holds) {
            throw refuse(field, otherwise);
        }
    }

    private static Problem refuse(String field, String otherwise) {
        return Problem.of("sealing/form")
                .field(field)
                .detail("%s %s.", field, otherwise)
                .remedy("Write the form as docs/protocols/envelope.md gives it.");
    }
}

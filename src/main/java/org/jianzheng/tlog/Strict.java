package org.jianzheng.tlog;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jianzheng.shared.Problem;

/**
 * Readers that take one spelling only.
 *
 * <p>The JDK's own are lenient where a signed format must not be: {@code Long.parseLong} takes {@code +5} and non-ASCII
 * digits, {@code Base64} takes missing padding and set spare bits, {@code new String} hides broken UTF-8.
 */
final class Strict {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");

    private Strict() {}

    static String utf8(byte[] bytes, String slug) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refuse(slug, "It is not valid UTF-8.").cause(e);
        }
    }

    static byte[] utf8(String text, String slug) {
        try {
            var buffer = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw refuse(slug, "It holds half a surrogate pair.").cause(e);
        }
    }

    /** A decimal without sign or leading zero, at most 2^63-1. */
    static long number(String text, String slug) {
        if (NUMBER.matcher(text).matches()) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw refuse(slug, "%s is above the largest size, 9223372036854775807.", quote(text))
                        .cause(e);
            }
        }
        throw refuse(slug, "%s is not a decimal without sign and leading zero.", quote(text));
    }

    static byte[] base64(String text, String slug) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (base64(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw refuse(slug, "%s is not base64.", quote(text)).cause(e);
        }
        throw refuse(slug, "%s is not the padded, canonical spelling of its base64.", quote(text));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The 32 bytes of a base64 line. */
    static byte[] hash(String text, String slug) {
        var bytes = base64(text, slug);
        if (bytes.length != Sha256.LENGTH) {
            throw refuse(slug, "%s holds %d bytes instead of a 32-byte hash.", quote(text), bytes.length);
        }
        return bytes;
    }

    static byte[] checkHash(byte[] hash, String slug) {
        if (hash == null || hash.length != Sha256.LENGTH) {
            throw refuse(slug, "A hash has %d bytes instead of 32.", hash == null ? 0 : hash.length);
        }
        return hash;
    }

    /** Splits at \n only ({@code String.lines} also splits at \r); each line must end in one, the last too. */
    static List<String> lines(String text, String slug) {
        if (!text.endsWith("\n")) {
            throw refuse(slug, "Its last line does not end in a newline.");
        }
        var lines = new ArrayList<String>();
        for (int from = 0; from < text.length(); ) {
            int to = text.indexOf('\n', from);
            lines.add(text.substring(from, to));
            from = to + 1;
        }
        return lines;
    }

    /** No control character below 0x20 but the newline (signed-note, section Format). */
    static void noControls(String text, String slug) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 && text.charAt(i) != '\n') {
                throw refuse(slug, "It holds the control character U+%04X at position %d.", (int) text.charAt(i), i);
            }
        }
    }

    /** A key name: not empty, no Unicode space, no plus, no control. */
    static String name(String name, String slug) {
        boolean bad = name.isEmpty() || name.codePoints().anyMatch(Strict::isBannedInName);
        if (bad) {
            throw refuse(slug, "%s is not a key name: it is empty or holds a space or a plus.", quote(name));
        }
        utf8(name, slug);
        return name;
    }

    private static boolean isBannedInName(int c) {
        // Character.isWhitespace leaves out the no-break spaces, isSpaceChar the controls, and both leave out NEL.
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85 || c == '+' || c < 0x20;
    }

    static Problem refuse(String slug, String detail, Object... arguments) {
        return Problem.of(slug)
                .detail("Refused as %s: %s", slug.substring(slug.indexOf('/') + 1), String.format(detail, arguments))
                .remedy("Fetch it again from its source and do not alter it.");
    }

    static String quote(String text) {
        return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"';
    }
}

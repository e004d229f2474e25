package org.jianzheng.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jianzheng.shared.Problem;

/**
 * A text with signature lines (C2SP signed-note).
 *
 * <p>A parsed note says nothing yet: ask {@link #verify} first. Lines of unknown keys are carried along and count for
 * nothing; a line of a known key that does not verify spoils the note.
 */
public final class SignedNote {
    private static final String SLUG = "tlog/note";
    private static final String DASH = "— ";
    private static final int MOST_SIGNATURES = 100;
    private static final int LONGEST = 1_000_000;

    /**
     * One line {@code — name base64(keyId, bytes)}.
     *
     * @param bytes what the key's type makes of it: 64 bytes, or a time and 64 bytes
     */
    public record Signature(String name, int keyId, byte[] bytes) {
        public Signature {
            Strict.name(name, SLUG);
            if (bytes.length == 0) {
                throw Strict.refuse(SLUG, "The signature of %s is empty.", Strict.quote(name));
            }
            bytes = bytes.clone();
        }

        /** Reads a line without its newline. */
        public static Signature parse(String line) {
            var parts = line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
            if (parts.length != 2) {
                throw Strict.refuse(SLUG, "%s is not a signature line.", Strict.quote(line));
            }
            var blob = Strict.base64(parts[1], SLUG);
            if (blob.length < 5) {
                throw Strict.refuse(SLUG, "The signature of %s is too short.", Strict.quote(parts[0]));
            }
            int keyId = HexFormat.fromHexDigits(HexFormat.of().formatHex(blob, 0, 4));
            return new Signature(parts[0], keyId, Arrays.copyOfRange(blob, 4, blob.length));
        }

        /** Reads lines that stand alone, as a cosigner answers with. */
        public static List<Signature> parseLines(byte[] lines) {
            var parsed = Strict.lines(Strict.utf8(lines, SLUG), SLUG).stream()
                    .map(Signature::parse)
                    .toList();
            if (parsed.isEmpty() || parsed.size() > MOST_SIGNATURES) {
                throw Strict.refuse(SLUG, "It has %d signatures; 1 to %d are taken.", parsed.size(), MOST_SIGNATURES);
            }
            return parsed;
        }

        /** The line with its newline. */
        public String line() {
            var blob = new byte[4 + bytes.length];
            System.arraycopy(HexFormat.of().parseHex(HexFormat.of().toHexDigits(keyId)), 0, blob, 0, 4);
            System.arraycopy(bytes, 0, blob, 4, bytes.length);
            return DASH + name + " " + Strict.base64(blob) + "\n";
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Signature that && line().equals(that.line());
        }

        @Override
        public int hashCode() {
            return line().hashCode();
        }
    }

    private final String text;
    private final List<Signature> signatures;

    private SignedNote(String text, List<Signature> signatures) {
        this.text = text;
        this.signatures = List.copyOf(signatures);
    }

    /** A note of {@code text}, which must end in a newline, with at least one signature. */
    public static SignedNote of(String text, List<Signature> signatures) {
        Strict.utf8(text, SLUG);
        Strict.noControls(text, SLUG);
        if (!text.endsWith("\n")) {
            throw Strict.refuse(SLUG, "Its text does not end in a newline.");
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw Strict.refuse(SLUG, "It has %d signatures; 1 to %d are taken.", signatures.size(), MOST_SIGNATURES);
        }
        return new SignedNote(text, signatures);
    }

    public static SignedNote sign(String text, NoteSigner signer) {
        return of(text, List.of(signer.sign(text)));
    }

    public static SignedNote parse(byte[] note) {
        if (note.length > LONGEST) {
            throw Strict.refuse(SLUG, "%d bytes are more than %d.", note.length, LONGEST);
        }
        var whole = Strict.utf8(note, SLUG);
        Strict.noControls(whole, SLUG);
        // The last empty line splits: the text itself may hold others.
        int split = whole.lastIndexOf("\n\n");
        if (split < 0 || split + 2 == whole.length()) {
            throw Strict.refuse(SLUG, "It has no signature lines after an empty line.");
        }
        var lines = Strict.lines(whole.substring(split + 2), SLUG);
        if (lines.size() > MOST_SIGNATURES) {
            throw Strict.refuse(SLUG, "It has %d signatures, more than %d.", lines.size(), MOST_SIGNATURES);
        }
        return of(
                whole.substring(0, split + 1),
                lines.stream().map(Signature::parse).toList());
    }

    /**
     * The known keys that signed this note, each once, in the order of the lines.
     *
     * @throws Problem {@code tlog/signature} when a known key's line does not verify; {@code tlog/no-known-signature}
     *     when no known key signed
     */
    public List<Vkey> verify(List<Vkey> known) {
        var signed = new ArrayList<Vkey>();
        for (var signature : signatures) {
            var named = known.stream()
                    .filter(key -> key.isNamedBy(signature))
                    .distinct()
                    .toList();
            if (named.size() > 1) {
                // Four bytes of key id can be made to collide; then no line can be told to be either key's.
                throw Strict.refuse("tlog/signature", "Two known keys share name and id of %s.", named.get(0))
                        .remedy("Take one of the two keys out of the policy.");
            }
            for (var key : named) {
                if (!key.verify(text, signature)) {
                    throw Strict.refuse("tlog/signature", "The signature of %s does not verify.", key);
                }
                if (!signed.contains(key)) {
                    signed.add(key);
                }
            }
        }
        if (signed.isEmpty()) {
            throw Strict.refuse("tlog/no-known-signature", "None of the %d known keys signed it.", known.size())
                    .remedy("Compare the signature lines with the keys of your policy.");
        }
        return signed;
    }

    /** This note with one more line; a line that is there already is not repeated. */
    public SignedNote withSignature(Signature signature) {
        if (signatures.contains(signature)) {
            return this;
        }
        var more = new ArrayList<>(signatures);
        more.add(signature);
        return of(text, more);
    }

    public String text() {
        return text;
    }

    public List<Signature> signatures() {
        return signatures;
    }

    public byte[] bytes() {
        return Strict.utf8(toString(), SLUG);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedNote that && text.equals(that.text) && signatures.equals(that.signatures);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, signatures);
    }

    /** The note as it is written. */
    @Override
    public String toString() {
        var whole = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> whole.append(signature.line()));
        return whole.toString();
    }
}

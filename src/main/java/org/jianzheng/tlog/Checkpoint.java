package org.jianzheng.tlog;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A head of a log: its origin, how many entries it has, and their root (C2SP tlog-checkpoint).
 *
 * @param extensions further lines, read from others' logs; the witness log writes none and its cosigners sign none
 */
public record Checkpoint(String origin, long size, byte[] root, List<String> extensions) {
    private static final String SLUG = "tlog/checkpoint";

    public Checkpoint {
        if (size < 0) {
            throw Strict.refuse(SLUG, "A log cannot have %d entries.", size);
        }
        root = Strict.checkHash(root, SLUG).clone();
        extensions = List.copyOf(extensions);
        checkLine(origin);
        extensions.forEach(Checkpoint::checkLine);
    }

    public Checkpoint(String origin, long size, byte[] root) {
        this(origin, size, root, List.of());
    }

    public static Checkpoint parse(String text) {
        var lines = Strict.lines(text, SLUG);
        if (lines.size() < 3) {
            throw Strict.refuse(SLUG, "It has %d lines instead of origin, size and root.", lines.size());
        }
        return new Checkpoint(
                lines.get(0),
                Strict.number(lines.get(1), SLUG),
                Strict.hash(lines.get(2), SLUG),
                lines.subList(3, lines.size()));
    }

    private static void checkLine(String line) {
        Strict.noControls(line, SLUG);
        Strict.utf8(line, SLUG);
        if (line.isEmpty() || line.indexOf('\n') >= 0) {
            throw Strict.refuse(SLUG, "An origin or extension line is empty.");
        }
    }

    /** The note text: what the log signs and the cosigners cosign. */
    public String text() {
        var text = new StringBuilder(origin + "\n" + size + "\n" + Strict.base64(root) + "\n");
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that
                && size == that.size
                && origin.equals(that.origin)
                && Arrays.equals(root, that.root)
                && extensions.equals(that.extensions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin, size, Arrays.hashCode(root), extensions);
    }
}

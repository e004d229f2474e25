package org.jianzheng.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jianzheng.shared.Problem;

/** What the secrets of an office directory are encrypted under; never printed. */
public final class Passphrase {
    static final String VARIABLE = "JIANZHENG_OFFICE_PASSPHRASE";
    static final String FILE_VARIABLE = "JIANZHENG_OFFICE_PASSPHRASE_FILE";

    private final char[] characters;

    private Passphrase(char[] characters) {
        this.characters = characters;
    }

    public static Passphrase of(String text) {
        return new Passphrase(text.toCharArray());
    }

    /** No passphrase: accepted by sandbox offices only. */
    public static Passphrase none() {
        return new Passphrase(new char[0]);
    }

    /** The first line of a file that only its owner should be able to read. */
    public static Passphrase read(Path file) {
        try (var lines = Files.lines(file)) {
            return of(lines.findFirst().orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the passphrase file " + file, e);
        }
    }

    /** From the file or the text that the environment names; {@link #none} without either. */
    public static Passphrase environment() {
        var file = System.getenv(FILE_VARIABLE);
        if (file != null && !file.isEmpty()) {
            return read(Path.of(file));
        }
        var text = System.getenv(VARIABLE);
        return text == null ? none() : of(text);
    }

    boolean isEmpty() {
        return characters.length == 0;
    }

    char[] characters() {
        return characters.clone();
    }

    static Problem missing() {
        return Problem.of("office/passphrase")
                .detail("Only a sandbox office may keep its keys without a passphrase.")
                .remedy("Set " + VARIABLE + " or " + FILE_VARIABLE + ".");
    }

    @Override
    public String toString() {
        return "Passphrase[hidden]";
    }
}

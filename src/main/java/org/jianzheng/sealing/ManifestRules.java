package org.jianzheng.sealing;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.shared.Problem;

/** What a manifest must satisfy in itself, before it is compared with anything: sizes, names, padding. */
final class ManifestRules {
    static final int MAX_FILES = 1000;
    static final int MAX_PARTS = SubmissionStatement.MAX_PARTS;
    static final int MAX_FORM = 1 << 20;

    /** Less than this may follow a file as padding. */
    static final int PAGE = 64 << 10;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,63}");

    private ManifestRules() {}

    static void check(Manifest m) {
        require(m.v() == 1, "its version is " + m.v() + ", not 1");
        require(isHash(m.salt()), "its salt is not 64 hex digits");
        require(isHash(m.bidder()) && isHash(m.openingKey()), "bidder or opening key is not 64 hex digits");
        require(m.tender() != null && m.lot() != null && m.envelope() != null, "tender, lot or envelope is missing");
        Suite.of(m.suite());
        require(m.pad() != null && m.pad().chars().allMatch(c -> c == '0' || c == ' '), "its padding is not zeros");
        int count = m.files().size();
        require(count >= 1 && count <= MAX_FILES, "it has " + count + " files; 1 to " + MAX_FILES + " are allowed");
        require(m.form().name().equals(Manifest.FORM), "its first file is not " + Manifest.FORM);
        require(m.form().size() <= MAX_FORM, "its form is larger than 1 MiB");
        var names = new HashSet<String>();
        for (var file : m.files()) {
            checkName(file.name());
            // Two names that a file system takes for one would hide one of the files.
            var folded = Normalizer.normalize(file.name(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
            require(names.add(folded), "two files are called " + file.name());
            checkFile(file);
        }
        require(m.partCount() <= MAX_PARTS, "it has more than " + MAX_PARTS + " parts");
    }

    private static void checkFile(ManifestFile file) {
        require(MEDIA_TYPE.matcher(file.mediaType()).matches(), "the media type of " + file.name() + " is not one");
        require(!file.parts().isEmpty() && file.size() > 0, file.name() + " is empty");
        long full = file.parts().get(0).size();
        for (int i = 0; i < file.parts().size(); i++) {
            var part = file.parts().get(i);
            boolean last = i == file.parts().size() - 1;
            require(
                    part.size() >= 1
                            && part.size() <= Part.MAX_PLAIN
                            && (last ? part.size() <= full : part.size() == full),
                    "part " + i + " of " + file.name() + " has a wrong size of " + part.size());
            require(isHash(part.hash()) && isHash(part.ptHash()), "a hash of " + file.name() + " is not 64 hex digits");
        }
        long padding = file.paddedSize() - file.size();
        require(padding >= 0 && padding < PAGE, file.name() + " has " + padding + " bytes of padding");
    }

    /** A plain file name: it becomes one on the reader's disk. */
    static void checkName(String name) {
        boolean plain = name.length() <= 120
                && !name.isBlank()
                && name.equals(name.strip())
                && !name.startsWith(".")
                && !name.endsWith(".")
                && name.codePoints().noneMatch(ManifestRules::isForbidden);
        require(plain, "'" + name.replaceAll("\\p{C}", "?") + "' is not a plain file name");
    }

    private static boolean isForbidden(int c) {
        int type = Character.getType(c);
        return "/\\:*?\"<>|".indexOf(c) >= 0
                || type == Character.CONTROL
                || type == Character.FORMAT // an override of the writing direction disguises an extension
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    static boolean isHash(String text) {
        return text != null && HASH.matcher(text).matches();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refuse(otherwise);
        }
    }

    static Problem refuse(String reason) {
        return Problem.of("sealing/manifest")
                .detail("The manifest is refused: %s.", reason)
                .remedy("Seal the bid again with plain file names, at most 1000 files, none of them empty.");
    }
}

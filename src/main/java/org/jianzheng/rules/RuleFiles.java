package org.jianzheng.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files of a rule tree as bytes: bounded in number and size, hashed as a whole. */
final class RuleFiles {
    static final int MAX_FILES = 500;
    private static final Pattern NAME = Pattern.compile("README\\.md"
            + "|(parameters|procedures|calendar|(cases/(parameters|procedures|calendar)))/[a-z0-9][a-z0-9-]*\\.yaml");

    private final SortedMap<String, byte[]> files;

    private RuleFiles(SortedMap<String, byte[]> files) {
        this.files = files;
    }

    static RuleFiles read(Path dir) {
        if (!Files.isDirectory(dir)) {
            throw YamlNode.fault(
                    dir.toString(), 0, "There is no directory of rules here.", "Point to the directory bid-rules.");
        }
        var files = new TreeMap<String, byte[]>();
        try (var walk = Files.walk(dir)) {
            for (var path : (Iterable<Path>) walk::iterator) {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    var name = dir.relativize(path).toString().replace('\\', '/');
                    files.put(name, bytes(name, path));
                }
                requireFew(files.size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the rules in " + dir, e);
        }
        return of(files);
    }

    static RuleFiles of(Map<String, byte[]> given) {
        requireFew(given.size());
        var files = new TreeMap<String, byte[]>();
        given.forEach((name, bytes) -> {
            if (!NAME.matcher(name).matches()) {
                throw YamlNode.fault(
                        name,
                        0,
                        "This file has no place in a rule tree.",
                        "Delete it, or move it: parameters/, procedures/, calendar/ and cases/ hold"
                                + " lower-case-name.yaml.");
            }
            requireSmall(name, bytes.length);
            files.put(name, bytes.clone());
        });
        return new RuleFiles(files);
    }

    /** Copies, so that nobody can change what was hashed. */
    SortedMap<String, byte[]> copy() {
        var copy = new TreeMap<String, byte[]>();
        files.forEach((name, bytes) -> copy.put(name, bytes.clone()));
        return Collections.unmodifiableSortedMap(copy);
    }

    SortedMap<String, byte[]> under(String folder) {
        return files.subMap(folder + "/", folder + "0");
    }

    /** SHA-256 over the lines {@code <sha256>  <path>\n} in byte order of the paths: what sha256sum would list. */
    String hash() {
        var listing = new StringBuilder();
        files.forEach((name, bytes) ->
                listing.append(sha256(bytes)).append("  ").append(name).append('\n'));
        return sha256(listing.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(String name, Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw YamlNode.fault(name, 0, "A rule tree holds plain files only.", "Replace the link by its file.");
        }
        requireSmall(name, Files.size(path));
        return Files.readAllBytes(path);
    }

    private static void requireSmall(String name, long size) {
        if (size > YamlNode.MAX_BYTES) {
            throw YamlNode.fault(name, 0, "The file has " + size + " bytes, more than 1 MiB.", "Split it.");
        }
    }

    private static void requireFew(int count) {
        if (count > MAX_FILES) {
            throw YamlNode.fault("", 0, "The tree has more than " + MAX_FILES + " files.", "Is this bid-rules?");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

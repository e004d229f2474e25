package org.jianzheng;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of the project as TidyTest reads it; {@code path} is relative to the project, with slashes. */
record Source(String path, String text) {
    /** What the project consists of besides its hidden files. */
    static final List<String> ROOTS = List.of("src", "bid-rules", "deploy", "docs", ".ci", "pom.xml", "README.md");

    private static final Set<String> SKIPPED_FOLDERS = Set.of("node_modules", "dist");
    private static final Pattern BINARY =
            Pattern.compile(".*\\.(png|jpg|ico|ttf|otf|ttc|woff2?|pdf|der|p12|zip|jar|bin)");
    private static final Pattern NOT_CODE = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'",
            Pattern.DOTALL);

    static List<Source> all() {
        return ROOTS.stream().flatMap(root -> under(Path.of(root))).toList();
    }

    private static Stream<Source> under(Path root) {
        if (Files.notExists(root)) {
            return Stream.empty();
        }
        try (var paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile).filter(Source::isOurs).map(Source::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path path) {
        for (var part : path) {
            if (SKIPPED_FOLDERS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    private static Source read(Path path) {
        var name = path.toString().replace('\\', '/');
        try {
            var text = BINARY.matcher(name).matches() ? "" : Files.readString(path, StandardCharsets.ISO_8859_1);
            return new Source(name, new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text with comments and literals blanked, line breaks kept. */
    String code() {
        return NOT_CODE.matcher(text).replaceAll(hit -> hit.group().replaceAll("[^\\n]", " "));
    }

    boolean isBinary() {
        return BINARY.matcher(path).matches();
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isMainJava() {
        return isJava() && path.startsWith("src/main/java/");
    }

    boolean isTestJava() {
        return isJava() && path.startsWith("src/test/java/");
    }

    boolean isIn(String module) {
        return path.startsWith("src/main/java/org/jianzheng/" + module + "/");
    }

    String folder() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}

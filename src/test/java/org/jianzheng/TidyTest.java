package org.jianzheng;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bans of {@code docs/STYLE.md} hold in every file, each finding names its remedy, and each ban has teeth. */
class TidyTest {
    private static final List<Source> SOURCES = Source.all();
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)>#\\s]+)[^)]*\\)");
    private static final Pattern FENCE = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern JUPITER =
            Pattern.compile("import org\\.junit\\.jupiter\\.(api\\.(Test|RepeatedTest|TestFactory);|params\\.)");
    private static final Set<String> TOP_LEVEL = Set.of(
            "pom.xml",
            "src",
            "bid-rules",
            "deploy",
            "docs",
            "README.md",
            ".ci",
            ".gitignore",
            ".editorconfig",
            "LICENSE");
    // What git itself or .gitignore keeps out of the repository.
    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", ".cifuzz-corpus", ".idea", ".vscode", ".settings", ".project", ".classpath");

    @ParameterizedTest
    @EnumSource
    void banHoldsEverywhere(Ban ban) {
        var found = SOURCES.stream()
                .filter(ban::concerns)
                .flatMap(source -> ban.bites(source).stream())
                .toList();
        assertEquals(List.of(), found, ban + ": " + ban.remedy);
    }

    @ParameterizedTest
    @EnumSource
    void banBitesItsSampleAndSparesTheRemedy(Ban ban) {
        var folder = ban == Ban.DISABLED_TEST || ban == Ban.SLEEPING_TEST ? "src/test" : "src/main";
        var bad = new Source(folder + "/java/org/jianzheng/tender/Sample.java", "class A {\n" + ban.bad + "\n}\n");
        assertTrue(ban.concerns(bad));
        assertEquals(List.of(bad.path() + ":2"), ban.bites(bad));
        assertEquals(List.of(), ban.bites(new Source(bad.path(), ban.good)));
    }

    @Test
    void consoleIsForToolAndDemoOnly() {
        assertFalse(Ban.CONSOLE.concerns(new Source("src/main/java/org/jianzheng/cli/A.java", "")));
        assertFalse(Ban.CONSOLE.concerns(new Source("src/main/java/org/jianzheng/demo/A.java", "")));
        assertTrue(Ban.CONSOLE.concerns(new Source("src/main/java/org/jianzheng/client/A.java", "")));
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        var dead = SOURCES.stream()
                .filter(source -> source.path().endsWith(".md"))
                .flatMap(source -> deadLinks(source).stream())
                .toList();
        assertEquals(List.of(), dead, "Correct the link, or write the page it promises.");
    }

    @Test
    void deadLinkIsFound() {
        var page = new Source("docs/Sample.md", "[a](nowhere.md) [b](../pom.xml#x) [c](https://example.org)\n");
        assertEquals(List.of("docs/Sample.md -> nowhere.md"), deadLinks(page));
    }

    private static List<String> deadLinks(Source page) {
        return LINK.matcher(FENCE.matcher(page.text()).replaceAll(""))
                .results()
                .map(hit -> hit.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .filter(target ->
                        Files.notExists(Path.of(page.folder()).resolve(target).normalize()))
                .map(target -> page.path() + " -> " + target)
                .toList();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        assertEquals(
                Set.of(),
                silentPackages(SOURCES),
                "Write a package-info.java: purpose, guarantees, where the specification is.");
    }

    @Test
    void silentPackageIsFound() {
        var sample = List.of(new Source("src/main/java/org/jianzheng/x/A.java", ""));
        assertEquals(Set.of("src/main/java/org/jianzheng/x"), silentPackages(sample));
    }

    private static Set<String> silentPackages(List<Source> sources) {
        var folders = sources.stream()
                .filter(Source::isMainJava)
                .map(Source::folder)
                .collect(Collectors.toCollection(TreeSet::new));
        sources.stream()
                .filter(source -> source.path().endsWith("/package-info.java"))
                .map(Source::folder)
                .forEach(folders::remove);
        return folders;
    }

    @Test
    void everyTestClassIsOfOneEngine() {
        var mixed = SOURCES.stream()
                .filter(TidyTest::mixesEngines)
                .map(Source::path)
                .toList();
        assertEquals(
                List.of(),
                mixed,
                "Move the jqwik properties to a class …PropertiesTest: each engine writes its own report of a class, the"
                        + " second overwrites the first, and failures and skips would go uncounted.");
    }

    @Test
    void mixedEnginesAreFound() {
        var jqwik = "import net.jqwik.api.Property;\n";
        var jupiter = "import org.junit.jupiter.api.Test;\n";
        assertTrue(mixesEngines(new Source("src/test/java/org/jianzheng/ATest.java", jqwik + jupiter)));
        assertFalse(mixesEngines(new Source("src/test/java/org/jianzheng/ATest.java", jqwik)));
    }

    private static boolean mixesEngines(Source source) {
        return source.isTestJava()
                && source.code().contains("import net.jqwik.")
                && JUPITER.matcher(source.code()).find();
    }

    @Test
    void topLevelIsTheAgreedOne() throws IOException {
        try (var entries = Files.list(Path.of(""))) {
            var names = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !NOT_OURS.contains(name) && !name.endsWith(".iml"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(
                    new TreeSet<>(TOP_LEVEL),
                    names,
                    "Everything has its place below these; build products go to target, settings of Maven to the pom.");
        }
    }

    @Test
    void scriptsRunAndStopAtTheFirstError() {
        var scripts = SOURCES.stream()
                .filter(source ->
                        source.path().startsWith("deploy/") || source.path().startsWith(".ci/"))
                .filter(source -> source.text().startsWith("#!"))
                .toList();
        for (var script : scripts) {
            assertTrue(Files.isExecutable(Path.of(script.path())), script.path() + ": chmod +x");
            assertTrue(script.text().contains("set -euo pipefail"), script.path() + ": begin with set -euo pipefail");
        }
    }
}

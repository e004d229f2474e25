package org.jianzheng;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What no source of ours contains, with what to do instead; each brings a sample that it must bite. */
enum Ban {
    SYSTEM_INSTANT(
            "Instant\\s*\\.\\s*now\\s*\\(",
            Source::isJava,
            Look.AT_CODE,
            "Take a java.time.Clock, read it once at the door, pass the Instant down.",
            "var t = Instant.now();",
            "var t = clock.instant(); // not Instant.now()"),
    SYSTEM_DATE(
            "\\b(Local|Zoned|Offset)?Date(Time)?\\s*\\.\\s*now\\s*\\(|\\bcurrentTimeMillis\\s*\\(",
            Source::isJava,
            Look.AT_CODE,
            "Derive the date from the Instant the door was called at, in Asia/Shanghai.",
            "var d = LocalDate.now();",
            "var d = LocalDate.ofInstant(now, LAW);"),
    NEW_DATE(
            "\\bnew\\s+(java\\.util\\.)?Date\\s*\\(",
            Source::isJava,
            Look.AT_CODE,
            "Use Instant; where an old API wants a Date, Date.from(instant).",
            "api.set(new Date());",
            "api.set(Date.from(now));"),
    FLOATING_POINT(
            "\\b(double|float|Double|Float)\\b",
            source -> source.isMainJava() && !Exceptions.NO_MONEY_NEAR.contains(source.path()),
            Look.AT_CODE,
            "Money is Money, a rate is a BigDecimal with explicit rounding.",
            "double price = 1.0;",
            "Money price; // never a double"),
    CONSOLE(
            "\\bSystem\\s*\\.\\s*(out|err)\\b|\\.printStackTrace\\s*\\(",
            source -> source.isMainJava()
                    && List.of("cli", "demo", "bench").stream().noneMatch(source::isIn),
            Look.AT_CODE,
            "Log through org.jboss.logging or slf4j; only cli, demo and bench talk to a console.",
            "System.out.println(1);",
            "log.info(1);"),
    UNFINISHED(
            "\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b",
            source -> !source.isBinary(),
            Look.AT_TEXT,
            "Do it now, or write down in docs/CHANGELOG.md what is missing.",
            "// TO" + "DO later",
            "// The next release drops this."),
    EMPTY_CATCH(
            "\\bcatch\\s*\\([^)]*\\)\\s*\\{\\s*\\}",
            Source::isJava,
            Look.AT_TEXT,
            "Handle it, throw it on, or say in the block why nothing is to be done.",
            "try { a(); } catch (IOException e) " + "{ }",
            "try { a(); } catch (IOException gone) { return List.of(); }"),
    DISABLED_TEST(
            "@Disabled\\b",
            Source::isTestJava,
            Look.AT_CODE,
            "Repair the test or delete it; one that needs what is absent says so with an assumption.",
            "@Disabled @Test void a() {}",
            "@Test void a() {}"),
    SLEEPING_TEST(
            "\\bThread\\s*\\.\\s*sleep\\s*\\(|\\.sleep\\s*\\(",
            Source::isTestJava,
            Look.AT_CODE,
            "Time in a test is a test clock; a process or a future is waited for by its own means.",
            "Thread.sleep(100);",
            "process.waitFor();"),
    MACHINE_PATH(
            "(?<![\\w.])/(tmp/wt|work|root|home/[a-z]\\w*)/\\w",
            source -> !source.isBinary(),
            Look.AT_TEXT,
            "Name it relative to the project, or take it from a property.",
            "cd /wo" + "rk/main",
            "cd target/work/main"),
    REGISTRY_HOST(
            "(repo1?\\.maven\\.(apache\\.)?org|registry\\.npm\\w*\\.\\w+|maven\\.aliyun\\.com|npmmirror\\.com)",
            source -> !source.isBinary(),
            Look.AT_TEXT,
            "Leave registries to the settings of whoever builds.",
            "https://regis" + "try.npmjs.org/vue",
            "https://www.npmjs.com/package/vue");

    /** Files that a ban spares, each with its reason. */
    private static final class Exceptions {
        // Random waiting times follow a logarithm.
        static final Set<String> NO_MONEY_NEAR = Set.of("src/main/java/org/jianzheng/witness/CoverRecords.java");
    }

    /** Whether comments and string literals count. */
    enum Look {
        AT_CODE,
        AT_TEXT
    }

    private final Pattern pattern;
    private final Predicate<Source> where;
    private final Look look;
    final String remedy;
    final String bad;
    final String good;

    Ban(String pattern, Predicate<Source> where, Look look, String remedy, String bad, String good) {
        this.pattern = Pattern.compile(pattern);
        this.where = where;
        this.look = look;
        this.remedy = remedy;
        this.bad = bad;
        this.good = good;
    }

    boolean concerns(Source source) {
        return where.test(source);
    }

    /** The lines of {@code source} that are banned, as {@code path:line}. */
    List<String> bites(Source source) {
        var text = look == Look.AT_CODE ? source.code() : source.text();
        return pattern.matcher(text)
                .results()
                .map(hit -> source.path() + ":" + lineOf(text, hit.start()))
                .toList();
    }

    private static long lineOf(String text, int offset) {
        return 1 + text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}

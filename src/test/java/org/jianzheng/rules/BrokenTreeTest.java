package org.jianzheng.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One broken file per mistake: each is refused with its file, its line and what to do. */
class BrokenTreeTest {
    private final TreeMap<String, byte[]> files =
            new TreeMap<>(Rulebook.load(Path.of("bid-rules")).files());

    /** Each row replaces the first {@code old} of one file by {@code broken}; {@code ⏎} is a new line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            parameters/engineering-periods.yaml | '    value: 5'          | '    valeu: 5'                  | Unknown key 'valeu'
            parameters/engineering-periods.yaml | '    value: 5'          | '    value: five'               | not a number of days
            parameters/engineering-periods.yaml | '    value: 5'          | '    value: 05'                 | not a number of days
            parameters/engineering-periods.yaml | '    value: 5'          | '    value: 5⏎    value: 6'     | 'value' stands twice
            parameters/engineering-periods.yaml | '    value: 5'          | '    value: &five 5'            | Anchors and aliases
            parameters/engineering-periods.yaml | '    value: 5'          | '    value: !!java.io.File 5'   | Not YAML
            parameters/engineering-periods.yaml | '    value: 5'          | '    value: !five 5'            | is not used in rules
            parameters/engineering-periods.yaml | '    value: 5'          | '    value: [5'                 | Not YAML
            parameters/engineering-periods.yaml | '    ref: 招标投标法实施条例 第十六条⏎' | ''                          | 'ref' is missing
            parameters/engineering-periods.yaml | '    ref: 招标投标法实施条例 第十六条' | '    ref: 招标投标法实施条例'     | is not an article
            parameters/engineering-periods.yaml | '    ref: 招标投标法实施条例 第十六条' | '    ref: null'               | A value is expected
            parameters/engineering-periods.yaml | '    kind: CAL_ROLL'    | '    kind: WORK'                | does not fit the unit d
            parameters/engineering-periods.yaml | '    kind: CAL_ROLL'    | '    kind: CALENDAR'            | 'CALENDAR' is not known
            parameters/engineering-periods.yaml | '    kind: CAL_ROLL⏎'   | ''                              | needs a kind of counting
            parameters/engineering-periods.yaml | '    unit: flag'        | '    unit: flag⏎    kind: CAL'  | is not counted in days
            parameters/engineering-periods.yaml | '    unit: d'           | '    unit: days'                | 'days' is not known
            parameters/engineering-periods.yaml | '    op: ">="'          | '    op: ">>"'                  | is not known
            parameters/engineering-periods.yaml | '    from: 2012-02-01'  | '    from: 2012-02-30'          | is not a date
            parameters/engineering-periods.yaml | '    from: 2012-02-01'  | '    from: +99999-01-01'        | is not a date
            parameters/engineering-periods.yaml | '    to: null'          | '    to: 2011-01-01'            | before it begins
            parameters/engineering-periods.yaml | '    region: null'      | '    region: Fujian'            | not a division code
            parameters/engineering-periods.yaml | '    level: regulation' | '    level: rule'               | 'rule' is not known
            parameters/engineering-periods.yaml | '    mark: found'       | '    mark: sure'                | 'sure' is not known
            parameters/engineering-periods.yaml | 'key: eng.doc.sale.min' | 'key: eng.prequal.submit.min'   | is in force twice
            parameters/engineering-numbers.yaml | '    value: 2/3'        | '    value: 0.67'               | not a fraction
            parameters/engineering-numbers.yaml | '    value: 800000'     | '    value: 8e5'                | not an amount in yuan
            calendar/cn-2026.yaml               | 'year: 2026'            | 'year: 2027'                    | stands in the wrong file
            calendar/cn-2026.yaml               | '[2026-01-04'           | '[2026-01-05'                   | cannot be a make-up work day
            calendar/cn-2026.yaml               | '[2026-01-04'           | '[2025-01-04'                   | is not in 2026
            calendar/cn-2026.yaml               | 'to: 2026-01-03'        | 'to: 2026-02-15'                | is in two holidays
            calendar/cn-2026.yaml               | 'to: 2026-01-03'        | 'to: 2025-12-31'                | is not in 2026
            procedures/engineering-open-tender.yaml | 'minBids: eng.bidders.min' | 'minBids: eng.bidders.least' | is not in force when the procedure begins
            procedures/engineering-open-tender.yaml | 'from: 2013-05-01'  | 'from: 2010-01-01'              | is not in force when the procedure begins
            procedures/engineering-open-tender.yaml | '{parameter: eng.bid.prepare.min' | '{parameter: eng.contract.within' | is not a minimum period
            procedures/engineering-open-tender.yaml | 'minBids: eng.bidders.min' | 'minBids: eng.committee.odd' | which does not fit here
            procedures/engineering-open-tender.yaml | 'shares: 2'         | 'shares: 1'                     | is not a quorum
            procedures/engineering-open-tender.yaml | 'suite: p256'       | 'suite: rsa'                    | 'rsa' is not p256 or sm2
            procedures/engineering-open-tender.yaml | 'from: clarification' | 'from: questions'             | is not known
            procedures/engineering-open-tender.yaml | 'bid.withdrawn'     | 'bid.undone'                    | no record type 'bid.undone'
            procedures/engineering-open-tender.yaml | '{key: price'       | '{key: sum'                     | no bidder or no price
            procedures/engineering-open-tender.yaml | 'id: engineering-open-tender' | 'id: open-tender'     | stands in the wrong file
            cases/parameters/engineering-periods.yaml | '    lawful: true' | '    legal: true'              | Unknown key 'legal'
            cases/parameters/engineering-numbers.yaml | 'base: "5000000.00"' | 'base: 1e99' | not an amount in yuan
            cases/calendar/cn-2026.yaml         | ', result: 2026-10-08'  | ''                              | expects nothing
            """)
    void refusesEachMistakeWithFileLineAndRemedy(String file, String old, String broken, String complaint) {
        breakFile(file, old, broken);
        var refused = assertThrows(Problem.class, () -> Rulebook.of(files));
        assertEquals("rules/refused", refused.slug());
        assertTrue(refused.detail().matches("(?s)" + file + ", line [1-9][0-9]*: .*"), refused.detail());
        assertTrue(refused.detail().contains(complaint), refused.detail());
        assertTrue(refused.remedy().length() > 5);
    }

    @ParameterizedTest
    @CsvSource({
        "parameters/../../etc.yaml",
        "methods/price.yaml",
        ".DS_Store",
        "parameters/Engineering.yaml",
        "cases/x.yaml"
    })
    void refusesAFileThatHasNoPlaceInTheTree(String name) {
        files.put(name, new byte[] {'x'});
        var refused = assertThrows(Problem.class, () -> Rulebook.of(files));
        assertTrue(refused.getMessage().startsWith(name), refused.getMessage());
    }

    @Test
    void refusesBytesThatAreNotUtf8AndFilesThatAreTooLarge() {
        files.put("parameters/other.yaml", new byte[] {(byte) 0xff});
        assertTrue(
                assertThrows(Problem.class, () -> Rulebook.of(files)).detail().contains("not UTF-8"));
        files.put("parameters/other.yaml", new byte[YamlNode.MAX_BYTES + 1]);
        assertTrue(
                assertThrows(Problem.class, () -> Rulebook.of(files)).detail().contains("more than 1 MiB"));
    }

    @Test
    void refusesNestingThatOnlyAnAttackWouldHave() {
        files.put("parameters/other.yaml", ("parameters: " + "[".repeat(5000)).getBytes(StandardCharsets.UTF_8));
        assertTrue(
                assertThrows(Problem.class, () -> Rulebook.of(files)).detail().contains("Not YAML"));
    }

    @ParameterizedTest
    @CsvSource({"parameters", "procedures", "calendar"})
    void refusesATreeThatLostAFolder(String folder) {
        files.keySet().removeIf(name -> name.startsWith(folder + "/"));
        var refused = assertThrows(Problem.class, () -> Rulebook.of(files));
        assertTrue(refused.members().get("findings").toString().contains(folder + "/: The tree has no file"));
    }

    @Test
    void refusesALinkInTheTree(@TempDir Path dir) throws IOException {
        Files.createDirectories(dir.resolve("parameters"));
        Files.createSymbolicLink(dir.resolve("parameters/other.yaml"), Path.of("/etc/hostname"));
        assertTrue(
                assertThrows(Problem.class, () -> Rulebook.load(dir)).detail().contains("plain files only"));
    }

    @Test
    void refusesADirectoryThatIsNotThere(@TempDir Path dir) {
        var findings = Rulebook.check(dir.resolve("none"));
        assertEquals(1, findings.size());
        assertTrue(findings.get(0).toString().contains("no directory of rules"));
    }

    @Test
    void tellsAllMistakesAtOnce() {
        breakFile("parameters/engineering-numbers.yaml", "    value: 2", "    value: two");
        breakFile("calendar/cn-2026.yaml", "[2026-01-04", "[2026-01-05");
        var refused = assertThrows(Problem.class, () -> Rulebook.of(files));
        assertEquals(2, ((java.util.List<?>) refused.members().get("findings")).size());
    }

    @Test
    void checkFindsARuleWithoutACase() {
        breakFile(
                "cases/parameters/engineering-numbers.yaml",
                "parameter: eng.candidates.ranked",
                "parameter: eng.committee.odd");
        var findings = Rulebook.of(files).check();
        assertEquals(1, findings.size());
        assertEquals("parameters/engineering-numbers.yaml", findings.get(0).file());
        assertTrue(findings.get(0).what().contains("No case proves eng.candidates.ranked"));
    }

    @Test
    void checkFindsACaseThatFails() {
        breakFile("parameters/engineering-periods.yaml", "    value: 20", "    value: 19");
        var findings = Rulebook.of(files).check();
        assertTrue(
                findings.stream()
                        .anyMatch(one -> one.file().startsWith("cases/")
                                && one.line() > 0
                                && one.what().contains("fails: boundary is")),
                findings.toString());
    }

    @Test
    void checkFindsACaseAboutAParameterThatIsNotThere() {
        breakFile(
                "cases/parameters/engineering-numbers.yaml",
                "parameter: eng.candidates.max",
                "parameter: eng.candidates.most");
        assertTrue(Rulebook.of(files).check().get(0).what().contains("no parameter eng.candidates.most"));
    }

    private void breakFile(String file, String old, String broken) {
        var text = new String(files.get(file), StandardCharsets.UTF_8);
        var from = old.replaceAll("^'|'$", "").replace('⏎', '\n');
        var to = broken.replaceAll("^'|'$", "").replace('⏎', '\n');
        int at = text.indexOf(from);
        assertTrue(at >= 0, file + " has no '" + from + "'");
        var changed = text.substring(0, at) + to + text.substring(at + from.length());
        files.put(file, changed.getBytes(StandardCharsets.UTF_8));
    }
}

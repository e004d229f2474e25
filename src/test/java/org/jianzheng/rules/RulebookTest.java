package org.jianzheng.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulebookTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private final Rulebook rulebook = Rulebook.load(Path.of("bid-rules"));

    @Test
    void tellsTheParameterWithItsArticle() {
        var parameter = rulebook.parameter("eng.bid.prepare.min", DAY);
        assertEquals(20, parameter.number());
        assertEquals(Kind.CAL_ROLL, parameter.kind());
        assertEquals("招标投标法 第二十四条", parameter.article());
        assertEquals("≥ 20 日", parameter.required().zh());
    }

    @Test
    void refusesAKeyThatIsNotInForce() {
        var early = assertThrows(
                Problem.class, () -> rulebook.parameter("eng.bid.prepare.min", LocalDate.of(1999, 12, 31)));
        assertEquals("rules/unknown-parameter", early.slug());
    }

    @Test
    void aUnitIsNotReadAsAnother() {
        assertThrows(IllegalStateException.class, () -> rulebook.parameter("eng.bid.prepare.min", DAY)
                .money());
    }

    @Test
    void theProcedureIsCompleteAsOfADay() {
        var procedure = rulebook.procedure("engineering-open-tender", DAY);
        assertEquals(3, procedure.minBids());
        assertEquals("p256", procedure.suite());
        assertTrue(procedure.quorum().allows(3, 2));
        assertFalse(procedure.quorum().allows(4, 2), "half is not more than half");
        assertEquals(
                java.util.List.of("bidder", "price", "period", "quality", "projectManager"),
                procedure.readOut().stream().map(Procedure.Column::key).toList());
        assertEquals(
                "record",
                procedure.opening().get(procedure.opening().size() - 1).id());
    }

    @Test
    void refusesAProcedureBeforeItBegins() {
        var early = assertThrows(
                Problem.class, () -> rulebook.procedure("engineering-open-tender", LocalDate.of(2013, 4, 30)));
        assertEquals("rules/unknown-procedure", early.slug());
    }

    @Test
    void aTreeFromItsBytesIsTheSameTree() {
        var again = Rulebook.of(rulebook.files());
        assertEquals(rulebook.hash(), again.hash());
        assertEquals(rulebook.parameters(), again.parameters());
        assertEquals(java.util.List.of(), again.check());
    }

    @Test
    void theHashIsThatOfTheListing(@TempDir Path dir) throws Exception {
        var listing = new StringBuilder();
        for (var file : rulebook.files().entrySet()) {
            listing.append(sha256(file.getValue()))
                    .append("  ")
                    .append(file.getKey())
                    .append('\n');
            var copy = dir.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.write(copy, file.getValue());
        }
        assertEquals(sha256(listing.toString().getBytes(StandardCharsets.US_ASCII)), rulebook.hash());
        assertEquals(rulebook.hash(), Rulebook.load(dir).hash());
    }

    @Test
    void everyByteMovesTheHash() {
        var files = new TreeMap<>(rulebook.files());
        files.merge("README.md", new byte[] {'\n'}, (text, more) -> {
            var longer = java.util.Arrays.copyOf(text, text.length + 1);
            longer[text.length] = '\n';
            return longer;
        });
        assertNotEquals(rulebook.hash(), Rulebook.of(files).hash());
    }

    @Test
    void whoChangesTheFilesHandedOutChangesNothing() {
        var before = rulebook.hash();
        rulebook.files().values().forEach(bytes -> bytes[0] ^= 1);
        assertEquals(before, rulebook.hash());
        assertThrows(UnsupportedOperationException.class, () -> rulebook.files().clear());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}

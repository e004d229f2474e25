package org.jianzheng.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table says what was measured and never more; no test asks how fast anything is. */
class TableTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            MORE, 150, 100, 1.0, 1.50, true
            MORE,  99, 100, 1.0, 0.99, false
            LESS,   2,   6, 3,   3.00, true
            LESS,   3,   6, 3,   2.00, false
            MORE, 0.9999, 1, 1.0, 0.99, false
            """)
    void ratioAboveOneSpeaksForUs(
            Measured.Better better,
            BigDecimal ours,
            BigDecimal reference,
            String aim,
            BigDecimal ratio,
            boolean reached) {
        var row = Measured.beside("line", "unit", better, ours, reference, Goal.ratio(aim));
        assertEquals(ratio, row.ratio());
        assertEquals(reached, row.reached());
    }

    @Test
    void ratioAloneDoesNotReachAGoalThatAlsoAsksForAnAmount() {
        var aim = Goal.ratio("0.5").andLeast("2000");
        assertFalse(row("1999", "1000", aim).reached());
        assertTrue(row("2000", "4000", aim).reached());
        assertFalse(row("2000", "4001", aim).reached());
    }

    @Test
    void missingReferenceIsNeverReached() {
        var row = Measured.alone("line", "x/s", Measured.Better.MORE, BigDecimal.TEN, Goal.ratio("0.1"));
        assertNull(row.ratio());
        assertFalse(row.reached());
        assertFalse(Measured.absent("line", "s", Goal.report(), "no tool").reached());
    }

    @Test
    void missingProgramNamesThePackageThatBringsIt() {
        var missing = assertThrows(Program.Missing.class, () -> Program.require("no-such-program-anywhere"));
        assertTrue(missing.getMessage().contains("Debian package"), missing.getMessage());
        assertTrue(new Program.Missing("pgbench").getMessage().contains("postgresql-15"));
    }

    @Test
    void lineThatBreaksOffIsARowThatIsNotReached() {
        var rows = Bench.measure(new BrokenLine(), null);
        assertEquals(1, rows.size());
        assertFalse(rows.get(0).reached());
        assertTrue(rows.get(0).note().contains("on purpose"), rows.get(0).note());
    }

    @Test
    void jsonHasExactlyTheSevenFields() throws IOException {
        var table = new Table();
        table.add(List.of(
                row("3", "2", Goal.ratio("1")).note("a note"), Measured.absent("b", "s", Goal.most("5"), "why")));
        var file = folder.resolve("deeper/bench.json");
        table.write(file);
        var rows = new ObjectMapper().readTree(file.toFile());
        assertEquals(2, rows.size());
        var names = new ArrayList<String>();
        rows.get(0).fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("line", "unit", "ours", "reference", "ratio", "goal", "reached"), names);
        assertTrue(rows.get(0).get("reached").booleanValue());
        assertTrue(rows.get(1).get("ours").isNull());
    }

    @Test
    void percentileIsAValueOfTheSample() {
        var sample = List.of(30L, 10L, 20L, 40L);
        assertEquals(20, Figures.percentile(sample, 50));
        assertEquals(40, Figures.percentile(sample, 99));
        assertThrows(IllegalArgumentException.class, () -> Figures.percentile(List.of(), 50));
    }

    @Test
    void unknownLineIsRefusedWithTheKnownOnes() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> BenchOptions.parse(new String[] {"sael"}, List.of("seal")));
        assertTrue(refused.getMessage().contains("there are seal"), refused.getMessage());
        assertTrue(BenchOptions.parse(new String[0], List.of("seal")).wants("seal"));
        assertFalse(BenchOptions.parse(new String[] {"seal"}, List.of("seal", "open"))
                .wants("open"));
    }

    private static Measured row(String ours, String reference, Goal aim) {
        return Measured.beside(
                "line", "x/s", Measured.Better.MORE, new BigDecimal(ours), new BigDecimal(reference), aim);
    }

    private static final class BrokenLine implements Line {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Measured unmeasured(String why) {
            return Measured.absent("broken", "s", Goal.report(), why);
        }

        @Override
        public List<Measured> measure(Ground ground) {
            throw new IllegalStateException("on purpose");
        }
    }
}

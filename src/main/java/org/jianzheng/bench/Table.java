package org.jianzheng.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rows of a run, as text for people and as JSON for programs. */
final class Table {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> HEAD = List.of("line", "unit", "ours", "reference", "ratio", "goal", "reached");

    private final List<Measured> rows = new ArrayList<>();

    void add(List<Measured> measured) {
        rows.addAll(measured);
    }

    List<Measured> rows() {
        return List.copyOf(rows);
    }

    long reached() {
        return rows.stream().filter(Measured::reached).count();
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, JSON.writeValueAsBytes(rows));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    String text() {
        var cells = new ArrayList<List<String>>();
        cells.add(HEAD);
        rows.forEach(row -> cells.add(cells(row)));
        var text = new StringBuilder();
        cells.forEach(row -> text.append(aligned(row, cells)).append('\n'));
        rows.stream().filter(row -> !row.note().isEmpty()).forEach(row -> text.append("  ")
                .append(row.line())
                .append(": ")
                .append(row.note())
                .append('\n'));
        return text.toString();
    }

    private static List<String> cells(Measured row) {
        return List.of(
                row.line(),
                row.unit(),
                plain(row.ours()),
                plain(row.reference()),
                plain(row.ratio()),
                row.goal(),
                row.reached() ? "yes" : "NO");
    }

    private static String aligned(List<String> row, List<List<String>> all) {
        var text = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int at = column;
            int width =
                    all.stream().mapToInt(cells -> cells.get(at).length()).max().orElse(0);
            boolean figure = column >= 2 && column <= 4;
            text.append(column == 0 ? "" : "  ")
                    .append(String.format("%" + (figure ? "" : "-") + width + "s", row.get(column)));
        }
        return text.toString().stripTrailing();
    }

    private static String plain(BigDecimal figure) {
        return figure == null ? "–" : figure.toPlainString();
    }
}

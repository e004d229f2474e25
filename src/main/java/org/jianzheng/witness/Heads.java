package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The heads of the log: signed, cosigned, published. */
@ApplicationScoped
class Heads {
    private static final String SIGNED = "SELECT size, root, note FROM witness_head WHERE note IS NOT NULL ";

    private final Database database;

    Heads(Database database) {
        this.database = database;
    }

    /** A cosignature as an office gave it. */
    record Line(long size, String office, long time, String line) {}

    Optional<SignedHead> latestSigned() {
        return database.first(SIGNED + "ORDER BY size DESC LIMIT 1", Heads::head);
    }

    Optional<SignedHead> signed(long size) {
        return database.first(SIGNED + "AND size = ?", Heads::head, size);
    }

    Optional<SignedHead> latestPublished() {
        return database.first(
                "SELECT p.size, h.root, p.note FROM witness_published p JOIN witness_head h ON h.size = p.size"
                        + " ORDER BY p.size DESC, p.id DESC LIMIT 1",
                Heads::head);
    }

    /** The smallest published head that covers {@code index}. */
    Optional<SignedHead> publishedAbove(long index) {
        return database.first(
                "SELECT p.size, h.root, p.note FROM witness_published p JOIN witness_head h ON h.size = p.size"
                        + " WHERE p.size > ? ORDER BY p.size, p.id LIMIT 1",
                Heads::head,
                index);
    }

    Optional<SignedHead> signedAbove(long index) {
        return database.first(SIGNED + "AND size > ? ORDER BY size LIMIT 1", Heads::head, index);
    }

    List<Waiters.Covered> covered(UUID[] records) {
        return database.list(
                "SELECT e.record, e.idx, (SELECT min(h.size) FROM witness_head h WHERE h.size > e.idx AND h.note IS NOT NULL)"
                        + " AS size FROM witness_entry e WHERE e.record = ANY (?)"
                        + " AND e.idx < (SELECT max(size) FROM witness_head WHERE note IS NOT NULL)",
                row -> new Waiters.Covered(row.getObject(1, UUID.class), row.getLong(2), row.getLong(3)),
                (Object) records);
    }

    Optional<Long> indexOf(UUID record) {
        return database.first("SELECT idx FROM witness_entry WHERE record = ?", row -> row.getLong(1), record);
    }

    /** Cosigned heads with any cosignature in [{@code from}, {@code to}], ascending by size. */
    List<CosignedHead> cosigned(Instant from, Instant to) {
        return assemble(database.list(
                "SELECT size, office, time, line FROM witness_cosignature WHERE time >= ? AND time <= ?"
                        + " ORDER BY size, office, time",
                Heads::line,
                -Math.floorDiv(-from.toEpochMilli(), 1000L),
                seconds(to)));
    }

    Optional<CosignedHead> largestCosigned(Collection<String> offices, int t, Instant notAfter) {
        var names = offices.toArray(String[]::new);
        var size = database.first(
                "SELECT size FROM witness_cosignature WHERE office = ANY (?) AND time <= ?"
                        + " GROUP BY size HAVING count(DISTINCT office) >= ? ORDER BY size DESC LIMIT 1",
                row -> row.getLong(1),
                names,
                seconds(notAfter),
                t);
        return size.flatMap(found -> cosignedBy(found, names, notAfter));
    }

    /** The smallest head above {@code index} that {@code t} of the offices cosigned no later than {@code notAfter}. */
    Optional<CosignedHead> smallestCosigned(long index, Collection<String> offices, int t, Instant notAfter) {
        var names = offices.toArray(String[]::new);
        var size = database.first(
                "SELECT size FROM witness_cosignature WHERE size > ? AND office = ANY (?) AND time <= ?"
                        + " GROUP BY size HAVING count(DISTINCT office) >= ? ORDER BY size LIMIT 1",
                row -> row.getLong(1),
                index,
                names,
                seconds(notAfter),
                t);
        return size.flatMap(found -> cosignedBy(found, names, notAfter));
    }

    void keep(Line line) {
        database.change(
                "INSERT INTO witness_cosignature (size, office, time, line) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                line.size(),
                line.office(),
                line.time(),
                line.line());
    }

    /** The largest head that any office cosigned, 0 when none did. */
    long largestCosigned() {
        return database.first("SELECT coalesce(max(size), 0) FROM witness_cosignature", row -> row.getLong(1))
                .orElse(0L);
    }

    /** When the offices cosigned, in steps of ten seconds: the first and the last time of each. */
    List<Silence.Cosigned> cosignedTimes(Instant from, Instant to) {
        return database
                .list(
                        "SELECT office, min(time), max(time) FROM witness_cosignature WHERE time >= ? AND time <= ?"
                                + " GROUP BY office, time / 10",
                        row -> List.of(
                                new Silence.Cosigned(row.getString(1), Instant.ofEpochSecond(row.getLong(2))),
                                new Silence.Cosigned(row.getString(1), Instant.ofEpochSecond(row.getLong(3)))),
                        from.getEpochSecond(),
                        seconds(to))
                .stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Silence.Cosigned::time))
                .toList();
    }

    /** All cosignatures of one head, each office's first one. */
    List<Line> linesOf(long size) {
        return database.list(
                "SELECT DISTINCT ON (office) size, office, time, line FROM witness_cosignature WHERE size = ?"
                        + " ORDER BY office, time",
                Heads::line,
                size);
    }

    /** All cosignatures of one head, each office's last one. */
    List<Line> latestLinesOf(long size) {
        return database.list(
                "SELECT DISTINCT ON (office) size, office, time, line FROM witness_cosignature WHERE size = ?"
                        + " ORDER BY office, time DESC",
                Heads::line,
                size);
    }

    /** 0 when it has cosigned nothing here. */
    long lastSizeCosignedBy(String office) {
        return database.first(
                        "SELECT coalesce(max(size), 0) FROM witness_cosignature WHERE office = ?",
                        row -> row.getLong(1),
                        office)
                .orElse(0L);
    }

    private Optional<CosignedHead> cosignedBy(long size, String[] offices, Instant notAfter) {
        return assemble(database.list(
                        "SELECT DISTINCT ON (office) size, office, time, line FROM witness_cosignature"
                                + " WHERE size = ? AND office = ANY (?) AND time <= ? ORDER BY office, time",
                        Heads::line,
                        size,
                        offices,
                        seconds(notAfter)))
                .stream()
                .findFirst();
    }

    private List<CosignedHead> assemble(List<Line> lines) {
        Map<Long, List<Line>> bySize =
                lines.stream().collect(Collectors.groupingBy(Line::size, TreeMap::new, Collectors.toList()));
        return bySize.entrySet().stream()
                .map(each -> assemble(signed(each.getKey()).orElseThrow(), each.getValue()))
                .toList();
    }

    private static CosignedHead assemble(SignedHead head, List<Line> lines) {
        var times = new TreeMap<String, Instant>();
        var note = new StringBuilder(head.note());
        lines.forEach(line -> {
            if (times.putIfAbsent(line.office(), Instant.ofEpochSecond(line.time())) == null) {
                note.append(line.line());
            }
        });
        return new CosignedHead(head.size(), head.root(), note.toString(), times);
    }

    /** Cosignature seconds × 1000 compare with milliseconds: the last whole second that is not after it. */
    private static long seconds(Instant notAfter) {
        return notAfter.getEpochSecond();
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4));
    }

    private static SignedHead head(ResultSet row) throws SQLException {
        return new SignedHead(row.getLong(1), row.getBytes(2), row.getString(3));
    }
}

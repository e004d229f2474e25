package org.jianzheng.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.shared.UuidV7;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TileBuilder;
import org.jianzheng.tlog.TileFold;
import org.jianzheng.tlog.TilePath;
import org.jianzheng.tlog.TileSource;

/**
 * A database as it is after very many bids: as many rows in every table that grows with them, under a log that is true to
 * its roots, so that the platform goes on from there and the offices cosign it. What a row holds encrypted is cut short:
 * nobody reads it again, and a gigabyte of it would only be written.
 */
final class GrownDatabase {
    /** Bids of one lot; as many lots and tenders lie under them. */
    private static final int BIDS = 60;
    /** Entries of one head: a second of a busy day. */
    private static final int BATCH = 200;

    private final World world;
    private final BenchTender model;

    GrownDatabase(World world, BenchTender model) {
        this.world = world;
        this.model = model;
    }

    private record Tile(TilePath path, byte[] root, byte[] bytes) {}

    /** Adds rows until there are {@code bids} bids. */
    void growTo(int bids) {
        try (var connection = superuser()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                // Neither triggers nor foreign keys: what is written here is not what they are there to stop.
                statement.execute("SET session_replication_role = replica");
                long first = number(connection, "SELECT size FROM witness_tree WHERE id = 1 FOR UPDATE");
                long more = bids - number(connection, "SELECT count(*) FROM bid_act");
                if (more > 0) {
                    log(connection, first, more);
                    for (var rows : script()) {
                        statement.execute(rows.replace(":first", Long.toString(first))
                                .replace(":bids", Integer.toString(BIDS))
                                .replace(":model", "'" + model.tender() + "'::uuid"));
                    }
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("VACUUM ANALYZE");
                statement.execute("CHECKPOINT");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot grow the database to " + bids + " bids", e);
        }
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(world.stores().jdbcUrl(), "postgres", "postgres");
    }

    private static List<String> script() {
        try (var in = GrownDatabase.class.getResourceAsStream("growth.sql")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.replaceAll("(?m)^--.*\n", "").strip().split(";\\s*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Entries, tiles, heads and the tree: the log's own rows, which must be true. */
    private void log(Connection connection, long first, long more) throws SQLException {
        var tiles = new ArrayList<Tile>();
        var builder = TileBuilder.of(
                first, stored(connection), (path, bytes) -> tiles.add(new Tile(path, TileFold.root(bytes), bytes)));
        var random = new SecureRandom();
        var signer = signer();
        var heads = new ArrayList<Object[]>();
        try (var rows = new BinaryCopy(connection, "witness_entry")) {
            long from = first;
            var now = world.now();
            for (long index = first; index < first + more; index++) {
                var entry = new byte[32];
                random.nextBytes(entry);
                rows.row(index, UuidV7.at(now), entry);
                builder.append(Merkle.leafHash(entry));
                if ((index + 1 - first) % BATCH == 0 || index + 1 == first + more) {
                    heads.add(head(signer, from, builder));
                    from = index + 1;
                }
            }
        }
        try (var rows = new BinaryCopy(connection, "witness_tile")) {
            for (var tile : tiles) {
                rows.row((short) tile.path().level(), tile.path().index(), tile.root(), tile.bytes());
            }
        }
        try (var rows = new BinaryCopy(connection, "witness_head")) {
            for (var head : heads) {
                rows.row(head);
            }
        }
        try (var update =
                connection.prepareStatement("UPDATE witness_tree SET size = ?, root = ?, frontier = ? WHERE id = 1")) {
            update.setLong(1, builder.size());
            update.setBytes(2, builder.root());
            var frontier = new ByteArrayOutputStream();
            builder.frontier().forEach(frontier::writeBytes);
            update.setBytes(3, frontier.toByteArray());
            update.executeUpdate();
        }
    }

    private static Object[] head(NoteSigner signer, long from, TileBuilder builder) {
        var checkpoint = new Checkpoint(signer.name(), builder.size(), builder.root());
        var note = SignedNote.sign(checkpoint.text(), signer).toString();
        return new Object[] {builder.size(), from, builder.root(), "records/grown-" + builder.size(), note};
    }

    private NoteSigner signer() {
        try {
            return NoteSigner.parse(
                    Files.readString(world.house().data().resolve("log.key")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log's key", e);
        }
    }

    /** The right edge of the stored log, as the sequencer finds it. */
    private static TileSource stored(Connection connection) {
        return path -> {
            var bytes = new ByteArrayOutputStream();
            for (var row : rows(
                    connection,
                    path.level() == 0
                            ? "SELECT entry FROM witness_entry WHERE idx >= ? AND idx < ? ORDER BY idx"
                            : "SELECT root FROM witness_tile WHERE level = " + (path.level() - 1)
                                    + " AND idx >= ? AND idx < ? ORDER BY idx",
                    path)) {
                bytes.writeBytes(path.level() == 0 ? Merkle.leafHash(row) : row);
            }
            return bytes.toByteArray();
        };
    }

    private static List<byte[]> rows(Connection connection, String query, TilePath path) {
        try (var select = connection.prepareStatement(query)) {
            select.setLong(1, path.index() * TilePath.FULL);
            select.setLong(2, path.index() * TilePath.FULL + path.width());
            var found = new ArrayList<byte[]>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getBytes(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the stored log", e);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}

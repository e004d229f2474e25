package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.RecordType.Disclosure;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/** Records at rest: encrypted under the platform key, found by HMAC, shown to their audience only. */
@ApplicationScoped
class Records {
    static final String SEALED = "witness/record";
    static final String RECORD_KEY = "witness/record-key";
    static final String KEPT = "witness/kept";
    private static final String SELECT = "SELECT e.idx, e.entry, r.sealed, " + BoundRow.COLUMNS
            + " FROM witness_entry e" + " JOIN witness_record r ON r.id = e.record ";

    private static final int BATCH = 2_000;

    private final Database database;
    private final PlatformKey key;

    Records(Database database, PlatformKey key) {
        this.database = database;
        this.key = key;
    }

    Optional<SeenRecord> at(long index) {
        return database.first(SELECT + "WHERE e.idx = ? AND r.sealed <> ''", this::open, index);
    }

    List<SeenRecord> between(long first, long end) {
        return database.list(
                SELECT + "WHERE e.idx >= ? AND e.idx < ? AND r.sealed <> '' ORDER BY e.idx", this::open, first, end);
    }

    /**
     * Checks that every entry from {@code first} on has its record: none is gone, none was moved to another lot.
     *
     * @throws Altered otherwise
     */
    void requireWhole(long first) {
        long end = database.first("SELECT size FROM witness_tree", row -> row.getLong(1))
                .orElseThrow();
        for (long at = first; at < end; at += BATCH) {
            long until = Math.min(end, at + BATCH);
            if (between(at, until).size() != until - at) {
                throw Altered.alarm("A record from index " + at + " to " + until + " is gone from the database.");
            }
        }
    }

    List<SeenRecord> ofLot(LotId lot) {
        return database.list(
                SELECT + "WHERE r.lot = ? AND r.sealed <> '' ORDER BY e.idx", this::open, key.lookup("lot", lot));
    }

    List<SeenRecord> ofLot(LotId lot, String actor) {
        return database.list(
                SELECT + "WHERE r.lot = ? AND r.actor = ? AND r.sealed <> '' ORDER BY e.idx",
                this::open,
                key.lookup("lot", lot),
                key.lookup("actor", lot, actor));
    }

    List<SeenRecord> ofTender(TenderId tender) {
        return database.list(
                SELECT + "WHERE r.tender = ? AND r.lot IS NULL AND r.sealed <> '' ORDER BY e.idx",
                this::open,
                key.lookup("tender", tender));
    }

    /** Joins {@code audience} to that of the lot's records of this stage, sequenced or still waiting. */
    void widen(LotId lot, Disclosure stage, Audience audience, Instant now) {
        widen("lot = ?", key.lookup("lot", lot), stage, audience, now);
    }

    /** The same for the tender's own records, those of no lot. */
    void widen(TenderId tender, Disclosure stage, Audience audience, Instant now) {
        widen("tender = ? AND r.lot IS NULL", key.lookup("tender", tender), stage, audience, now);
    }

    private void widen(String of, byte[] subject, Disclosure stage, Audience audience, Instant now) {
        int viewers = Viewers.of(audience);
        var rows = database
                .list(
                        "SELECT r.sealed, " + BoundRow.COLUMNS + " FROM witness_record r WHERE r." + of
                                + " AND r.audience | ? <> r.audience AND r.sealed <> '' FOR UPDATE",
                        row -> ofStage(row, stage),
                        subject,
                        viewers)
                .stream()
                .flatMap(Optional::stream)
                .map(row -> row.widened(key, viewers))
                .toList();
        database.change(
                "UPDATE witness_record r SET audience = n.audience::smallint, mac = n.mac"
                        + " FROM unnest(?, ?, ?) AS n (id, audience, mac) WHERE r.id = n.id",
                rows.stream().map(BoundRow::id).toArray(UUID[]::new),
                rows.stream().map(row -> (long) row.audience()).toArray(Long[]::new),
                rows.stream().map(BoundRow::mac).toArray(byte[][]::new));
        database.change(
                "INSERT INTO witness_disclosure (subject, audience, time) VALUES (?, ?, ?)",
                subject,
                viewers,
                now.atOffset(ZoneOffset.UTC));
    }

    /** Empty for another stage's record, and for a row that somebody moved here: it stays as hidden as it is. */
    private Optional<BoundRow> ofStage(ResultSet row, Disclosure stage) throws SQLException {
        try {
            var bound = BoundRow.read(row).require(key);
            var type = WitnessRecord.read(record(plain(bound, row))).type();
            return type.disclosure() == stage ? Optional.of(bound) : Optional.empty();
        } catch (Altered alarmed) {
            return Optional.empty();
        }
    }

    /** Lots of one tender share its tender-level records, so they make their stage indexes one after the other. */
    List<LogIndex> unlisted(TenderId tender, LotId lot) {
        var lookup = key.lookup("tender", tender);
        database.list(
                "SELECT pg_advisory_xact_lock(?)",
                row -> true,
                java.nio.ByteBuffer.wrap(lookup).getLong());
        return database.list(
                "SELECT e.idx, e.entry, " + BoundRow.COLUMNS
                        + " FROM witness_entry e JOIN witness_record r ON r.id = e.record"
                        + " WHERE (r.lot = ? OR r.tender = ? AND r.lot IS NULL)"
                        + " AND NOT EXISTS (SELECT 1 FROM witness_listed l WHERE l.idx = e.idx) ORDER BY e.idx",
                this::listed,
                key.lookup("lot", lot),
                lookup);
    }

    void markListed(String stageIndex, List<LogIndex> lines) {
        database.change(
                "INSERT INTO witness_listed (idx, stage) SELECT idx, ? FROM unnest(?) AS idx",
                UUID.fromString(stageIndex),
                lines.stream().map(LogIndex::index).toArray(Long[]::new));
    }

    private LogIndex listed(ResultSet row) throws SQLException {
        BoundRow.read(row).require(key);
        return new LogIndex(row.getLong("idx"), HexFormat.of().formatHex(row.getBytes("entry")));
    }

    /** @throws Altered when the row is not what the platform wrote, or its entry is another record's */
    private SeenRecord open(ResultSet row) throws SQLException {
        var bound = BoundRow.read(row).require(key);
        var plain = plain(bound, row);
        var salt = Arrays.copyOf(plain, Commitment.SALT_LENGTH);
        var entry = row.getBytes("entry");
        if (!Arrays.equals(entry, Commitment.entry(salt, record(plain)))) {
            throw Altered.alarm("Record " + bound.id() + " stands at an index that is not its own.");
        }
        return new SeenRecord(row.getLong("idx"), entry, record(plain), salt, Viewers.audience(bound.audience()));
    }

    private byte[] plain(BoundRow bound, ResultSet row) throws SQLException {
        return key.decrypt(SEALED, bound.id(), row.getBytes("sealed"));
    }

    private static byte[] record(byte[] plain) {
        return Arrays.copyOfRange(plain, Commitment.SALT_LENGTH, plain.length);
    }
}

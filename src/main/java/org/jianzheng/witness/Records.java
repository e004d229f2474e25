package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Commitment;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/** Records at rest: encrypted under the platform key, found by HMAC, shown to their audience only. */
@ApplicationScoped
class Records {
    static final String SEALED = "witness/record";
    static final String RECORD_KEY = "witness/record-key";
    private static final String SELECT = "SELECT e.idx, e.entry, r.id, r.sealed, r.audience FROM witness_entry e"
            + " JOIN witness_record r ON r.id = e.record ";

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

    /** Joins {@code audience} to that of every record of the lot, sequenced or still waiting. */
    void widen(LotId lot, Audience audience, Instant now) {
        var lookup = key.lookup("lot", lot);
        int viewers = Viewers.of(audience);
        database.change(
                "UPDATE witness_record SET audience = audience | ? WHERE lot = ? AND audience | ? <> audience",
                viewers,
                lookup,
                viewers);
        noteDisclosure(lookup, viewers, now);
    }

    /** The same for the tender's own records, those of no lot. */
    void widen(TenderId tender, Audience audience, Instant now) {
        var lookup = key.lookup("tender", tender);
        int viewers = Viewers.of(audience);
        database.change(
                "UPDATE witness_record SET audience = audience | ? WHERE tender = ? AND lot IS NULL"
                        + " AND audience | ? <> audience",
                viewers,
                lookup,
                viewers);
        noteDisclosure(lookup, viewers, now);
    }

    void widen(Collection<String> ids, Audience audience, Instant now) {
        int viewers = Viewers.of(audience);
        database.change(
                "UPDATE witness_record SET audience = audience | ? WHERE id = ANY (?) AND audience | ? <> audience",
                viewers,
                ids.stream().map(UUID::fromString).toArray(UUID[]::new),
                viewers);
        noteDisclosure(null, viewers, now);
    }

    private void noteDisclosure(byte[] subject, int viewers, Instant now) {
        database.change(
                "INSERT INTO witness_disclosure (subject, audience, time) VALUES (?, ?, ?)",
                subject,
                viewers,
                now.atOffset(ZoneOffset.UTC));
    }

    /** Lots of one tender share its tender-level records, so they make their stage indexes one after the other. */
    List<Listed> unlisted(TenderId tender, LotId lot) {
        var lookup = key.lookup("tender", tender);
        database.list(
                "SELECT pg_advisory_xact_lock(?)",
                row -> true,
                java.nio.ByteBuffer.wrap(lookup).getLong());
        return database.list(
                "SELECT e.idx, e.entry FROM witness_entry e JOIN witness_record r ON r.id = e.record"
                        + " WHERE (r.lot = ? OR r.tender = ? AND r.lot IS NULL)"
                        + " AND NOT EXISTS (SELECT 1 FROM witness_listed l WHERE l.idx = e.idx) ORDER BY e.idx",
                row -> new Listed(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))),
                key.lookup("lot", lot),
                lookup);
    }

    void markListed(RecordRef stageIndex, List<Listed> lines) {
        database.change(
                "INSERT INTO witness_listed (idx, stage) SELECT idx, ? FROM unnest(?) AS idx",
                UUID.fromString(stageIndex.id()),
                lines.stream().map(Listed::index).toArray(Long[]::new));
    }

    private SeenRecord open(ResultSet row) throws SQLException {
        var id = row.getString("id");
        var plain = key.decrypt(SEALED, id, row.getBytes("sealed"));
        return new SeenRecord(
                row.getLong("idx"),
                row.getBytes("entry"),
                Arrays.copyOfRange(plain, Commitment.SALT_LENGTH, plain.length),
                Arrays.copyOf(plain, Commitment.SALT_LENGTH),
                Viewers.audience(row.getInt("audience")));
    }
}

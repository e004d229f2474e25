package org.jianzheng.bench;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.shared.BidId;
import org.jianzheng.witness.PlatformKey;

/**
 * Bids in the database as the platform writes them, with their records waiting for the sequencer: bound to their rows
 * under the platform key, so that a closing lists them like any other. Were a format wrong, the platform would say so.
 */
final class PlantedBids {
    private static final short ACTOR_ONLY = 1;

    private final World world;
    private final PlatformKey key;
    private final SecureRandom random = new SecureRandom();

    PlantedBids(World world) {
        this.world = world;
        this.key = PlatformKey.in(world.house().data());
    }

    /** As {@code bidding.Veil} hides who bids. */
    private record Content(String party, String actor, byte[] cms) {}

    private record Made(
            KeyStatement lot,
            Bidders.LoggedIn bidder,
            UUID record,
            SubmissionStatement statement,
            byte[] cms,
            byte[] party,
            byte[] salt,
            byte[] form) {}

    /** One bid of each of these companies on each of these lots, in one transaction. */
    void plant(List<KeyStatement> lots, List<Bidders.LoggedIn> bidders) {
        var now = world.now();
        var made = lots.parallelStream()
                .flatMap(lot -> bidders.stream().map(bidder -> make(lot, bidder, now)))
                .toList();
        try (var connection = world.connect()) {
            connection.setAutoCommit(false);
            write(connection, made, now);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot plant bids", e);
        }
    }

    private Made make(KeyStatement lot, Bidders.LoggedIn bidder, Instant now) {
        var objects = List.of(new ObjectRef(HexFormat.of().formatHex(random(32)), 65_720));
        var header = new ObjectRef(HexFormat.of().formatHex(random(32)), 3_000);
        var statement = new SubmissionStatement(
                1,
                lot.suite(),
                lot.tender(),
                lot.lot(),
                BidId.at(now),
                1,
                null,
                HexFormat.of().formatHex(random(32)),
                List.of(new SubmissionStatement.Envelope(lot.stage(), lot.key(), header, objects)));
        var cms = Cms.sign(statement.bytes(), bidder.signer());
        var record = BidId.at(now).value();
        var form = new WitnessRecord(
                        1,
                        record.toString(),
                        RecordType.BID_SUBMITTED,
                        lot.tender(),
                        lot.lot(),
                        actor(bidder),
                        now,
                        Canonical.tree(Map.of()),
                        cms)
                .bytes();
        var party = key.lookup("bidder", lot.lot(), bidder.party());
        return new Made(lot, bidder, record, statement, cms, party, Commitment.newSalt(), form);
    }

    private void write(Connection connection, List<Made> made, Instant now) throws SQLException {
        try (var rows = new BinaryCopy(connection, "submission")) {
            for (var one : made) {
                var row = "submission " + one.statement().id() + " lot "
                        + one.lot().lot() + " party " + HexFormat.of().formatHex(one.party());
                rows.row(
                        one.statement().id().value(),
                        one.lot().lot().value(),
                        one.party(),
                        veiled(row, one),
                        "COMPLETE",
                        now);
            }
        }
        try (var rows = new BinaryCopy(connection, "submission_object")) {
            for (var one : made) {
                int ordinal = 0;
                for (var object : one.statement().objects().toList()) {
                    rows.row(
                            one.statement().id().value(),
                            object.hash(),
                            ordinal++,
                            object.size(),
                            "bids/" + one.record());
                }
            }
        }
        try (var rows = new BinaryCopy(connection, "bid_act")) {
            for (var one : made) {
                var row = "act " + one.record() + " lot " + one.lot().lot() + " party "
                        + HexFormat.of().formatHex(one.party()) + " seq 1 BID submission "
                        + one.statement().id();
                rows.row(
                        one.record(),
                        one.lot().lot().value(),
                        one.party(),
                        1,
                        "BID",
                        one.statement().id().value(),
                        veiled(row, one));
            }
        }
        records(connection, made);
    }

    private void records(Connection connection, List<Made> made) throws SQLException {
        var columns = "witness_record (id, sealed, record_key, tender, lot, actor, audience, mac)";
        try (var rows = new BinaryCopy(connection, columns)) {
            for (var one : made) {
                var tender = key.lookup("tender", one.lot().tender());
                var lot = key.lookup("lot", one.lot().lot());
                var actor = key.lookup("actor", one.lot().lot(), actor(one.bidder()));
                rows.row(
                        one.record(),
                        key.encrypt("witness/record", one.record(), salted(one)),
                        key.encrypt("witness/record-key", one.record(), random(32)),
                        tender,
                        lot,
                        actor,
                        ACTOR_ONLY,
                        key.lookup("witness/row", one.record(), hex(tender), hex(lot), hex(actor), ACTOR_ONLY));
            }
        }
        try (var rows = new BinaryCopy(connection, "witness_outbox (record, entry)")) {
            for (var one : made) {
                rows.row(one.record(), Commitment.entry(one.salt(), one.form()));
            }
        }
    }

    private byte[] veiled(String row, Made one) {
        var content = new Content(one.bidder().party().toString(), actor(one.bidder()), one.cms());
        return key.encrypt("bidding", row, Canonical.write(content));
    }

    private static byte[] salted(Made one) {
        return ByteBuffer.allocate(one.salt().length + one.form().length)
                .put(one.salt())
                .put(one.form())
                .array();
    }

    private static String actor(Bidders.LoggedIn bidder) {
        return Certificates.id(bidder.signer().certificate());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

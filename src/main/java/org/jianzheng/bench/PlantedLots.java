package org.jianzheng.bench;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Signer;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.JointKey;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.Polynomial;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.witness.PlatformKey;

/**
 * Published lots, each of a tender of its own, with keys that all offices have signed: written into the database as the
 * platform writes them, because a thousand ceremonies would take longer than what is measured. No shares exist, so their
 * bids are never opened.
 */
final class PlantedLots {
    private static final int N = 3;
    private static final int T = 2;
    private static final int MIN_BIDS = 3;

    private final World world;
    private final BenchTender model;
    private final List<Signer> offices;
    private final PlatformKey key;
    private final SecureRandom random = new SecureRandom();

    /** @param model a tender that was published in earnest: notice, draft and rules of the planted ones are its */
    PlantedLots(World world, BenchTender model) {
        this.world = world;
        this.model = model;
        this.offices = world.house().officeSigners();
        this.key = PlatformKey.in(world.house().data());
    }

    private record Made(KeyStatement statement, byte[] plan, List<byte[]> signed) {}

    /** Plants {@code count} lots with this deadline, which is in whole seconds. */
    List<KeyStatement> plant(int count, Instant deadline) {
        var made = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> make(deadline))
                .toList();
        try (var connection = world.connect()) {
            connection.setAutoCommit(false);
            write(connection, made, deadline);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot plant lots", e);
        }
        return made.stream().map(Made::statement).toList();
    }

    private Made make(Instant deadline) {
        var now = world.now();
        var secret = Polynomial.random(Suite.P256, T, random);
        var verification = IntStream.rangeClosed(1, N)
                .mapToObj(j -> secret.shareFor(j).timesGenerator())
                .toList();
        var joint = new JointKey(secret.commitments().get(0), T, verification);
        var plan = plan(TenderId.at(now), LotId.at(now), deadline);
        var statement = KeyStatement.of(plan, joint, "22".repeat(32));
        return new Made(
                statement,
                plan.sign(world.authority().seal()),
                offices.stream().map(statement::sign).toList());
    }

    private CeremonyPlan plan(TenderId tender, LotId lot, Instant deadline) {
        var like = model.lots().get(0);
        var nonce = new byte[16];
        random.nextBytes(nonce);
        return new CeremonyPlan(
                1,
                CeremonyPlan.OPENING,
                like.suite(),
                tender,
                lot,
                like.stage(),
                1,
                N,
                T,
                Instants.format(deadline),
                like.graceSeconds(),
                like.settleSeconds(),
                MIN_BIDS,
                like.origin(),
                like.entity(),
                like.combiner(),
                like.custodians(),
                HexFormat.of().formatHex(nonce));
    }

    private void write(Connection connection, List<Made> made, Instant deadline) throws SQLException {
        var copied = model(connection);
        try (var tenders = new BinaryCopy(connection, "tender")) {
            for (var one : made) {
                var row = new ArrayList<Object>(copied);
                row.set(0, one.statement().tender().value());
                row.set(2, one.statement().tender().toString());
                tenders.row(row.toArray());
            }
        }
        try (var lots = new BinaryCopy(connection, "lot")) {
            for (var one : made) {
                var lot = one.statement().lot();
                lots.row(
                        lot.value(),
                        one.statement().tender().value(),
                        1,
                        lot.toString(),
                        "一标段",
                        5_860_000_000L,
                        deadline,
                        1,
                        "PUBLISHED",
                        key.lookup("tender/deadline", lot, 1, Instants.format(deadline)),
                        1,
                        key.lookup("tender/stage", lot, one.statement().tender(), 1, 1, "PUBLISHED"));
            }
        }
        keys(connection, made);
    }

    private void keys(Connection connection, List<Made> made) throws SQLException {
        var columns = "ceremony (id, tender, lot, stage, attempt, plan, state, created_at)";
        try (var ceremonies = new BinaryCopy(connection, columns)) {
            for (var one : made) {
                var statement = one.statement();
                ceremonies.row(
                        statement.ceremony(),
                        statement.tender().value(),
                        statement.lot().value(),
                        statement.stage(),
                        1,
                        one.plan(),
                        "STATED",
                        world.now());
            }
        }
        try (var messages = new BinaryCopy(connection, "ceremony_message")) {
            for (var one : made) {
                for (int i = 0; i < N; i++) {
                    messages.row(
                            one.statement().ceremony(),
                            "STATE",
                            i + 1,
                            one.signed().get(i),
                            null);
                }
            }
        }
        var certificate = Certificates.der(world.authority().seal().certificate());
        try (var keys = new BinaryCopy(connection, "opening_key")) {
            for (var one : made) {
                var statement = one.statement();
                keys.row(
                        statement.key(), statement.ceremony(), statement.lot().value(), statement.stage(), certificate);
            }
        }
    }

    /** The model's row of the table tender. */
    private List<Object> model(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM tender WHERE id = ?")) {
            select.setObject(1, model.tender().value());
            var row = select.executeQuery();
            row.next();
            var all = new ArrayList<Object>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                var value = row.getObject(column);
                all.add(value instanceof java.sql.Timestamp at ? at.toInstant() : value);
            }
            return all;
        }
    }
}

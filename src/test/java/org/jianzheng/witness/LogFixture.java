package org.jianzheng.witness;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jianzheng.record.Audience;
import org.jianzheng.record.RecordType;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.storage.Objects;

/** The log of the running test with its threads at rest: the test takes each step itself. */
@Singleton
class LogFixture {
    static final Instant NOW = Instant.parse("2026-03-23T01:30:00.000Z");
    static final String ACTOR = "a".repeat(64);
    static final String OTHER = "b".repeat(64);

    final Beat beat;
    final WitnessLog log;
    final Database database;
    final TileStore tiles;
    final Heads heads;
    final Fence fence;
    final LogKey key;
    final LogState state;
    final PlatformKey platformKey;
    final RecordCopies copies;
    final Offices offices;
    final Sequencer sequencer;
    final Finisher finisher;
    final Publisher publisher;
    final SelfCheck check;
    final LogVitals vitals;
    final Clock clock;
    final Objects objects;

    LogFixture(
            Beat beat,
            WitnessLog log,
            Database database,
            TileStore tiles,
            Heads heads,
            Fence fence,
            LogKey key,
            LogState state,
            PlatformKey platformKey,
            RecordCopies copies,
            Offices offices,
            Sequencer sequencer,
            Finisher finisher,
            Publisher publisher,
            SelfCheck check,
            LogVitals vitals,
            Clock clock,
            Objects objects) {
        this.beat = beat;
        this.log = log;
        this.database = database;
        this.tiles = tiles;
        this.heads = heads;
        this.fence = fence;
        this.key = key;
        this.state = state;
        this.platformKey = platformKey;
        this.copies = copies;
        this.offices = offices;
        this.sequencer = sequencer;
        this.finisher = finisher;
        this.publisher = publisher;
        this.check = check;
        this.vitals = vitals;
        this.clock = clock;
        this.objects = objects;
    }

    void rest() {
        beat.stop();
        state.reset();
        step();
    }

    /** Cover records on a clock and from a source of chance that the test holds. */
    CoverRecords covers(Predicate<Instant> accepting, Clock system, RandomGenerator random) {
        return new CoverRecords(database, log, state, accepting, clock, system, random);
    }

    RecordRef append(TenderId tender, LotId lot, String actor, Audience audience) {
        return QuarkusTransaction.requiringNew()
                .call(() -> log.append(new NewRecord(
                        RecordType.BID_SUBMITTED, tender, lot, actor, NOW, Map.of("n", "1"), null, audience)));
    }

    RecordRef append() {
        return append(TenderId.at(NOW), LotId.at(NOW), ACTOR, Audience.ACTOR_ONLY);
    }

    List<RecordRef> append(int count) {
        return QuarkusTransaction.requiringNew().call(() -> IntStream.range(0, count)
                .mapToObj(i -> log.append(NewRecord.byPlatform(
                        RecordType.SANDBOX_MOVED, null, null, NOW, Map.of("n", Integer.toString(i)))))
                .toList());
    }

    /** Sequences and signs whatever waits. */
    void step() {
        while (sequencer.batch()) {
            finisher.finishAll();
        }
        finisher.finishAll();
    }

    long size() {
        return database.first("SELECT size FROM witness_tree", row -> row.getLong(1))
                .orElseThrow();
    }

    long count(String table) {
        return database.first("SELECT count(*) FROM " + table, row -> row.getLong(1))
                .orElseThrow();
    }
}

package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jianzheng.StoresResource;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.TlogProof;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class SequencerIT {
    @Inject
    LogFixture fixture;

    @BeforeEach
    void rest() {
        fixture.rest();
    }

    @AfterEach
    void goOn() {
        fixture.beat.start();
    }

    /** Where an instance dies while it finishes a head; "after" means that the step was done and nobody heard of it. */
    enum Death {
        BEFORE_COPY,
        AFTER_COPY,
        BEFORE_FENCE,
        AFTER_FENCE,
        BEFORE_SIGNATURE,
        AFTER_SIGNATURE
    }

    @ParameterizedTest
    @EnumSource
    void healsADeathBetweenAnyTwoSteps(Death death) {
        var ref = fixture.append();
        assertTrue(fixture.sequencer.batch());
        var dying = finisherThatDies(death);
        assertThrows(RuntimeException.class, dying::finishAll);
        assertTrue(fixture.log.included(ref.id()).isEmpty(), "nothing is signed by the instance that died");

        assertTrue(fixture.finisher.finishAll());
        var proof = fixture.log.included(ref.id()).orElseThrow();
        assertTrue(TlogProof.parse(proof.proof().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .leadsFrom(ref.entry()));
        assertEquals(fixture.size(), fixture.fence.read().size());
        assertFalse(fixture.state.isReadOnly());
    }

    @Test
    void keepsARecordWaitingWhenItsSequencerDiesBeforeTheCommit() {
        var ref = fixture.append();
        long before = fixture.size();
        assertThrows(IllegalStateException.class, () -> QuarkusTransaction.requiringNew()
                .run(() -> {
                    var dying = new Sequencer(fixture.database, fixture.tiles, fixture.fence, fixture.state);
                    joinAndDie(dying);
                }));
        fixture.step();
        assertEquals(before, fixture.log.indexOf(ref.id()).orElseThrow());
    }

    private void joinAndDie(Sequencer dying) {
        var tree = fixture.database.list("DELETE FROM witness_outbox RETURNING id", row -> row.getLong(1));
        throw new IllegalStateException(dying + " died with " + tree.size() + " records in its hands");
    }

    @Test
    void writesNoRecordWhenTheBusinessTransactionRollsBack() {
        long before = fixture.count("witness_record");
        assertThrows(IllegalStateException.class, () -> QuarkusTransaction.requiringNew()
                .run(() -> {
                    fixture.log.append(NewRecord.byPlatform(
                            org.jianzheng.record.RecordType.SANDBOX_MOVED,
                            null,
                            null,
                            LogFixture.NOW,
                            java.util.Map.of()));
                    throw new IllegalStateException("the business failed");
                }));
        assertEquals(before, fixture.count("witness_record"));
    }

    @Test
    void refusesToAppendOutsideATransaction() {
        var record = NewRecord.byPlatform(
                org.jianzheng.record.RecordType.SANDBOX_MOVED, null, null, LogFixture.NOW, java.util.Map.of());
        assertThrows(jakarta.transaction.TransactionalException.class, () -> fixture.log.append(record));
    }

    @Test
    void givesEveryIndexOnceWhenTwoInstancesRace() throws Exception {
        long before = fixture.size();
        var writing = new AtomicBoolean(true);
        var pool = Executors.newFixedThreadPool(6);
        try {
            var instances = List.of(pool.submit(racer(writing)), pool.submit(racer(writing)));
            var writers =
                    IntStream.range(0, 4).mapToObj(w -> pool.submit(writer())).toList();
            var ids = new ArrayList<String>();
            for (var each : writers) {
                ids.addAll(each.get());
            }
            writing.set(false);
            for (Future<?> each : instances) {
                each.get();
            }
            fixture.step();
            var indexes = ids.stream()
                    .map(id -> fixture.log.indexOf(id).orElseThrow())
                    .sorted()
                    .toList();
            assertEquals(LongStream.range(before, before + ids.size()).boxed().toList(), indexes);
        } finally {
            pool.shutdown();
        }
        assertEquals(fixture.size(), fixture.fence.read().size());
        fixture.check.run();
        assertEquals(java.util.Optional.empty(), fixture.state.alarm());
    }

    private Callable<Void> racer(AtomicBoolean writing) {
        // Another instance has its own threads and memory, but the same rows and the same fence.
        var sequencer = new Sequencer(fixture.database, fixture.tiles, fixture.fence, fixture.state);
        var finisher = new Finisher(
                fixture.database, fixture.tiles, fixture.copies, fixture.fence, fixture.key, fixture.state);
        return () -> {
            while (writing.get()) {
                sequencer.batch();
                finisher.finishAll();
            }
            return null;
        };
    }

    private Callable<List<String>> writer() {
        return () -> IntStream.range(0, 60).mapToObj(i -> fixture.append().id()).toList();
    }

    @Test
    void foldsEveryBatchToTheRootOfItsEntries() {
        fixture.append(700);
        fixture.step();
        fixture.append(3);
        fixture.step();
        var leaves = fixture.database.list(
                "SELECT entry FROM witness_entry ORDER BY idx", row -> Merkle.leafHash(row.getBytes(1)));
        var range = new org.jianzheng.tlog.CompactRange();
        leaves.forEach(range::append);
        assertArrayEquals(range.root(), fixture.log.latestSigned().orElseThrow().root());
    }

    @Test
    void refusesToChangeWhatStands() {
        fixture.append(300);
        fixture.step();
        for (var forbidden : List.of(
                "UPDATE witness_entry SET entry = entry",
                "DELETE FROM witness_entry",
                "TRUNCATE witness_tile",
                "UPDATE witness_head SET root = root",
                "UPDATE witness_head SET note = 'another'",
                "DELETE FROM witness_head",
                "DELETE FROM witness_record",
                "UPDATE witness_record SET audience = 0 WHERE audience <> 0",
                "UPDATE witness_record SET sealed = '\\x00'",
                "DELETE FROM witness_cosignature",
                "UPDATE witness_published SET note = ''")) {
            assertThrows(Database.DatabaseFailure.class, () -> fixture.database.change(forbidden), forbidden);
        }
    }

    private Finisher finisherThatDies(Death death) {
        var copies = new RecordCopies(fixture.database, fixture.platformKey, null, "unused") {
            @Override
            void write(long first, long end, String object) {
                dieIf(death == Death.BEFORE_COPY);
                fixture.copies.write(first, end, object);
                dieIf(death == Death.AFTER_COPY);
            }
        };
        var fence = new Fence("unused") {
            @Override
            Mark read() {
                return fixture.fence.read();
            }

            @Override
            boolean advance(Mark next) {
                dieIf(death == Death.BEFORE_FENCE);
                boolean advanced = fixture.fence.advance(next);
                dieIf(death == Death.AFTER_FENCE);
                return advanced;
            }
        };
        var key = new LogKey("unused", "unused", false, fixture.clock) {
            @Override
            org.jianzheng.tlog.SignedNote sign(long size, byte[] root) {
                dieIf(death == Death.BEFORE_SIGNATURE);
                fixture.key.sign(size, root);
                throw new IllegalStateException("died after " + death);
            }
        };
        return new Finisher(fixture.database, fixture.tiles, copies, fence, key, fixture.state);
    }

    private static void dieIf(boolean now) {
        if (now) {
            throw new IllegalStateException("this instance dies here");
        }
    }
}

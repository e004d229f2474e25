package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jianzheng.Administrator;
import org.jianzheng.StoresResource;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that lost its tail, and what brings it back. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RecoveryIT {
    private static final List<String> TABLES =
            List.of("witness_entry", "witness_head", "witness_record", "witness_tile");

    @Inject
    LogFixture fixture;

    @Inject
    Recovery recovery;

    private long old;
    private byte[] oldRoot;
    private byte[] oldFrontier;
    private List<String> notes;
    private List<RecordRef> lost;

    @BeforeEach
    void growsAfterTheDump() {
        fixture.rest();
        fixture.append(3);
        fixture.step();
        old = fixture.size();
        oldRoot = column("root");
        oldFrontier = column("frontier");
        lost = fixture.append(2);
        fixture.step();
        lost = List.of(lost.get(0), lost.get(1), fixture.append(1).get(0));
        fixture.step();
        notes = notes();
    }

    @AfterEach
    void goOn() {
        fixture.state.reset();
        fixture.beat.start();
    }

    @Test
    void bringsBackEveryEntryHeadAndProofToTheSameBytes() throws SQLException {
        long size = fixture.size();
        var proofs = proofs();
        loseTail();
        fixture.check.run();
        assertTrue(fixture.state.isReadOnly());
        fixture.state.reset();

        var outcome = recovery.run(Optional.empty(), false);
        assertEquals(new Recovery.Outcome(old, size, List.of(), Optional.empty()), outcome);
        assertEquals(notes, notes());
        assertEquals(proofs, proofs());
        assertEquals(0, recovery.run(Optional.empty(), false).to() - size, "a second time there is nothing to do");
        fixture.append(1);
        fixture.step();
        assertEquals(size + 1, fixture.size());
    }

    /** A dump may be taken between a batch and its signature. */
    @Test
    void signsTheHeadThatTheDumpHadNotSignedYet() throws SQLException {
        loseTail();
        try (var administrator = new Administrator()) {
            administrator.disarm("witness_head").change("UPDATE witness_head SET note = NULL WHERE size = ?", old);
            administrator.arm("witness_head");
        }
        assertEquals(Optional.empty(), recovery.run(Optional.empty(), false).alarm());
        assertEquals(notes, notes());
        fixture.append(1);
        fixture.step();
        assertTrue(!fixture.state.isReadOnly());
    }

    /** Killed between a batch's keys and its object, before the fence knew of it: it was never signed and is left out. */
    @Test
    void leavesOutTheBatchWhoseObjectWasNeverStored() throws SQLException, IOException {
        long size = fixture.size();
        loseTail();
        var keys = StoresResource.data().resolve("record-keys").resolve(String.format("%015d", size));
        Files.writeString(keys, "object records/" + "0".repeat(32) + "\n");
        var outcome = recovery.run(Optional.empty(), false);
        assertEquals(new Recovery.Outcome(old, size, List.of(), Optional.empty()), outcome);
        fixture.append(1);
        fixture.step();
        assertEquals(size + 1, fixture.size());
        assertTrue(Files.readString(keys).lines().count() > 1, "the next batch at this index has its own keys there");
    }

    @Test
    void writesNothingWhenTheFenceHoldsAnotherRoot() throws SQLException, IOException {
        loseTail();
        Path fence = StoresResource.data().resolve("fence/fence");
        var before = Files.readAllBytes(fence);
        Files.writeString(fence, new String(before).split("\n")[0] + "\n" + "A".repeat(43) + "=\n");
        try {
            var refused = assertThrows(Problem.class, () -> recovery.run(Optional.empty(), false));
            assertEquals("recover/other-root", refused.slug());
            assertEquals(old, fixture.size());
        } finally {
            Files.write(fence, before);
        }
        recovery.run(Optional.empty(), false);
    }

    /** As after a restore of the dump: the administrator's hand, since no trigger lets the platform do it. */
    private void loseTail() throws SQLException {
        try (var administrator = new Administrator()) {
            for (var table : TABLES) {
                administrator.disarm(table);
            }
            administrator.change("DELETE FROM witness_entry WHERE idx >= ?", old);
            administrator.change("DELETE FROM witness_head WHERE size > ?", old);
            for (var ref : lost) {
                administrator.change("DELETE FROM witness_record WHERE id = ?", java.util.UUID.fromString(ref.id()));
            }
            administrator.change("UPDATE witness_tree SET size = ?, root = ?, frontier = ?", old, oldRoot, oldFrontier);
            for (var table : TABLES) {
                administrator.arm(table);
            }
        }
        fixture.state.reset();
    }

    private byte[] column(String name) {
        return fixture.database
                .first("SELECT " + name + " FROM witness_tree", row -> row.getBytes(1))
                .orElseThrow();
    }

    private List<String> notes() {
        return fixture.database.list("SELECT note FROM witness_head ORDER BY size", row -> row.getString(1));
    }

    private List<String> proofs() {
        return lost.stream()
                .map(ref -> fixture.log.included(ref.id()).orElseThrow().proof())
                .toList();
    }
}

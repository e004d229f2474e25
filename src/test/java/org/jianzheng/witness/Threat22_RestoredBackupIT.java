package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jianzheng.Administrator;
import org.jianzheng.StoresResource;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threat 22: the database is put back to an older dump, and what the log has stated since is to be forgotten. The fence
 * notices; if the fence was put back with it, the offices do.
 */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class Threat22_RestoredBackupIT {
    /** In the order in which rows may be put back. */
    private static final List<String> TABLES = List.of(
            "witness_tree",
            "witness_entry",
            "witness_tile",
            "witness_head",
            "witness_cosignature",
            "witness_published",
            "witness_listed");

    @Inject
    LogFixture fixture;

    @TempDir
    Path trust;

    private final PlayedOffice office =
            new PlayedOffice("notary-" + UUID.randomUUID().toString().substring(0, 8));
    private Administrator administrator;
    private Publisher publisher;
    private Path fence;
    private byte[] fenceAtTheDump;
    private byte[] fenceNow;

    @BeforeEach
    void dumpAndGoOn() throws SQLException, IOException {
        administrator = new Administrator();
        fixture.rest();
        follow();
        grow();
        fence = StoresResource.data().resolve("fence/fence");
        fenceAtTheDump = Files.readAllBytes(fence);
        dump("old");
        grow();
        fenceNow = Files.readAllBytes(fence);
        dump("now");
        restore("old");
    }

    @AfterEach
    void putBack() throws SQLException, IOException {
        restore("now");
        Files.write(fence, fenceNow);
        administrator.close();
        fixture.state.reset();
        fixture.beat.start();
    }

    @Test
    void theFenceRefusesTheOldDump() {
        fixture.check.run();
        assertTrue(fixture.state.alarm().orElseThrow().contains("lost its tail"));
        var refused = assertThrows(Problem.class, () -> fixture.append());
        assertEquals("witness/read-only", refused.slug());
        assertFalse(fixture.sequencer.batch());
    }

    @Test
    void theOfficesRefuseTheOldDumpWhoseFenceWasPutBackToo() throws IOException {
        Files.write(fence, fenceAtTheDump);
        fixture.check.run();
        assertFalse(fixture.state.isReadOnly(), "nothing in the house remembers");
        // The log goes on from the dump and would state a second history.
        fixture.append(1);
        fixture.step();
        assertFalse(publisher.round());
        assertTrue(fixture.state.alarm().orElseThrow().contains(office.name));
        assertThrows(Problem.class, () -> fixture.append());
    }

    private void grow() {
        fixture.append(3);
        fixture.step();
        assertTrue(publisher.round(), "the office cosigns a log that only grows");
    }

    /** A publisher whose only office is the played one. */
    private void follow() throws IOException {
        var vkey = office.signer.vkey().format();
        Files.writeString(
                trust.resolve("policy.txt"),
                "log " + fixture.log.vkey() + "\nwitness w " + vkey + "\ngroup offices 1 w\nquorum offices\n");
        Files.write(
                trust.resolve("offices.json"), Canonical.write(List.of(Map.of("name", office.name, "cosigner", vkey))));
        var offices = new Offices(Optional.of(trust.toString()), "unused");
        offices.load();
        var wire = new Cosigners() {
            @Override
            public CompletionStage<Answer> addCheckpoint(Office of, byte[] body) {
                return office.addCheckpoint(body);
            }

            @Override
            public CompletionStage<Answer> lastCheckpoint(Office of, String origin) {
                return office.lastCheckpoint();
            }
        };
        var cosigning = new Cosigning(wire, fixture.tiles, fixture.heads, fixture.key, fixture.state);
        var copies = new CosignatureCopies(fixture.objects, fixture.heads, offices, fixture.key);
        publisher = new Publisher(
                fixture.database, fixture.heads, offices, cosigning, copies, fixture.state, fixture.clock);
    }

    private void dump(String name) throws SQLException {
        for (var table : TABLES) {
            administrator.change("CREATE TEMP TABLE " + name + "_" + table + " AS SELECT * FROM " + table);
        }
    }

    private void restore(String name) throws SQLException {
        for (int i = TABLES.size() - 1; i >= 0; i--) {
            administrator.disarm(TABLES.get(i)).change("DELETE FROM " + TABLES.get(i));
        }
        for (var table : TABLES) {
            administrator.change("INSERT INTO " + table + " SELECT * FROM " + name + "_" + table);
            administrator.arm(table);
        }
        administrator.change("DELETE FROM witness_outbox");
    }
}

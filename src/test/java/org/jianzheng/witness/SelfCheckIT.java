package org.jianzheng.witness;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jianzheng.StoresResource;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class SelfCheckIT {
    @Inject
    LogFixture fixture;

    private Path fence;
    private byte[] fenceBefore;

    @BeforeEach
    void rest() throws IOException {
        fixture.rest();
        fixture.append(2);
        fixture.step();
        fence = StoresResource.data().resolve("fence/fence");
        fenceBefore = Files.readAllBytes(fence);
    }

    @AfterEach
    void goOn() throws IOException {
        Files.write(fence, fenceBefore);
        fixture.state.reset();
        fixture.beat.start();
    }

    @Test
    void findsNothingWrongWithAHealthyLog() {
        fixture.check.run();
        assertFalse(fixture.state.isReadOnly());
        // The fence's own verdict is as old as the last look, which another test may have met.
        given().get("/q/health/ready").then().body("checks.find { it.name == 'witness log' }.status", equalTo("UP"));
    }

    @Test
    void turnsReadOnlyWhenTheFenceStandsAboveTheTree() throws IOException {
        raiseFence();
        fixture.check.run();
        assertTrue(fixture.state.alarm().orElseThrow().contains("lost its tail"));

        var refused = assertThrows(Problem.class, () -> fixture.append());
        assertEquals(503, refused.status());
        assertEquals("witness/read-only", refused.slug());
        given().get("/q/health/ready").then().statusCode(503).body(containsString("lost its tail"));
    }

    @Test
    void signsNothingWhenTheFenceRoseWhileItRan() throws IOException {
        fixture.append();
        assertTrue(fixture.sequencer.batch());
        raiseFence();
        assertThrows(IllegalStateException.class, () -> fixture.finisher.finishAll());
        assertTrue(fixture.state.isReadOnly());
        assertEquals(1, unsigned());

        Files.write(fence, fenceBefore);
        fixture.state.reset();
        fixture.step();
        assertEquals(0, unsigned());
    }

    @Test
    void signsNothingWhenTheFenceHoldsAnotherRoot() throws IOException {
        var lines = new String(fenceBefore).split("\n");
        Files.writeString(fence, lines[0] + "\n" + "A".repeat(43) + "=\n");
        fixture.check.run();
        assertTrue(fixture.state.alarm().orElseThrow().contains("is not that of this database"));
    }

    @Test
    void keepsItsKeysToItsOwner() throws IOException {
        for (var file : new String[] {"platform.key", "log.key"}) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(StoresResource.data().resolve(file))));
        }
    }

    @Test
    void monitoringSeesAFenceThatDoesNotBelongToTheTree() throws IOException {
        assertEquals(Optional.empty(), fixture.vitals.fenceTrouble());
        raiseFence();
        assertTrue(fixture.vitals.fenceTrouble().orElseThrow().contains("stands above the tree"));
        Files.delete(fence);
        assertTrue(fixture.vitals.fenceTrouble().orElseThrow().contains("was set back"));
        Files.write(fence, fenceBefore);
        assertEquals(Optional.empty(), fixture.vitals.fenceTrouble());
    }

    private void raiseFence() throws IOException {
        Files.writeString(fence, (fixture.size() + 100) + "\n" + "A".repeat(43) + "=\n");
    }

    private long unsigned() {
        return fixture.count("witness_head WHERE note IS NULL");
    }
}

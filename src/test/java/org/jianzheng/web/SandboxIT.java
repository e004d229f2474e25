package org.jianzheng.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.record.Instants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
@TestProfile(SandboxIT.InASandbox.class)
class SandboxIT {
    public static class InASandbox implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var folder = Path.of("target", "sandbox-" + UUID.randomUUID()).toAbsolutePath();
            return Map.of("jianzheng.sandbox.dir", folder.toString(), "jianzheng.log.origin", "sandbox.localhost/log");
        }
    }

    @Inject
    Clock clock;

    @Inject
    FixedDeadline deadline;

    @Inject
    AgroalDataSource database;

    @AfterEach
    void noDeadline() {
        deadline.set(null);
    }

    @Test
    void movesForwardAndLogsTheMove() throws SQLException {
        var before = records();
        var target = clock.instant().plus(Duration.ofDays(20));
        move(target).statusCode(200).body("now", greaterThanOrEqualTo(Instants.format(target)));
        assertFalse(clock.instant().isBefore(target.minusMillis(1)));
        assertEquals(before + 1, records());
    }

    @Test
    void refusesToGoBackAndLogsNothing() throws SQLException {
        var before = records();
        move(clock.instant().minusSeconds(60)).statusCode(409).body("field", equalTo("to"));
        assertEquals(before, records());
    }

    @Test
    void endsTwoSecondsBeforeADeadlineAtTheLatest() {
        var due = clock.instant().plus(Duration.ofHours(1));
        deadline.set(due);
        move(due).statusCode(409).body("type", equalTo("urn:jianzheng:problem:web/sandbox-deadline"));
        move(due.minusMillis(1999)).statusCode(409);
        move(due.minusMillis(2001)).statusCode(200);
    }

    @Test
    void staysWhereItIsWhileALotIsInItsGrace() {
        deadline.set(clock.instant().minusSeconds(1));
        move(clock.instant().plusSeconds(3600)).statusCode(409);
    }

    private static ValidatableResponse move(Instant target) {
        return given().auth()
                .oauth2(DemoPeople.token(DemoPerson.TRADING_CENTRE))
                .contentType("application/json")
                .body(Map.of("to", Instants.format(target)))
                .post("/sandbox/move")
                .then();
    }

    private long records() throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("select count(*) from witness_record")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

package org.jianzheng;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.record.RecordType;
import org.jianzheng.witness.Rebuilding;
import org.junit.jupiter.api.Test;

/** The platform stands on its stores: schema, roles, objects, timers. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class HouseIT {
    @Inject
    AgroalDataSource database;

    @Inject
    MinioClient objects;

    @Any
    @Inject
    Instance<Rebuilding> modules;

    @ConfigProperty(name = "jianzheng.storage.bucket")
    String bucket;

    @Test
    void flywayMadeTheSchema() throws Exception {
        assertEquals("t", query("SELECT bool_and(success) FROM flyway_schema_history"));
        assertEquals("11", query("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'qrtz_%'"));
    }

    @Test
    void platformRoleOwnsNoTableAndMakesNone() throws Exception {
        assertEquals("0", query("SELECT count(*) FROM pg_tables WHERE tableowner = current_user"));
        assertThrows(SQLException.class, () -> query("CREATE TABLE smuggled (id int)"));
        assertThrows(SQLException.class, () -> query("DELETE FROM flyway_schema_history"));
    }

    @Test
    void timersAreClusteredInTheDatabase() throws Exception {
        assertTrue(Integer.parseInt(query("SELECT count(*) FROM qrtz_scheduler_state")) > 0);
    }

    @Test
    void objectComesBackAsItWent() throws Exception {
        var bytes = new byte[6 * 1024 * 1024];
        new Random(1).nextBytes(bytes);
        objects.putObject(PutObjectArgs.builder().bucket(bucket).object("a/b").stream(
                        new ByteArrayInputStream(bytes), bytes.length, -1)
                .build());
        try (var back = objects.getObject(
                GetObjectArgs.builder().bucket(bucket).object("a/b").build())) {
            assertArrayEquals(bytes, back.readAllBytes());
        }
    }

    @Test
    void answersAsReadyOnTheLoopback() {
        given().get("/q/health/ready").then().statusCode(200);
    }

    /** A type that nobody rebuilds would be lost silently by a recovery: a new one must be decided on here or there. */
    @Test
    void everyRecordTypeIsRebuiltByItsModuleOrLeavesNoRows() {
        var all = EnumSet.of(
                RecordType.DOCUMENT_DOWNLOADED,
                RecordType.BID_REFUSED,
                RecordType.BID_INCOMPLETE,
                // It repeats for one lot what the list and the log show; whoever needs it reads the record.
                RecordType.OUTAGE_OUTSIDE,
                RecordType.LOG_COVER,
                RecordType.SANDBOX_MOVED,
                // Identity takes whatever carries an act, and of these writes more than that it was used.
                RecordType.PARTY_ROLE_GRANTED);
        modules.stream().filter(module -> module.turn() > 0).forEach(module -> all.addAll(module.types()));
        assertEquals(EnumSet.allOf(RecordType.class), all);
    }

    private String query(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }
}

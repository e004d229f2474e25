package org.jianzheng.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import org.jianzheng.StoresResource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class HealthIT {
    @Test
    void readinessNamesEachPartAndNothingElse() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body(
                        "checks.name",
                        containsInAnyOrder("database", "object store", "witness log", "fence", "Graceful Shutdown"));
    }

    @Test
    void saysThatItLivesAndThatTheSelfCheckHasEnded() {
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/started").then().statusCode(200).body("checks.name", containsInAnyOrder("self-check"));
    }

    @Test
    void aDatabaseThatTakesNoWritesIsNotReady() {
        assertEquals(Optional.empty(), new DatabaseLook(database("")).trouble());
        assertEquals(
                Optional.of("takes no writes: it is a standby"),
                new DatabaseLook(database("-c default_transaction_read_only=on")).trouble());
    }

    @Test
    void aDatabaseThatIsNotThereIsNotReady() {
        var nobody = database("");
        nobody.setUser("nobody");
        assertEquals(Optional.of("does not answer"), new DatabaseLook(nobody).trouble());
    }

    private static PGSimpleDataSource database(String options) {
        var source = new PGSimpleDataSource();
        source.setUrl(StoresResource.address().jdbcUrl());
        source.setUser(StoresResource.address().user());
        source.setPassword(StoresResource.address().password());
        if (!options.isEmpty()) {
            source.setOptions(options);
        }
        return source;
    }
}

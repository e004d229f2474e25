package org.jianzheng.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Optional;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

/** Threat 15: a crowd is turned away evenly and with a time to come back; what was let in goes on. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class GateIT {
    private static final String LOT = "/lots/00000000-0000-7000-8000-000000000000";
    private static final String OBJECT = LOT + "/bids/00000000-0000-7000-8000-000000000000/objects/" + "0".repeat(64);

    @Inject
    Gate gate;

    @Test
    void aFullLaneAnswersBusyWithATimeToComeBack() {
        var stays = fill(Lane.STATEMENT);
        try {
            given().contentType("application/pkcs7-mime")
                    .body(new byte[1])
                    .post(LOT + "/bids")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", matchesPattern("[1-4]"))
                    .body("type", equalTo("urn:jianzheng:problem:web/busy"));
            given().get("/log/checkpoint").then().statusCode(not(503));
            given().contentType("application/json")
                    .body("{}")
                    .post("/login")
                    .then()
                    .statusCode(400);
        } finally {
            stays.forEach(Admission.Stay::close);
        }
        given().contentType("application/pkcs7-mime")
                .body(new byte[1])
                .post(LOT + "/bids")
                .then()
                .statusCode(401);
    }

    @Test
    void oneLoginThatSendsTooMuchAtOnceIsToldSo() {
        var token = DemoPeople.token(DemoPeople.bidder(21));
        var caller = Gate.caller("Bearer " + token);
        var stays = new ArrayList<Admission.Stay>();
        for (int i = 0; i < 8; i++) {
            stays.add(gate.admission().enter(Lane.UPLOAD, caller));
        }
        try {
            put(token)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", equalTo("1"))
                    .body("type", equalTo("urn:jianzheng:problem:web/too-many"));
            put(DemoPeople.token(DemoPeople.bidder(22))).then().statusCode(404);
        } finally {
            stays.forEach(Admission.Stay::close);
        }
        put(token).then().statusCode(404);
    }

    /** However a request ends, its place is free again: answered, refused, or broken off. */
    @Test
    void everyRequestGivesItsPlaceBack() {
        for (int i = 0; i < 200; i++) {
            given().get(i % 2 == 0 ? "/trust" : "/nothing/here").then().statusCode(i % 2 == 0 ? 200 : 404);
        }
        fill(Lane.OTHER).forEach(Admission.Stay::close);
    }

    private static io.restassured.response.Response put(String token) {
        return given().auth()
                .oauth2(token)
                .contentType("application/octet-stream")
                .body(new byte[1])
                .put(OBJECT);
    }

    private ArrayList<Admission.Stay> fill(Lane lane) {
        var stays = new ArrayList<Admission.Stay>();
        while (true) {
            try {
                stays.add(gate.admission().enter(lane, Optional.empty()));
            } catch (Problem full) {
                return stays;
            }
        }
    }
}

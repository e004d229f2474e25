package org.jianzheng.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
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

    @TestHTTPResource
    URL port;

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

    /** More requests than places: had one kept its place, the later ones would find none. */
    @Test
    void anAnswerAndARefusalGiveTheirPlaceBack() {
        for (int i = 0; i < 200; i++) {
            boolean there = i % 2 == 0;
            given().get(there ? "/trust" : "/nothing/here").then().statusCode(there ? 200 : 404);
        }
    }

    @Test
    void aRequestThatIsBrokenOffGivesItsPlaceBack() throws Exception {
        int places = 24;
        for (int i = 0; i < places * 2; i++) {
            try (var socket = new Socket("127.0.0.1", port.getPort())) {
                socket.getOutputStream()
                        .write(("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 1000\r\n\r\n{\"challenge\":")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
        }
        // The instance sees each line break in its own time.
        int status = 503;
        for (int attempt = 0; attempt < 20_000 && status == 503; attempt++) {
            status = given().contentType("application/json")
                    .body("{}")
                    .post("/login")
                    .statusCode();
        }
        assertEquals(400, status);
        var stays = new ArrayList<Admission.Stay>();
        for (int attempt = 0; attempt < 20_000 && stays.size() < places; attempt++) {
            stays.forEach(Admission.Stay::close);
            stays = fill(Lane.LOGIN);
            given().get("/trust").then().statusCode(200);
        }
        stays.forEach(Admission.Stay::close);
        assertEquals(places, stays.size());
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

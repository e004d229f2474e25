package org.jianzheng.bidding;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jianzheng.Administrator;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.record.Act;
import org.jianzheng.record.Cms;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.Signer;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WithdrawalData;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threat 12: somebody has another's login, and everything that ever went over the wire, but not his key. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class Threat12_StolenTokenIT {
    private static final String SIGNED = "application/pkcs7-mime";

    private final Signer victim = DemoPeople.bidder(51);
    private final Signer thief = DemoPeople.bidder(52);
    private Administrator administrator;
    private PlantedLot planted;
    private String stolen;

    @BeforeEach
    void steal() throws SQLException, IOException {
        administrator = new Administrator();
        planted = new PlantedLot(administrator);
        planted.submit(victim, Money.ofYuan("4980000"));
        stolen = DemoPeople.token(victim);
    }

    @AfterEach
    void end() throws SQLException {
        planted.end();
        administrator.close();
    }

    @Test
    void anotherBidCannotBeSubmittedWithTheTokenAlone() {
        refused(403, "identity/act-signer", "/bids", Cms.sign(statement().bytes(), thief));
        assertEquals(1, acts());
    }

    @Test
    void theBidCannotBeWithdrawnWithTheTokenAlone() {
        refused(403, "identity/act-signer", "/withdrawals", withdrawal(thief));
        assertEquals(1, acts());
    }

    @Test
    void aWithdrawalThatWasSeenOnceTakesNothingBackAgain() throws IOException {
        var seen = withdrawal(victim);
        assertEquals(200, post("/withdrawals", seen).statusCode());
        assertEquals(2, acts());
        var again = post("/withdrawals", seen);
        assertEquals(409, again.statusCode(), again.asString());
        assertEquals(2, acts());
    }

    @Test
    void nobodyIsSignedInOrTheLotClosedWithTheTokenAlone() {
        refused(403, "identity/act-signer", "/session/sign-in", act(Act.SESSION_SIGN_IN));
        var office = DemoPeople.token(DemoPerson.TENDERING_OFFICE);
        var answer = given().auth()
                .oauth2(office)
                .contentType(SIGNED)
                .body(act(Act.LOT_CLOSE))
                .post("/lots/" + planted.lot + "/close");
        assertEquals(403, answer.statusCode(), answer.asString());
        assertTrue(answer.asString().contains("identity/act-signer"), answer.asString());
    }

    @Test
    void aTokenInALinkIsNoLogin() {
        for (var name : List.of("access_token", "token", "bearer")) {
            assertEquals(
                    401, given().queryParam(name, stolen).get("/parties/me").statusCode());
        }
        assertEquals(401, given().cookie("token", stolen).get("/parties/me").statusCode());
        Map<String, Map<String, Map<String, Object>>> paths =
                given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");
        paths.forEach((path, operations) -> operations
                .values()
                .forEach(operation -> assertTrue(
                        !String.valueOf(operation.get("parameters"))
                                .matches("(?i).*(token|secret|password|signature).*"),
                        path)));
    }

    private SubmissionStatement statement() {
        var envelope = new SubmissionStatement.Envelope(
                "opening",
                planted.q.keyId(),
                new ObjectRef("3c".repeat(32), 1000),
                List.of(new ObjectRef("6b".repeat(32), 1000)));
        return new SubmissionStatement(
                1,
                "p256",
                planted.tender,
                planted.lot,
                BidId.at(java.time.Instant.EPOCH),
                1,
                null,
                "7e".repeat(32),
                List.of(envelope));
    }

    private byte[] withdrawal(Signer by) {
        Map<String, Object> chain = planted.get(stolen, "/bids").jsonPath().getMap("");
        var data = new WithdrawalData((Integer) chain.get("nextSeq"), (String) chain.get("prev"), "-");
        return Cms.sign(
                Act.of(Act.BID_WITHDRAW, planted.tender, planted.lot, data).bytes(), by);
    }

    /** A perfect act but for who signed it. */
    private byte[] act(String type) {
        return Cms.sign(Act.of(type, planted.tender, planted.lot, Map.of()).bytes(), thief);
    }

    private int acts() {
        return planted.get(stolen, "/bids").jsonPath().getList("acts").size();
    }

    private Response post(String path, byte[] body) {
        return given().auth().oauth2(stolen).contentType(SIGNED).body(body).post("/lots/" + planted.lot + path);
    }

    private void refused(int status, String problem, String path, byte[] body) {
        var answer = post(path, body);
        assertEquals(status, answer.statusCode(), answer.asString());
        assertTrue(answer.asString().contains(problem), answer.asString());
    }
}

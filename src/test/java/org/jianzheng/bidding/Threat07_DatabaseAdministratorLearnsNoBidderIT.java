package org.jianzheng.bidding;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jianzheng.Administrator;
import org.jianzheng.DemoPeople;
import org.jianzheng.LogLines;
import org.jianzheng.StoresResource;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.shared.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat 7 at the bids: a row that is given to a bidder whom the administrator controls tells that bidder nothing. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class Threat07_DatabaseAdministratorLearnsNoBidderIT {
    private Administrator administrator;
    private PlantedLot planted;
    private PlantedLot.Bid bid;
    private PlantedLot.Bid own;
    private String victim;
    private String puppet;
    private LogLines log;

    @BeforeEach
    void twoBids() throws SQLException, IOException {
        administrator = new Administrator();
        planted = new PlantedLot(administrator);
        bid = planted.submit(DemoPeople.bidder(1), Money.ofYuan("4980000"));
        own = planted.submit(DemoPeople.bidder(2), Money.ofYuan("5000000"));
        victim = DemoPeople.token(DemoPeople.bidder(1));
        puppet = DemoPeople.token(DemoPeople.bidder(2));
        log = new LogLines();
    }

    @AfterEach
    void end() throws SQLException {
        log.close();
        planted.end();
        administrator.close();
    }

    @Test
    void eachBidderSeesItsOwnOnly() {
        for (var path : new String[] {"/bids/" + bid.id(), "/bids/" + bid.id() + "/receipt"}) {
            assertEquals(200, planted.get(victim, path).statusCode(), path);
            assertEquals(404, planted.get(puppet, path).statusCode(), path);
        }
        refuses("/acts/" + bid.record() + "/receipt", 404);
        assertEquals(200, planted.get(puppet, "").statusCode());
        assertEquals(0, log.alarms());
    }

    @Test
    void aSubmissionGivenToThePuppetIsNotHis() throws SQLException {
        administrator.change(
                "UPDATE submission SET party = (SELECT party FROM submission WHERE id = ?) WHERE id = ?",
                uuid(own.id()),
                uuid(bid.id()));
        refuses("/bids/" + bid.id(), 404);
        refuses("/bids/" + bid.id() + "/receipt", 404);
        assertEquals(2, log.alarms());
    }

    @Test
    void aSubmissionMovedToAnotherLotIsNobodys() throws SQLException {
        var other = new PlantedLot(administrator);
        administrator.change("UPDATE submission SET lot = ? WHERE id = ?", other.lot.value(), uuid(bid.id()));
        assertEquals(404, other.get(victim, "/bids/" + bid.id()).statusCode());
        assertEquals(404, planted.get(victim, "/bids/" + bid.id()).statusCode());
        other.end();
    }

    @Test
    void anActGivenToThePuppetIsNotInHisChain() throws SQLException {
        administrator.change("DELETE FROM bid_act WHERE record = ?", uuid(own.record()));
        administrator.change(
                "UPDATE bid_act SET party = s.party FROM submission s WHERE record = ? AND s.id = ?",
                uuid(bid.record()),
                uuid(own.id()));
        refuses("/bids", 503);
        refuses("/acts/" + bid.record() + "/receipt", 503);
        assertTrue(log.alarms() > 0);
    }

    @Test
    void theReceiptOfAnotherActIsNotGivenForOnesOwnBid() throws SQLException {
        administrator.change("UPDATE bid_act SET submission = NULL WHERE record = ?", uuid(own.record()));
        administrator.change("UPDATE bid_act SET submission = ? WHERE record = ?", uuid(own.id()), uuid(bid.record()));
        refuses("/bids/" + own.id() + "/receipt", 409);
        assertTrue(log.alarms() > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind = 'WITHDRAWAL'", "seq = 7", "submission = NULL"})
    void noColumnOfAnActCanBeChanged(String column) throws SQLException {
        administrator.change("UPDATE bid_act SET " + column + " WHERE record = ?", uuid(bid.record()));
        assertEquals(503, planted.get(victim, "/bids").statusCode());
        assertTrue(log.alarms() > 0);
    }

    @Test
    void aDeadlineMovedInItsRowIsRefused() throws SQLException {
        for (var moved :
                new String[] {"deadline + interval '1 day', 1", "deadline - interval '1 hour', 1", "deadline, 2"}) {
            administrator.change(
                    "UPDATE lot SET (deadline, deadline_version) = (SELECT " + moved + ") WHERE id = ?",
                    planted.lot.value());
            assertEquals(500, planted.get(victim, "").statusCode(), moved);
            assertEquals(500, planted.get(victim, "/bids").statusCode(), moved);
        }
        assertTrue(log.alarms() > 5);
    }

    @Test
    void thePuppetCannotLogInAsAnotherOrganisation() throws SQLException {
        var challenge = DemoPeople.challenge(DemoPeople.bidder(2));
        var signature = Cms.signDetached(Base64.getDecoder().decode(challenge), DemoPeople.bidder(2));
        administrator.change("CREATE TEMP TABLE before AS SELECT id, lookup FROM party");
        // He does not know which row is whose: each row gets the lookup of the next one.
        administrator.change("UPDATE party SET lookup = sha256(lookup)");
        administrator.change("UPDATE party p SET lookup = n.lookup FROM (SELECT id,"
                + " coalesce(lead(lookup) OVER (ORDER BY id), first_value(lookup) OVER (ORDER BY id)) AS lookup"
                + " FROM before) n WHERE n.id = p.id");
        int status = given().contentType("application/json")
                .body(Map.of("challenge", challenge, "signature", signature))
                .post("/login")
                .statusCode();
        administrator.change("UPDATE party SET lookup = sha256(lookup)");
        administrator.change("UPDATE party p SET lookup = b.lookup FROM before b WHERE b.id = p.id");
        assertEquals(500, status);
        assertTrue(log.alarms() > 0);
    }

    private void refuses(String path, int status) {
        var answer = planted.get(puppet, path);
        assertEquals(status, answer.statusCode(), path);
        var victimsCertificate = Certificates.id(DemoPeople.bidder(1).certificate());
        assertFalse(answer.asString().contains(victimsCertificate), answer.asString());
    }

    private static UUID uuid(String text) {
        return UUID.fromString(text);
    }
}

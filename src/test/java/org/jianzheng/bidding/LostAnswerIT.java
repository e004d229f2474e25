package org.jianzheng.bidding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import org.jianzheng.Administrator;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.shared.Money;
import org.junit.jupiter.api.Test;

/** The commit that makes a bid: failed, and done although its answer was lost. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class LostAnswerIT {
    private static final String FAIL = "CREATE OR REPLACE FUNCTION fail_commit() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'the disk of the database is full'; END $$";

    @Test
    void aBidWhoseCommitFailedIsMadeByTheSameObjectSentAgain() throws SQLException, IOException {
        try (var administrator = new Administrator()) {
            var lot = new PlantedLot(administrator);
            var bidder = DemoPeople.bidder(71);
            var sending = lot.begin(bidder, new Money(71));
            administrator.change(FAIL);
            // Deferred: everything in the transaction succeeds, its commit does not.
            administrator.change("CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON bid_act DEFERRABLE INITIALLY DEFERRED"
                    + " FOR EACH ROW EXECUTE FUNCTION fail_commit()");
            try {
                assertTrue(sending.putLast().statusCode() >= 500);
            } finally {
                administrator.change("DROP TRIGGER fail ON bid_act");
            }
            assertEquals(0, lot.acts(bidder).size());
            assertEquals(200, sending.putLast().statusCode());
            assertEquals(1, lot.acts(bidder).size());
            lot.end();
        }
    }

    @Test
    void aBidThatWasMadeWhileItsAnswerWasLostIsAcknowledgedByTheSameReceiptAndNotMadeTwice()
            throws SQLException, IOException {
        try (var administrator = new Administrator()) {
            var lot = new PlantedLot(administrator);
            var bidder = DemoPeople.bidder(72);
            var sending = lot.begin(bidder, new Money(72));
            String first = sending.putLast().then().statusCode(200).extract().path("record");
            assertEquals(
                    first, sending.putLast().then().statusCode(200).extract().<String>path("record"));
            assertEquals(201, sending.state().statusCode(), "the statement too is found where it stands");
            assertEquals(1, lot.acts(bidder).size());
            lot.end();
        }
    }
}

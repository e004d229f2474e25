package org.jianzheng.opening;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jianzheng.Administrator;
import org.jianzheng.DemoPeople;
import org.jianzheng.LogLines;
import org.jianzheng.StoresResource;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.RecordType;
import org.jianzheng.shared.LotId;
import org.jianzheng.tender.Tenders;
import org.jianzheng.witness.Altered;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.WitnessLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Threat 7 at the stages: one lot of a tender is really opened, another still accepts bids. Whatever the administrator
 * does to the row of the second, who downloaded the tender's documents stays its reader's own.
 */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class Threat07_MovedStageDisclosesNothingIT {
    @Inject
    OpenedLot opened;

    @Inject
    Closing closing;

    @Inject
    Tenders tenders;

    @Inject
    WitnessLog witness;

    @Inject
    Clock clock;

    private Administrator administrator;
    private LogLines log;
    private LotId accepting;
    private long download;

    @BeforeEach
    void aTenderOfTwoLots() throws SQLException {
        administrator = new Administrator();
        opened.make();
        accepting = opened.published();
        var reader = Certificates.id(DemoPeople.bidder(3).certificate());
        var record = QuarkusTransaction.requiringNew()
                .call(() -> witness.append(NewRecord.byActor(
                        RecordType.DOCUMENT_DOWNLOADED,
                        opened.tender(),
                        null,
                        reader,
                        clock.instant(),
                        Map.of("document", "5f".repeat(32)),
                        null)));
        download = witness.awaitIncluded(record.id(), Duration.ofSeconds(20))
                .orElseThrow()
                .index();
        log = new LogLines();
    }

    @AfterEach
    void end() throws SQLException {
        log.close();
        administrator.change("UPDATE lot SET stage = 'NOT_OPENED' WHERE id = ?", accepting.value());
        administrator.close();
    }

    @Test
    void openingOneOfTwoLotsDisclosesNothingOfTheTender() {
        assertDoesNotThrow(this::discloseTheOpenedLot);
        readersOwn();
        assertEquals(0, log.alarms());
    }

    @Test
    void aStageMovedToItsEndIsRefusedWithAnAlarm() throws SQLException {
        for (var stage : new String[] {"NOT_OPENED", "OPENED", "RECORDED"}) {
            administrator.change("UPDATE lot SET stage = ? WHERE id = ?", stage, accepting.value());
            refused();
        }
        assertEquals(500, given().get("/lots/" + accepting).statusCode());
    }

    @Test
    void theMacOfTheOpenedLotFitsNoOther() throws SQLException {
        administrator.change(
                "UPDATE lot SET (stage, stage_mac) = (SELECT stage, stage_mac FROM lot WHERE id = ?) WHERE id = ?",
                opened.lot().value(),
                accepting.value());
        refused();
    }

    @Test
    void aLotTakenOutOfItsTenderIsMissed() throws SQLException {
        var elsewhere = UUID.randomUUID();
        administrator.change(
                "INSERT INTO tender SELECT ?, project, number || '-', party, entity_cert, draft, created_at, published_at,"
                        + " notice, rules FROM tender WHERE id = ?",
                elsewhere,
                opened.tender().value());
        administrator.change("UPDATE lot SET tender = ? WHERE id = ?", elsewhere, accepting.value());
        refused();
        administrator.change(
                "UPDATE lot SET of_lots = 1 WHERE id = ?", opened.lot().value());
        refused();
    }

    private void refused() {
        long before = log.alarms();
        assertThrows(Altered.class, this::discloseTheOpenedLot);
        assertTrue(log.alarms() > before);
        readersOwn();
    }

    private void discloseTheOpenedLot() {
        var lot = tenders.lot(opened.lot());
        QuarkusTransaction.requiringNew().run(() -> closing.disclose(lot, Audience.PUBLIC, clock.instant()));
    }

    private void readersOwn() {
        assertEquals(200, status(DemoPeople.token(DemoPeople.bidder(3))));
        assertEquals(404, status(DemoPeople.token(DemoPerson.SUPERVISOR)));
        assertEquals(404, given().get("/records/" + download).statusCode());
    }

    private int status(String token) {
        return given().auth().oauth2(token).get("/records/" + download).statusCode();
    }
}

package org.jianzheng.witness;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.jianzheng.Administrator;
import org.jianzheng.LogLines;
import org.jianzheng.StoresResource;
import org.jianzheng.record.Audience;
import org.jianzheng.record.RecordType.Disclosure;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat 7 at the log: whoever changes a column beside an encrypted record is shown nothing by it, and is noticed. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class Threat07_DatabaseAdministratorLearnsNoBidderIT {
    private static final Asker ACTOR = new Asker(Set.of(LogFixture.ACTOR), Set.of("BIDDER"));

    @Inject
    LogFixture fixture;

    private final TenderId tender = TenderId.at(LogFixture.NOW);
    private final LotId lot = LotId.at(LogFixture.NOW);
    private final LotId open = LotId.at(LogFixture.NOW);
    private Administrator administrator;
    private LogLines log;

    @BeforeEach
    void rest() throws SQLException {
        fixture.rest();
        administrator = new Administrator().disarm("witness_record").disarm("witness_entry");
        log = new LogLines();
    }

    @AfterEach
    void goOn() throws SQLException {
        log.close();
        administrator.arm("witness_record").arm("witness_entry").close();
        fixture.beat.start();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 7})
    void aChangedAudienceIsShownToNobody(int audience) throws SQLException {
        var bid = bid(lot, Audience.ACTOR_ONLY);
        change(bid, "audience = ?", audience);
        given().get("/records/" + index(bid)).then().statusCode(404);
        assertTrue(fixture.log.read(index(bid), ACTOR).isEmpty());
        assertTrue(log.alarms() > 0);
    }

    @Test
    void theMacOfAPublicRecordOpensNoOther() throws SQLException {
        var published = bid(lot, Audience.PUBLIC);
        var bid = bid(lot, Audience.ACTOR_ONLY);
        change(
                bid,
                "(audience, mac) = (SELECT audience, mac FROM witness_record WHERE id = ?)",
                UUID.fromString(published.id()));
        given().get("/records/" + index(published)).then().statusCode(200);
        given().get("/records/" + index(bid)).then().statusCode(404);
        assertTrue(log.alarms() > 0);
    }

    @Test
    void aRecordThatIsTakenAwayOrMovedIsMissed() throws SQLException {
        var first = bid(lot, Audience.PUBLIC);
        var moved = bid(lot, Audience.PUBLIC);
        var gone = bid(lot, Audience.PUBLIC);
        long from = index(first);
        fixture.log.requireWhole(from);
        change(moved, "lot = ?", fixture.platformKey.lookup("lot", open));
        assertThrows(Altered.class, () -> fixture.log.requireWhole(from));
        fixture.log.requireWhole(index(gone));
        change(gone, "sealed = ?", new byte[0]);
        assertThrows(Altered.class, () -> fixture.log.requireWhole(index(gone)));
        assertTrue(log.alarms() > 1);
    }

    @Test
    void aRecordMovedToALotThatOpensStaysHidden() throws SQLException {
        var bid = bid(lot, Audience.ACTOR_ONLY);
        var own = bid(open, Audience.ACTOR_ONLY);
        change(bid, "lot = ?", fixture.platformKey.lookup("lot", open));
        disclose(Disclosure.OPENING);
        given().get("/records/" + index(own)).then().statusCode(200);
        given().get("/records/" + index(bid)).then().statusCode(404);
        assertTrue(log.alarms() > 0);
    }

    @Test
    void aRecordMovedToTheTenderItselfStaysHidden() throws SQLException {
        var bid = bid(lot, Audience.ACTOR_ONLY);
        change(bid, "lot = NULL");
        QuarkusTransaction.requiringNew()
                .run(() -> fixture.log.disclose(tender, Disclosure.OPENING, Audience.PUBLIC, LogFixture.NOW));
        given().get("/records/" + index(bid)).then().statusCode(404);
        assertTrue(log.alarms() > 0);
    }

    @Test
    void aSecondPublicationShowsNoBid() {
        var bid = bid(open, Audience.ACTOR_ONLY);
        disclose(Disclosure.PUBLICATION);
        given().get("/records/" + index(bid)).then().statusCode(404);
    }

    @Test
    void aRecordGivenToAnotherActorIsNotListedAsHis() throws SQLException {
        var bid = bid(lot, Audience.ACTOR_ONLY);
        change(bid, "actor = ?", fixture.platformKey.lookup("actor", lot, LogFixture.OTHER));
        assertThrows(Altered.class, () -> fixture.log.recordsOf(lot, LogFixture.OTHER));
        assertTrue(log.alarms() > 0);
    }

    @Test
    void aRecordPutInThePlaceOfAPublicOneIsNotShown() throws SQLException {
        var published = bid(lot, Audience.PUBLIC);
        var other = bid(lot, Audience.PUBLIC);
        long index = index(published);
        swap(published, other);
        given().get("/records/" + index).then().statusCode(404);
        assertTrue(log.alarms() > 0);
        swap(other, published);
        given().get("/records/" + index).then().statusCode(200);
    }

    private void swap(RecordRef one, RecordRef two) throws SQLException {
        var first = UUID.fromString(one.id());
        var second = UUID.fromString(two.id());
        var aside = UUID.randomUUID();
        administrator.change("UPDATE witness_entry SET record = ? WHERE record = ?", aside, first);
        administrator.change("UPDATE witness_entry SET record = ? WHERE record = ?", first, second);
        administrator.change("UPDATE witness_entry SET record = ? WHERE record = ?", second, aside);
    }

    private void change(RecordRef record, String columns, Object... values) throws SQLException {
        var arguments = java.util.Arrays.copyOf(values, values.length + 1);
        arguments[values.length] = UUID.fromString(record.id());
        assertEquals(1, administrator.change("UPDATE witness_record SET " + columns + " WHERE id = ?", arguments));
    }

    private void disclose(Disclosure stage) {
        QuarkusTransaction.requiringNew().run(() -> fixture.log.disclose(open, stage, Audience.PUBLIC, LogFixture.NOW));
    }

    private RecordRef bid(LotId of, Audience audience) {
        var ref = fixture.append(tender, of, LogFixture.ACTOR, audience);
        fixture.step();
        fixture.publisher.round();
        return ref;
    }

    private long index(RecordRef ref) {
        return fixture.log.indexOf(ref.id()).orElseThrow();
    }
}

package org.jianzheng.witness;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jianzheng.StoresResource;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.LogIndex;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.RecordType.Disclosure;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.storage.Objects;
import org.jianzheng.tlog.LogFiles;
import org.jianzheng.tlog.LogVerifier;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.TlogProof;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class WitnessLogIT {
    private static final Asker ACTOR = new Asker(Set.of(LogFixture.ACTOR), Set.of("BIDDER"));
    private static final Asker RIVAL = new Asker(Set.of(LogFixture.OTHER), Set.of("BIDDER"));
    private static final Asker SUPERVISOR = new Asker(Set.of(LogFixture.OTHER), Set.of("SUPERVISOR"));

    @Inject
    LogFixture fixture;

    @Inject
    Objects objects;

    private final TenderId tender = TenderId.at(LogFixture.NOW);
    private final LotId lot = LotId.at(LogFixture.NOW);

    @BeforeEach
    void rest() {
        fixture.rest();
    }

    @AfterEach
    void goOn() {
        fixture.beat.start();
    }

    @Test
    void servesALogThatAnyoneCanVerifyOffline() {
        fixture.append(600);
        fixture.step();
        fixture.append(5);
        fixture.step();
        assertTrue(fixture.publisher.round());
        LogFiles http = relative -> {
            var response = given().get("/log/" + relative);
            return response.statusCode() == 404 ? null : response.asByteArray();
        };
        var report = new LogVerifier(http, Policy.parse("log " + fixture.log.vkey() + "\nquorum none\n")).verify();
        assertTrue(report.holds(), report.toString());
        assertEquals(fixture.size(), report.entries());
    }

    @Test
    void servesNothingBeyondThePublishedCheckpoint() {
        fixture.append(1);
        fixture.step();
        fixture.publisher.round();
        long published = fixture.size();
        fixture.append(1);
        fixture.step();
        given().get("/log/tile/entries/" + partial(published)).then().statusCode(200);
        given().get("/log/tile/0/" + partial(published))
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("immutable"));
        given().get("/log/tile/entries/" + partial(published + 1)).then().statusCode(404);
        given().get("/log/tile/0/" + partial(published + 1)).then().statusCode(404);
        given().get("/log/tile/0/x001/000").then().statusCode(404);
        given().get("/log/tile/63/000").then().statusCode(404);
        given().get("/log/tile/0/1").then().statusCode(400);
        given().get("/log/checkpoint").then().statusCode(200).contentType("text/plain;charset=utf-8");
    }

    @Test
    void answersAWaitingRequestWithAProofToASignedCheckpoint() {
        fixture.beat.start();
        var ref = fixture.append();
        var inclusion =
                fixture.log.awaitIncluded(ref.id(), Duration.ofSeconds(20)).orElseThrow();
        fixture.beat.stop();
        var proof = TlogProof.parse(inclusion.proof().getBytes(StandardCharsets.UTF_8));
        proof.verifyIncluded(ref.entry(), Policy.parse("log " + fixture.log.vkey() + "\nquorum none\n"));
        assertArrayEquals(Commitment.entry(ref.salt(), ref.record()), ref.entry());
    }

    @Test
    void givesUpWaitingForARecordThatNobodySequences() {
        var ref = fixture.append();
        assertEquals(Optional.empty(), fixture.log.awaitIncluded(ref.id(), Duration.ofMillis(1)));
    }

    @Test
    void showsASealedSubmissionToItsActorOnlyUntilTheLotIsDisclosed() {
        long index = appended(Audience.ACTOR_ONLY);
        assertSeen(index, true, false, false);
        disclose(Audience.SUPERVISORS);
        assertSeen(index, true, false, true);
        disclose(Audience.PUBLIC);
        assertSeen(index, true, true, true);
        disclose(Audience.NOBODY);
        assertSeen(index, true, true, true);
    }

    @Test
    void leavesOtherLotsAsTheyAreWhenOneIsDisclosed() {
        long index = appended(Audience.NOBODY);
        var other = LotId.at(LogFixture.NOW);
        QuarkusTransaction.requiringNew()
                .run(() -> fixture.log.disclose(other, Disclosure.OPENING, Audience.PUBLIC, LogFixture.NOW));
        assertSeen(index, false, false, false);
    }

    @Test
    void keepsTheAudienceWhenTheDisclosingTransactionRollsBack() {
        long index = appended(Audience.ACTOR_ONLY);
        QuarkusTransaction.begin();
        fixture.log.disclose(lot, Disclosure.OPENING, Audience.PUBLIC, LogFixture.NOW);
        QuarkusTransaction.rollback();
        assertSeen(index, true, false, false);
    }

    @Test
    void answersTheSameForARecordOneMayNotSeeAndForNone() {
        long index = appended(Audience.ACTOR_ONLY);
        var hidden = given().get("/records/" + index)
                .then()
                .statusCode(404)
                .extract()
                .asString();
        var absent = given().get("/records/999999999")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertEquals(absent.replace("999999999", "N"), hidden.replace(Long.toString(index), "N"));
        given().get("/records/-1").then().statusCode(404);
        given().get("/records/01").then().statusCode(404);
    }

    @Test
    void showsAPublicRecordWithItsProof() {
        var ref = fixture.append(tender, lot, LogFixture.ACTOR, Audience.PUBLIC);
        fixture.step();
        fixture.publisher.round();
        long index = fixture.log.indexOf(ref.id()).orElseThrow();
        var shown = given().get("/records/" + index)
                .then()
                .statusCode(200)
                .body("salt", equalTo(HexFormat.of().formatHex(ref.salt())))
                .body("index", equalTo((int) index))
                .extract()
                .jsonPath();
        assertArrayEquals(ref.record(), java.util.Base64.getDecoder().decode(shown.getString("record")));
        TlogProof.parse(shown.getString("proof").getBytes(StandardCharsets.UTF_8))
                .verify(ref.entry(), Policy.parse("log " + fixture.log.vkey() + "\nquorum none\n"));
    }

    @Test
    void tellsTheDatabaseNeitherPartyNorLotNorType() {
        fixture.append(tender, lot, LogFixture.ACTOR, Audience.ACTOR_ONLY);
        for (var word : List.of(LogFixture.ACTOR, lot.toString(), tender.toString(), "bid.submitted")) {
            assertEquals(
                    0,
                    fixture.database
                            .list(
                                    "SELECT 1 FROM witness_record r WHERE position(?::bytea IN sealed) > 0 OR r::text LIKE ?",
                                    row -> 1,
                                    word.getBytes(StandardCharsets.UTF_8),
                                    "%" + word + "%")
                            .size());
        }
        assertEquals(
                1,
                fixture.database
                        .list(
                                "SELECT 1 FROM witness_record WHERE lot = ?",
                                row -> 1,
                                fixture.platformKey.lookup("lot", lot))
                        .size());
    }

    @Test
    void listsEachRecordInOneStageIndexOnly() {
        var ofLot = index(fixture.append(tender, lot, LogFixture.ACTOR, Audience.ACTOR_ONLY));
        var ofTender = index(fixture.append(tender, null, LogFixture.OTHER, Audience.ACTOR_ONLY));
        var elsewhere = LotId.at(LogFixture.NOW);
        index(fixture.append(tender, elsewhere, LogFixture.ACTOR, Audience.ACTOR_ONLY));

        assertEquals(List.of(ofLot, ofTender), list(lot));
        assertEquals(1, list(elsewhere).size(), "the tender's own record was listed by the first lot");
        var own = fixture.database
                .first("SELECT max(idx) FROM witness_entry", row -> row.getLong(1))
                .orElseThrow();
        fixture.step();
        assertEquals(1, list(lot).size(), "the stage index itself, above " + own);
    }

    @Test
    void findsTheRecordsOfALotAndOfOneActorInIt() {
        fixture.append(tender, lot, LogFixture.ACTOR, Audience.NOBODY);
        fixture.append(tender, lot, LogFixture.OTHER, Audience.NOBODY);
        fixture.append(tender, null, LogFixture.OTHER, Audience.NOBODY);
        fixture.step();
        assertEquals(2, fixture.log.recordsOf(lot).size());
        assertEquals(
                List.of(LogFixture.OTHER),
                fixture.log.recordsOf(lot, LogFixture.OTHER).stream()
                        .map(seen -> seen.form().actor())
                        .toList());
        assertEquals(1, fixture.log.recordsOf(tender).size());
    }

    @Test
    void writesEachBatchOnceToTheObjectStoreUnderRandomNamesAndKeys() throws java.io.IOException {
        var ref = fixture.append();
        fixture.step();
        var object = fixture.database
                .first("SELECT object FROM witness_head ORDER BY size DESC LIMIT 1", row -> row.getString(1))
                .orElseThrow();
        try (var copy = objects.get(object)) {
            var text = new String(copy.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(text.startsWith("jianzheng/records/v2\n"));
            assertFalse(text.contains(LogFixture.ACTOR));
        }
        var keys = StoresResource.data()
                .resolve(String.format(
                        "record-keys/%015d", fixture.log.indexOf(ref.id()).orElseThrow()));
        assertTrue(java.nio.file.Files.readString(keys).startsWith("object " + object + "\n"));
    }

    @Test
    void coversNothingUnlessALotAcceptsBids() {
        var quiet = fixture.covers(now -> false, Clock.systemUTC(), new SecureRandom());
        var busy = fixture.covers(now -> true, Clock.systemUTC(), new SecureRandom());
        long before = fixture.count("witness_outbox");
        makeDue();
        quiet.writeIfDue();
        assertEquals(before, fixture.count("witness_outbox"));
        makeDue();
        busy.writeIfDue();
        busy.writeIfDue();
        assertEquals(before + 1, fixture.count("witness_outbox"), "one submission makes one entry");
    }

    @Test
    void coversAtExponentialTimesWithAMeanOfTwentySeconds() {
        var waits = LongStream.generate(() -> CoverRecords.nextWait(new SecureRandom()))
                .limit(20_000)
                .toArray();
        double mean = LongStream.of(waits).average().orElseThrow();
        long long60 = LongStream.of(waits).filter(wait -> wait > 60_000).count();
        assertEquals(20_000, mean, 1_000);
        assertEquals(Math.exp(-3), long60 / 20_000.0, 0.01);
    }

    private void makeDue() {
        fixture.database.change("UPDATE witness_turn SET due = 1 WHERE name = 'cover'");
    }

    private List<Long> list(LotId of) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var lines = fixture.log.unlisted(tender, of);
            var stage = fixture.log.append(
                    NewRecord.byPlatform(RecordType.STAGE_INDEX, tender, of, LogFixture.NOW, Map.of()));
            fixture.log.markListed(stage, lines);
            return lines.stream().map(LogIndex::index).toList();
        });
    }

    private long index(RecordRef ref) {
        fixture.step();
        return fixture.log.indexOf(ref.id()).orElseThrow();
    }

    private long appended(Audience audience) {
        return index(fixture.append(tender, lot, LogFixture.ACTOR, audience));
    }

    private void disclose(Audience audience) {
        QuarkusTransaction.requiringNew()
                .run(() -> fixture.log.disclose(lot, Disclosure.OPENING, audience, LogFixture.NOW));
    }

    private void assertSeen(long index, boolean actor, boolean rival, boolean supervisor) {
        assertEquals(actor, fixture.log.read(index, ACTOR).isPresent());
        assertEquals(rival, fixture.log.read(index, RIVAL).isPresent());
        assertEquals(rival, fixture.log.read(index, Asker.anybody()).isPresent());
        assertEquals(supervisor, fixture.log.read(index, SUPERVISOR).isPresent());
    }

    /** The last tile of its level in a log of {@code size} entries. */
    private static String partial(long size) {
        long width = (size - 1) % 256 + 1;
        return String.format("%03d", (size - 1) / 256) + (width == 256 ? "" : ".p/" + width);
    }
}

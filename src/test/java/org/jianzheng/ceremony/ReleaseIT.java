package org.jianzheng.ceremony;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jianzheng.DemoPeople;
import org.jianzheng.cli.Jianzheng;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.office.Office;
import org.jianzheng.record.Act;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;
import org.jianzheng.tender.PlantedTender;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.WitnessLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform and real offices, from the key to the destruction of its shares. */
@QuarkusTest
@TestProfile(WithOffices.class)
class ReleaseIT {
    @Inject
    OpeningKeys keys;

    @Inject
    WitnessLog witness;

    @Inject
    ReleaseBook book;

    @Inject
    PlantedTender planted;

    @Inject
    Scheduler scheduler;

    @TestHTTPResource
    URI platform;

    @TempDir
    Path folder;

    private PlayedLot lot;

    @BeforeEach
    void start() {
        WithOffices.everyOfficeUp(platform);
        lot = new PlayedLot(keys, witness);
    }

    @Test
    void anOfficeThatOnlyDialsCosignsMakesKeysAndReleases() {
        lot.request(1).awaitKey().submit(folder).close();
        Beats.until(keys, "three releases", () -> keys.released(lot.lot, PlayedLot.STAGE) == 3);
        var dialling = keys.shares(lot.lot, PlayedLot.STAGE, lot.listEntry()).stream()
                .filter(shares -> shares.office().equals(OfficesResource.DIALLING))
                .findFirst()
                .orElseThrow();
        assertEquals(1, dialling.shares().size());
        assertTrue(dialling.wrong().isEmpty());
        long index = witness.indexOf(lot.closed).orElseThrow();
        Beats.until(keys, "its cosignature", () -> witness.cosignedAbove(
                        index, List.of(OfficesResource.DIALLING), 1, java.time.Instant.MAX)
                .isPresent());
    }

    @Test
    void anOfficeThatReleasesAfterTheOpeningIsAsPublicAsTheOthersAndEveryShareIsDestroyed() {
        OfficesResource.gate("caizheng").bend("/release/release", Gate.FAILS);
        lot.request(1).awaitKey().submit(folder).close();
        Beats.until(keys, "a quorum", () -> keys.released(lot.lot, PlayedLot.STAGE) == 2);
        disclose(Audience.PUBLIC);
        OfficesResource.gate("caizheng").straighten();
        Beats.until(keys, "the third", () -> keys.released(lot.lot, PlayedLot.STAGE) == 3);
        Beats.until(
                keys,
                "its record",
                () -> lot.records(RecordType.OFFICE_RELEASED).size() == 3);
        lot.records(RecordType.OFFICE_RELEASED).forEach(seen -> assertEquals(Audience.PUBLIC, seen.audience()));
        var record = act(RecordType.SESSION_RECORD, Act.SESSION_RECORD_SIGN, Map.of("record", "00", "pdf", "00"));
        PlayedLot.in(() -> keys.end(lot.lot, record));
        Beats.until(keys, "three destructions", () -> destroyed().size() == 3);
        for (var seen : destroyed()) {
            assertEquals(Audience.PUBLIC, seen.audience());
            assertEquals(entry(record), statement(seen).record());
        }
        assertTrue(book.open().stream()
                .noneMatch(open -> open.key().equals(lot.key().openingKey())));
    }

    @Test
    void anOfficeIsAskedToDestroyUntilItHasSignedThatItDid() {
        lot.request(3).awaitKey().close();
        Beats.until(
                keys,
                "three refusals",
                () -> lot.records(RecordType.OFFICE_REFUSED).size() == 3);
        var notOpened = lot.platform(RecordType.LOT_NOT_OPENED, Map.of("reason", "too few", "listed", 0));
        disclose(Audience.SUPERVISORS);
        PlayedLot.in(() -> keys.end(lot.lot, notOpened));
        Beats.until(
                keys,
                "the retention",
                () -> trouble("caizheng") != null && trouble("caizheng").contains("425"));
        OfficesResource.gate("jiwei").bend("/release/destroy", Gate.FAILS);
        OfficesResource.gate("caizheng").bend("/release/destroy", Gate.LOSES_THE_ANSWER);
        var order = act(RecordType.SHARE_DESTROY_ORDERED, Act.SHARE_DESTROY, Map.of("reason", "重新招标"));
        PlayedLot.in(() -> keys.destroyAtOnce(lot.lot, order, notOpened));
        Beats.until(keys, "the share's end", () -> Files.notExists(share("caizheng")));
        assertTrue(Files.exists(share("jiwei")));
        Beats.until(keys, "the one that dials", () -> destroyed().size() == 1);
        OfficesResource.gate("jiwei").straighten();
        OfficesResource.gate("caizheng").straighten();
        Beats.until(keys, "three destructions", () -> destroyed().size() == 3);
        assertTrue(Files.notExists(share("jiwei")));
        for (var seen : destroyed()) {
            assertEquals(Audience.SUPERVISORS, seen.audience());
            assertEquals(entry(order), statement(seen).record());
        }
        assertTrue(book.open().stream()
                .noneMatch(open -> open.key().equals(lot.key().openingKey())));
        assertEquals(
                List.of("destroyed", "refused"),
                keys.progress(lot.lot, PlayedLot.STAGE).orElseThrow().offices().get(0).done().stream()
                        .filter(done -> !done.contains("."))
                        .toList());
    }

    @Test
    void anOfficerRefusesOnTheRecordAndTheOthersOpenWithTheOneWhoApproves() {
        var asking = List.of("jiwei", "caizheng");
        asking.forEach(name -> {
            OfficesResource.end(name);
            OfficesResource.run(name, null, Office.Approval.MANUAL);
        });
        try {
            lot.request(1).awaitKey().submit(folder).close();
            var key = lot.key().openingKey();
            Beats.until(keys, "two that wait", () -> asking.stream()
                    .allMatch(name -> pending(name).contains(key)));
            assertTrue(trouble("jiwei").contains("office/awaits-officer"), trouble("jiwei"));
            assertEquals(0, tool("office", "refuse", "--dir", directory("jiwei"), "--reason", "有投诉未决", key));
            assertEquals(0, tool("office", "approve", "--dir", directory("caizheng"), key.substring(0, 8)));
            Beats.until(keys, "a quorum", () -> keys.released(lot.lot, PlayedLot.STAGE) == 2);
            Beats.until(
                    keys,
                    "the refusal",
                    () -> lot.records(RecordType.OFFICE_REFUSED).size() == 1);
            var refusal = lot.records(RecordType.OFFICE_REFUSED, "jiwei").get(0);
            var form = SignedForm.read(refusal.form().act(), OfficeAnswer.Refusal.class)
                    .form();
            assertEquals("有投诉未决", form.reason());
            assertEquals(lot.listEntry(), form.list());
            assertEquals("有投诉未决", trouble("jiwei"));
            keys.advance();
            assertEquals(0, lot.records(RecordType.OFFICE_RELEASED, "jiwei").size());
        } finally {
            asking.forEach(OfficesResource::end);
        }
    }

    @Test
    void aLaterDeadlineIsSignedByAnOfficeThatWasAwayAndByOneWhoseAnswerWasLost() {
        lot.request(3).awaitKey();
        OfficesResource.gate("jiwei").bend("/deadline", Gate.FAILS);
        OfficesResource.gate("caizheng").bend("/deadline", Gate.LOSES_THE_ANSWER);
        var later = lot.deadline.plusSeconds(3600);
        var data = Map.of("deadline", Instants.format(later), "reason", "补遗");
        var entity = DemoPeople.signer(DemoPerson.PROCURING_ENTITY);
        var act = Cms.sign(Act.of(Act.TENDER_EXTEND, lot.tender, lot.lot, data).bytes(), entity);
        PlayedLot.in(() -> keys.askDeadline(lot.lot, 2, later, act, null));
        Beats.until(keys, "the one that dials", () -> stated().size() == 1);
        keys.advance();
        assertEquals(1, stated().size());
        assertFalse(PlayedLot.get(() -> keys.deadlineStated(lot.lot, 2)));
        OfficesResource.gate("caizheng").straighten();
        Beats.until(keys, "a majority", () -> PlayedLot.get(() -> keys.deadlineStated(lot.lot, 2)));
        OfficesResource.gate("jiwei").straighten();
        Beats.until(keys, "three signatures", () -> stated().size() == 3);
    }

    private List<SeenRecord> stated() {
        return lot.records(RecordType.DEADLINE_STATED);
    }

    @Test
    void aDueLotThatTheBeatLeftOpenIsClosedByHandOnce() {
        lot.request(1).awaitKey();
        PlayedLot.in(() -> planted.publish(lot.tender, lot.lot, lot.deadline, lot.clock.instant()));
        // Fewer bids than the law asks for: that is decided only while the log is whole from the notice on.
        lot.append(NewRecord.byPlatform(
                RecordType.TENDER_PUBLISHED, lot.tender, null, lot.clock.instant(), Map.of("planted", true)));
        scheduler.pause("openings");
        try {
            lot.head(lot.append(NewRecord.byPlatform(
                    RecordType.LOG_COVER, null, null, lot.clock.instant(), Map.of("random", "AAAA"))));
            close(DemoPerson.TENDERING_OFFICE).statusCode(409).body("type", containsString("opening/not-due"));
            lot.pass(lot.deadline.plusSeconds(6));
            close(DemoPerson.AGENT).statusCode(403);
            close(DemoPerson.TENDERING_OFFICE).statusCode(204);
            close(DemoPerson.TENDERING_OFFICE).statusCode(409).body("type", containsString("opening/not-due"));
        } finally {
            scheduler.resume("openings");
        }
        Beats.until(keys, "the list", () -> lot.records(RecordType.LOT_CLOSED).size() == 1);
        var closed = lot.records(RecordType.LOT_CLOSED).get(0).form();
        var office = DemoPeople.signer(DemoPerson.TENDERING_OFFICE).certificate();
        assertEquals(Certificates.id(office), closed.actor());
        assertEquals(office, Cms.verify(closed.act()).signer());
        given().get("/lots/" + lot.lot).then().body("stage", equalTo("NOT_OPENED"));
    }

    private ValidatableResponse close(DemoPerson person) {
        var act = Act.of(Act.LOT_CLOSE, lot.tender, lot.lot, Map.of());
        return given().auth()
                .oauth2(DemoPeople.token(person))
                .contentType("application/pkcs7-mime")
                .body(Cms.sign(act.bytes(), DemoPeople.signer(person)))
                .post("/lots/" + lot.lot + "/close")
                .then();
    }

    private static String directory(String office) {
        return OfficesResource.directory(office).toString();
    }

    private static String pending(String office) {
        var out = new StringWriter();
        var status = tool(out, "office", "pending", "--json", "--dir", directory(office));
        assertEquals(0, status, out::toString);
        return out.toString();
    }

    private static int tool(String... arguments) {
        return tool(new StringWriter(), arguments);
    }

    private static int tool(StringWriter out, String... arguments) {
        var writer = new PrintWriter(out);
        return Jianzheng.run(writer, writer, name -> null, OfficesResource.clock(), arguments);
    }

    @Test
    void anActBeforeTheOfficesWereAskedIsSentAgainLater() {
        lot.request(3).awaitKey();
        var refused = assertThrows(
                Problem.class, () -> PlayedLot.in(() -> keys.destroyAtOnce(lot.lot, "order", "not opened")));
        assertEquals("ceremony/not-asked-yet", refused.slug());
    }

    private void disclose(Audience audience) {
        PlayedLot.in(() -> {
            keys.hold(lot.lot);
            witness.disclose(lot.lot, RecordType.Disclosure.OPENING, audience, lot.clock.instant());
        });
    }

    private String act(RecordType type, String name, Map<String, String> data) {
        var office = DemoPeople.signer(DemoPerson.TENDERING_OFFICE);
        var cms = Cms.sign(Act.of(name, lot.tender, lot.lot, data).bytes(), office);
        var actor = Certificates.id(office.certificate());
        return lot.append(NewRecord.byActor(type, lot.tender, lot.lot, actor, lot.clock.instant(), Map.of(), cms));
    }

    private String entry(String record) {
        return HexFormat.of().formatHex(lot.seen(record).entry());
    }

    private List<SeenRecord> destroyed() {
        return lot.records(RecordType.OFFICE_DESTROYED);
    }

    private static OfficeAnswer.Destroyed statement(SeenRecord seen) {
        return SignedForm.read(seen.form().act(), OfficeAnswer.Destroyed.class).form();
    }

    private String trouble(String office) {
        return keys.progress(lot.lot, PlayedLot.STAGE).orElseThrow().offices().stream()
                .filter(one -> one.office().equals(office))
                .findFirst()
                .orElseThrow()
                .trouble();
    }

    private Path share(String office) {
        return OfficesResource.directory(office)
                .resolve("keys")
                .resolve(lot.key().openingKey())
                .resolve("share");
    }
}

package org.jianzheng.opening;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.record.Act;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.OpeningRecord;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Signer;
import org.jianzheng.record.StageIndex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session over HTTP, from the open bids to the signed record; only the sealing is left out. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class HallIT {
    private static final String SIGNED = "application/pkcs7-mime";

    @Inject
    OpenedLot opened;

    @TestHTTPResource
    URI platform;

    private final Signer office = DemoPeople.signer(DemoPerson.TENDERING_OFFICE);
    private final Signer entity = DemoPeople.signer(DemoPerson.PROCURING_ENTITY);

    @BeforeEach
    void openBids() {
        opened.make();
    }

    @Test
    void sessionGoesFromReadOutToTheSignedRecordAndItsIndex() throws Exception {
        var watched = new Watched(platform.resolve(path("session/events")), null);
        get("opening-record").statusCode(404).body("type", containsString("opening/no-record"));
        readOut().statusCode(201);
        readOut().statusCode(409);
        get("session").statusCode(200).body("rows[0].values.price", equalTo("498000000"));

        act("confirmations", Act.SESSION_CONFIRM, DemoPeople.bidder(1), Map.of())
                .statusCode(201);
        act("confirmations", Act.SESSION_CONFIRM, DemoPeople.bidder(1), Map.of())
                .statusCode(409);
        act("confirmations", Act.SESSION_CONFIRM, DemoPeople.bidder(2), Map.of())
                .statusCode(409)
                .body("type", containsString("nothing-to-confirm"));
        act("objections", Act.SESSION_OBJECT, DemoPeople.bidder(5), Map.of("text", "?"))
                .statusCode(403);
        String objection = act("objections", Act.SESSION_OBJECT, DemoPeople.bidder(2), Map.of("text", "请复核"))
                .statusCode(201)
                .extract()
                .path("record");
        sign(hashes()).statusCode(409).body("type", containsString("opening/unanswered"));
        var answer = new OpeningRecord.Answering(objection, "已复核");
        act("answers", Act.SESSION_ANSWER, DemoPeople.signer(DemoPerson.AGENT), answer)
                .statusCode(403);
        act("answers", Act.SESSION_ANSWER, entity, answer).statusCode(201);
        act("answers", Act.SESSION_ANSWER, office, answer).statusCode(409);

        var stale = hashes();
        act("objections", Act.SESSION_OBJECT, DemoPeople.bidder(1), Map.of("text", "第二项"))
                .statusCode(201);
        var second = opened.objections().get(1);
        act("answers", Act.SESSION_ANSWER, office, new OpeningRecord.Answering(second, "不成立"))
                .statusCode(201);
        sign(stale).statusCode(409).body("type", containsString("opening/record-changed"));
        var pdf = get("opening-record.pdf").extract().asByteArray();
        sign(hashes()).statusCode(201);
        act("objections", Act.SESSION_OBJECT, DemoPeople.bidder(1), Map.of("text", "迟到"))
                .statusCode(409);
        assertArrayEquals(pdf, get("opening-record.pdf").extract().asByteArray());
        var record = OpeningRecord.read(get("opening-record").extract().asByteArray());
        assertEquals(2, record.objections().size());

        assertEquals(
                List.of(
                        "session.read-out",
                        "session.row",
                        "session.row",
                        "session.confirmed",
                        "session.objection",
                        "session.answer",
                        "session.objection",
                        "session.answer",
                        "session.record"),
                watched.until("session.record"));
        var resumed = new Watched(platform.resolve(path("session/events")), "7");
        assertEquals(List.of("session.answer", "session.record"), resumed.until("session.record"));
        listedInTheIndex();
    }

    @Test
    void nothingIsShownBeforeTheCloseAndSignInIsOver() {
        var other = opened.published();
        given().get("/lots/" + other + "/session")
                .then()
                .statusCode(404)
                .body("type", containsString("opening/no-session"));
        given().get("/lots/" + other + "/session/events").then().statusCode(404);
        act("sign-in", Act.SESSION_SIGN_IN, DemoPeople.bidder(1), Map.of())
                .statusCode(409)
                .body("type", containsString("opening/sign-in-closed"));
        get("session").statusCode(200).body("rows", nullValue()).body("listed", equalTo(2));
    }

    @Test
    void bidderSignsInOnceWhileTheSignInIsOpen() {
        var lot = opened.published();
        var url = "/lots/" + lot + "/session/sign-in";
        for (int status : new int[] {201, 409}) {
            var act = Act.of(Act.SESSION_SIGN_IN, opened.tender(), lot, Map.of());
            given().auth()
                    .oauth2(DemoPeople.token(DemoPeople.bidder(7)))
                    .contentType(SIGNED)
                    .body(Cms.sign(act.bytes(), DemoPeople.bidder(7)))
                    .post(url)
                    .then()
                    .statusCode(status);
        }
    }

    private void listedInTheIndex() {
        opened.index();
        var index = opened.records(RecordType.STAGE_INDEX).get(0).form().data(StageIndex.class);
        assertEquals("opening", index.stage());
        long signed = opened.records(RecordType.SESSION_RECORD).get(0).index();
        assertTrue(index.entries().stream().anyMatch(entry -> entry.index() == signed));
    }

    private OpeningRecord.Signing hashes() {
        var json = get("opening-record").statusCode(200).extract().asByteArray();
        var pdf = get("opening-record.pdf").statusCode(200).extract().asByteArray();
        return new OpeningRecord.Signing(Commitment.hash(json), Commitment.hash(pdf));
    }

    private ValidatableResponse sign(OpeningRecord.Signing hashes) {
        return act("record", Act.SESSION_RECORD_SIGN, office, hashes);
    }

    private ValidatableResponse readOut() {
        return given().auth()
                .oauth2(DemoPeople.token(office))
                .contentType("application/json")
                .body("{}")
                .post(path("session/read-out"))
                .then();
    }

    private ValidatableResponse act(String where, String type, Signer by, Object data) {
        var act = Act.of(type, opened.tender(), opened.lot(), data);
        return given().auth()
                .oauth2(DemoPeople.token(by))
                .contentType(SIGNED)
                .body(Cms.sign(act.bytes(), by))
                .post(path("session/" + where))
                .then();
    }

    private ValidatableResponse get(String where) {
        return given().get(path(where)).then();
    }

    private String path(String where) {
        return "/lots/" + opened.lot() + "/" + where;
    }

    /** The names of the events that a watcher is sent. */
    private static final class Watched {
        private final List<String> names = new ArrayList<>();
        private final CompletableFuture<HttpResponse<java.util.stream.Stream<String>>> answer;

        Watched(URI stream, String lastEventId) {
            var request = HttpRequest.newBuilder(stream).header("Accept", "text/event-stream");
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            answer = HttpClient.newHttpClient().sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines());
        }

        List<String> until(String last) throws InterruptedException, ExecutionException, TimeoutException {
            return CompletableFuture.supplyAsync(() -> read(last)).get(30, TimeUnit.SECONDS);
        }

        private List<String> read(String last) {
            try (var body = answer.join().body()) {
                var lines = body.iterator();
                while (!names.contains(last) && lines.hasNext()) {
                    var line = lines.next();
                    if (line.startsWith("event:")) {
                        names.add(line.substring("event:".length()).strip());
                    }
                }
                return names;
            }
        }
    }
}

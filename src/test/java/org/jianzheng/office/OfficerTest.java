package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jianzheng.record.Canonical;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first of three offices asks its officer before it releases. */
class OfficerTest {
    private static final int ASKING = 0;

    @TempDir
    static Path home;

    private static TestOffices offices;

    @TempDir
    Path folder;

    private TestLot lot;
    private List<byte[]> binds;

    @BeforeAll
    static void found() {
        offices = new TestOffices(home);
        offices.manual(ASKING);
    }

    @AfterAll
    static void stop() {
        offices.close();
    }

    @BeforeEach
    void start() {
        var now = offices.next();
        lot = new TestLot(offices, new TestCeremony(offices, now.plus(Duration.ofDays(20))));
        offices.log.grow(3);
        offices.at(lot.ceremony.deadline.minusSeconds(20));
        offices.cosign(0, 1, 2);
        lot.submit(lot.bidder("first"), "price 100", folder.resolve("bid-1"));
        lot.close();
        binds = List.of(bind(ASKING), bind(1));
    }

    @Test
    void releasesNothingBeforeItsOfficerApprovedWhatTheNodeHasChecked() {
        awaits(release());
        var pending = pending();
        assertEquals(lot.key.lot().toString(), pending.lot());
        assertEquals(lot.key.tender().toString(), pending.tender());
        assertEquals(lot.key.notBefore(), pending.deadline());
        assertEquals(lot.closed.entry(), pending.list());
        assertEquals(1, pending.listed());
        assertEquals(
                List.of("office-a", "office-b"),
                pending.binds().stream().map(PendingRelease.BoundOffice::office).toList());
        assertEquals(
                List.of("same", "none"),
                pending.journals().stream()
                        .map(OfficeAnswer.JournalState::state)
                        .toList());
        assertNull(pending.decision());
        decide(true);
        assertEquals("approve", pending().decision());
        var released = offices.ok(release(), OfficeCall.Released.class);
        assertEquals(1, released.shares().size());
        assertEquals(List.of(), mine());
        assertEquals(
                200, offices.post(1, "/release/release", lot.release(binds)).statusCode());
    }

    @Test
    void whatWaitsAndWhatIsDecidedSurvivesAKillBetweenAnyTwoSteps() {
        awaits(release());
        var since = pending().since();
        offices.restart(ASKING);
        offices.clocks.get(ASKING).pass(Duration.ofSeconds(1));
        awaits(release());
        assertEquals(since, pending().since());
        offices.stop(ASKING);
        decide(true);
        offices.start(ASKING);
        var released = release().body();
        offices.restart(ASKING);
        assertArrayEquals(released, release().body());
    }

    @Test
    void refusesWithItsOfficersReasonForGood() {
        awaits(release());
        decide(false);
        var refused = release();
        var answer = offices.ok(refused, OfficeCall.Released.class);
        assertTrue(answer.shares().isEmpty());
        var form = SignedForm.read(answer.answer(), OfficeAnswer.Refusal.class);
        assertEquals(offices.id(ASKING), form.signerId());
        assertEquals("a complaint is pending", form.form().reason());
        assertEquals(lot.closed.entry(), form.form().list());
        offices.restart(ASKING);
        assertArrayEquals(refused.body(), release().body());
        var journal = offices.ok(offices.get(ASKING, "/journal/" + lot.key.key()), OfficeCall.Journal.class);
        assertEquals(2, journal.lines().size());
        assertArrayEquals(answer.answer(), journal.lines().get(1));
        assertEquals(404, assertThrows(Problem.class, () -> decide(true)).status());
    }

    @Test
    void decidesOnceAndOnlyAboutWhatWaits() {
        assertEquals(404, assertThrows(Problem.class, () -> decide(true)).status());
        awaits(release());
        var directory = offices.directory(ASKING);
        var now = offices.clocks.get(ASKING).instant();
        var tooShort = lot.key.key().substring(0, 7);
        assertEquals(
                404,
                assertThrows(Problem.class, () -> Office.approve(directory, tooShort, now))
                        .status());
        assertEquals(
                "office/reason",
                assertThrows(Problem.class, () -> Office.refuse(directory, lot.key.key(), " ", now))
                        .slug());
        decide(false);
        assertEquals(409, assertThrows(Problem.class, () -> decide(true)).status());
        assertEquals("refuse", pending().decision());
        assertTrue(offices.ok(release(), OfficeCall.Released.class).shares().isEmpty());
    }

    @Test
    void asksItsOfficerNothingThatTheNodeDoesNotFindRight() {
        var response = offices.post(ASKING, "/release/release", lot.release(binds.subList(0, 1)));
        assertEquals(409, response.statusCode());
        assertEquals(List.of(), mine());
    }

    @Test
    void showsWhatWaitsToThisMachineOnly() {
        awaits(release());
        var shown = offices.ok(offices.get(ASKING, "/pending"), JsonNode.class).path("pending");
        assertTrue(shown.toString().contains(lot.closed.entry()));
        // As the platform asks an office that dials, and as a page of another site would ask with a name of its own.
        assertEquals(
                404,
                offices.running
                        .get(ASKING)
                        .answer("GET", "/pending", new byte[0])
                        .status());
        assertEquals(404, offices.getAs(ASKING, "/pending", "rebound.example.test"));
        assertEquals(200, offices.getAs(ASKING, "/pending", "localhost"));
    }

    private HttpResponse<byte[]> release() {
        return offices.post(ASKING, "/release/release", lot.release(binds));
    }

    private static void awaits(HttpResponse<byte[]> response) {
        assertEquals(425, response.statusCode(), () -> TestOffices.text(response));
        var problem = Canonical.read(response.body(), JsonNode.class);
        assertEquals(
                "urn:jianzheng:problem:office/awaits-officer",
                problem.path("type").asText());
        assertTrue(problem.path("from").isTextual());
    }

    private void decide(boolean approve) {
        var directory = offices.directory(ASKING);
        var now = offices.clocks.get(ASKING).instant();
        var key = lot.key.key().substring(0, 12);
        if (approve) {
            Office.approve(directory, key, now);
        } else {
            Office.refuse(directory, key, "a complaint is pending", now);
        }
    }

    private List<PendingRelease> mine() {
        return Office.pending(offices.directory(ASKING)).stream()
                .filter(pending -> pending.key().equals(lot.key.key()))
                .toList();
    }

    private PendingRelease pending() {
        return mine().get(0);
    }

    private byte[] bind(int i) {
        message(offices.post(i, "/release/ready", new OfficeCall.Request(lot.ready())));
        return message(offices.post(i, "/release/bind", lot.bind()));
    }

    private static byte[] message(HttpResponse<byte[]> response) {
        return offices.ok(response, OfficeCall.Message.class).message();
    }
}

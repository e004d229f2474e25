package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Act;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.Signer;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.LotId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After the deadline an office states a later one only over two signatures, and only while the lot is untouched. */
class LateDeadlineTest {
    @TempDir
    static Path home;

    private static TestOffices offices;

    @TempDir
    Path folder;

    private TestLot lot;
    private Instant old;
    private Instant later;

    @BeforeAll
    static void found() {
        offices = new TestOffices(home);
    }

    @AfterAll
    static void stop() {
        offices.close();
    }

    @BeforeEach
    void passTheDeadline() {
        var now = offices.next();
        old = now.plus(Duration.ofDays(20));
        later = old.plus(Duration.ofDays(1));
        lot = new TestLot(offices, new TestCeremony(offices, old));
        offices.log.grow(3);
        offices.at(old.minusSeconds(20));
        offices.cosign(0, 1, 2);
        lot.submit(lot.bidder("first"), "price 100", folder.resolve("bid-1"));
        offices.at(old.plusSeconds(600));
    }

    @Test
    void isStatedOverBothSignaturesAndTheLotOpensAtIt() {
        var decided = decided(lot.key.lot(), old, later);
        var signed = decision(decided, offices.tendering);
        var act = follow(decided, later);
        lot.deadlines = List.of(message(ask(0, 2, later, act, signed)), message(ask(1, 2, later, act, signed)));
        var stated =
                SignedForm.read(lot.deadlines.get(0), DeadlineStatement.class).form();
        assertEquals(new DeadlineStatement(1, lot.key.key(), 2, Instants.format(later), stated.act()), stated);
        assertArrayEquals(lot.deadlines.get(0), message(ask(0, 2, later, act, signed)), "asked again");
        lot.ceremony.deadline = later;
        offices.at(later.minusSeconds(15));
        offices.cosign(0, 1, 2);
        lot.close();
        lot.version = 2;
        assertEquals(
                200,
                offices.post(0, "/release/ready", new OfficeCall.Request(lot.ready()))
                        .statusCode());
        assertEquals(200, offices.post(0, "/release/bind", lot.bind()).statusCode());
    }

    @Test
    void needsADecision() {
        refused("names no outage", ask(0, 2, later, plain(later), null));
        refused("not presented", ask(0, 2, later, follow(decided(lot.key.lot(), old, later), later), null));
    }

    @Test
    void needsTheTenderingOfficesOwnSignature() {
        var decided = decided(lot.key.lot(), old, later);
        for (var stranger : List.of(offices.entity, lot.bidder("third"))) {
            var response = ask(0, 2, later, follow(decided, later), decision(decided, stranger));
            assertEquals(403, response.statusCode(), () -> TestOffices.text(response));
            assertTrue(TestOffices.text(response).contains("office/act-signer"));
        }
        var unpinned = ask(2, 2, later, follow(decided, later), decision(decided, offices.tendering));
        assertEquals(403, unpinned.statusCode());
        assertTrue(TestOffices.text(unpinned).contains("no-tendering-office"));
    }

    @Test
    void needsTheDecisionThatTheActNamesAboutThisLotAndDeadline() {
        var other = decided(lot.key.lot(), old, later.plusSeconds(60));
        var own = decided(lot.key.lot(), old, later);
        refused("not the one", ask(0, 2, later, follow(own, later), decision(other, offices.tendering)));
        refused("moves this lot to", ask(0, 2, later, follow(other, later), decision(other, offices.tendering)));
        var strange = decided(LotId.at(offices.start), old, later);
        refused("does not name", ask(0, 2, later, follow(strange, later), decision(strange, offices.tendering)));
        var stale = decided(lot.key.lot(), old.minusSeconds(60), later);
        refused("is about version", ask(0, 2, later, follow(stale, later), decision(stale, offices.tendering)));
    }

    @Test
    void isLaterThanItsNowAndThanTheOldOne() {
        for (var time : List.of(old.plusSeconds(600), old.plusSeconds(60), old, old.minusSeconds(60))) {
            var decided = decided(lot.key.lot(), old, time);
            refused("is not", ask(0, 2, time, follow(decided, time), decision(decided, offices.tendering)));
        }
    }

    @Test
    void isRefusedOnceAListIsKnown() {
        var request = OfficeRequest.Ready.of(lot.key.key(), 1, Commitment.hash(new byte[0]), 1);
        assertEquals(
                200,
                offices.post(0, "/release/ready", new OfficeCall.Request(request.sign(offices.seal)))
                        .statusCode());
        refused("knows a list", lateAt(0));
        assertEquals(200, lateAt(1).statusCode());
    }

    @Test
    void isRefusedOnceSharesAreReleasedOrDestroyed() throws java.io.IOException {
        var place = offices.directory(0).resolve("keys").resolve(lot.key.key());
        for (var file : List.of(Releasing.FILE, "destroyed.json")) {
            Files.write(place.resolve(file), new byte[0]);
            refused("released shares", lateAt(0));
            Files.delete(place.resolve(file));
        }
        assertEquals(200, lateAt(0).statusCode());
    }

    /** An office that slept through an extension joins it, for it is in force without this one. */
    @Test
    void joinsLateWhatEnoughOthersStatedInTime() {
        offices.at(old.minusSeconds(10));
        var act = plain(later);
        var stated = List.of(message(ask(1, 2, later, act, null)), message(ask(2, 2, later, act, null)));
        offices.at(old.plusSeconds(60));
        refused("names no outage", ask(0, 2, later, act, null, stated.subList(0, 1)));
        assertEquals(200, ask(0, 2, later, act, null, stated).statusCode());
    }

    private HttpResponse<byte[]> lateAt(int office) {
        var decided = decided(lot.key.lot(), old, later);
        return ask(office, 2, later, follow(decided, later), decision(decided, offices.tendering));
    }

    private Act decided(LotId of, Instant from, Instant to) {
        var hit = new OutageDecision.Hit(
                lot.key.tender(), of, 1, Instants.format(from), Instants.format(to), Commitment.hash(new byte[0]));
        var data = new OutageDecision(
                Instants.format(old.minusSeconds(600)), Instants.format(old), "power cut", null, List.of(hit));
        return Act.of(Act.OUTAGE_DECIDE, null, null, data);
    }

    private static byte[] decision(Act act, Signer signer) {
        return Cms.sign(act.bytes(), signer);
    }

    private byte[] follow(Act decided, Instant to) {
        return extension(new Notice.OutageExtension(Instants.format(to), "outage", Commitment.hash(decided.bytes())));
    }

    private byte[] plain(Instant to) {
        return extension(Map.of("deadline", Instants.format(to), "reason", "a long clarification"));
    }

    private byte[] extension(Object data) {
        var act = Act.of(Act.TENDER_EXTEND, lot.key.tender(), lot.key.lot(), data);
        return Cms.sign(act.bytes(), offices.entity);
    }

    private HttpResponse<byte[]> ask(int i, int version, Instant to, byte[] act, byte[] outage) {
        return ask(i, version, to, act, outage, List.of());
    }

    private HttpResponse<byte[]> ask(int i, int version, Instant to, byte[] act, byte[] outage, List<byte[]> stated) {
        var request = OfficeRequest.Deadline.of(lot.key.key(), version, Instants.format(to), act);
        return offices.post(i, "/deadline", new OfficeCall.Deadline(request.sign(offices.seal), outage, stated));
    }

    private byte[] message(HttpResponse<byte[]> response) {
        return offices.ok(response, OfficeCall.Message.class).message();
    }

    private static void refused(String because, HttpResponse<byte[]> response) {
        assertEquals(409, response.statusCode(), () -> TestOffices.text(response));
        assertTrue(TestOffices.text(response).contains(because), () -> TestOffices.text(response));
    }
}

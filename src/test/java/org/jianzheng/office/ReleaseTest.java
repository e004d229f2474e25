package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Signer;
import org.jianzheng.sealing.BidOpener;
import org.jianzheng.sealing.DecryptionShare;
import org.jianzheng.sealing.Hashing;
import org.jianzheng.sealing.Header;
import org.jianzheng.sealing.OfficeAnswer;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.OpenedBid;
import org.jianzheng.sealing.OpeningKey;
import org.jianzheng.sealing.SealedBid;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.sealing.Share;
import org.jianzheng.sealing.ShareEnvelope;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.sealing.Suite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {
    @TempDir
    static Path home;

    private static TestOffices offices;

    @TempDir
    Path folder;

    private TestLot lot;
    private Instant now;
    private Signer first;
    private Signer second;

    @BeforeAll
    static void found() {
        offices = new TestOffices(home);
    }

    @AfterAll
    static void stop() {
        offices.close();
    }

    @BeforeEach
    void start() {
        now = offices.next();
        lot = new TestLot(offices, new TestCeremony(offices, now.plus(Duration.ofDays(20))));
        offices.log.grow(3);
        offices.at(lot.ceremony.deadline.minusSeconds(20));
        offices.cosign(0, 1, 2);
        first = lot.bidder("first");
        second = lot.bidder("second");
        lot.submit(first, "price 100", folder.resolve("bid-1"));
        lot.submit(second, "price 200", folder.resolve("bid-2"));
    }

    @Test
    void aQuorumOpensTheListedBidsWhileOneOfficeIsWiped() {
        lot.submit(first, "price 90", folder.resolve("bid-3"));
        lot.close();
        offices.stop(2);
        var binds = List.of(readyAndBind(0), readyAndBind(1));
        var released = List.of(release(0, binds), release(1, binds));
        for (int bid : new int[] {1, 2}) {
            var opened = open(lot.filed.get(bid), released);
            assertEquals(bid == 1 ? "price 200" : "price 90", new String(opened.form(), StandardCharsets.UTF_8));
        }
        var answer = SignedForm.read(released.get(0).answer(), OfficeAnswer.Release.class)
                .form();
        assertEquals(2, answer.answers().size());
        assertEquals(
                List.of("same", "unreachable"),
                answer.journals().stream().map(OfficeAnswer.JournalState::state).toList());
    }

    @Test
    void aBrokenHeaderCostsItsOwnBidOnly() {
        var broken = lot.submitBroken(lot.bidder("third"), folder.resolve("bid-5"));
        lot.close();
        var binds = List.of(readyAndBind(0), readyAndBind(1));
        var released = release(0, binds);
        assertEquals(2, released.shares().size());
        var answers = SignedForm.read(released.answer(), OfficeAnswer.Release.class)
                .form()
                .answers();
        assertEquals(broken.statement().id().toString(), answers.get(2).submission());
        assertTrue(answers.get(2).unopenable().length() > 10);
    }

    @Test
    void saysTooEarlyByItsOwnClockHoweverFarThePlatformIsAhead() {
        lot.close();
        offices.clocks.get(0).set(lot.ceremony.deadline.plusSeconds(14));
        assertEquals(425, ready(0).statusCode());
        assertEquals(200, ready(1).statusCode());
        offices.clocks.get(0).set(lot.ceremony.deadline.plusSeconds(15));
        assertEquals(200, ready(0).statusCode());
    }

    @Test
    void asksForNoRowsBeforeItIsReady() {
        lot.close();
        refused(409, "not-ready", offices.post(0, "/release/bind", lot.bind()));
    }

    @Test
    void refusesToOpenFewerBidsThanTheKeyOpensFor() {
        offices.at(now);
        lot.ceremony.plan = lot.ceremony.plan(2, 3, lot.ceremony.deadline);
        var scarce = new TestLot(offices, lot.ceremony);
        offices.at(lot.ceremony.deadline.minusSeconds(19));
        scarce.submit(first, "price 100", folder.resolve("bid-4"));
        scarce.close();
        var message = offices.ok(
                        offices.post(0, "/release/ready", new OfficeCall.Request(scarce.ready())),
                        OfficeCall.Message.class)
                .message();
        assertEquals(
                1, SignedForm.read(message, OfficeAnswer.Refusal.class).form().listed());
        refused(409, "not-ready", offices.post(0, "/release/bind", scarce.bind()));
        var journal = offices.ok(offices.get(0, "/journal/" + scarce.key.key()), OfficeCall.Journal.class);
        assertArrayEquals(message, journal.lines().get(0));
    }

    @Test
    void givesTheSameBytesAgainEvenToARequestSignedAnew() {
        lot.close();
        var bind = readyAndBind(0);
        var binds = List.of(bind, readyAndBind(1));
        var released = offices.post(0, "/release/release", lot.release(binds)).body();
        offices.restart(0);
        assertArrayEquals(bind, message(offices.post(0, "/release/bind", lot.bind())));
        assertArrayEquals(
                released,
                offices.post(0, "/release/release", lot.release(binds)).body());
    }

    @Test
    void killedBetweenFsyncAndAnswerItStillBindsOnce() {
        lot.close();
        ready(0);
        var lost = offices.running.get(0).answer("POST", "/release/bind", Canonical.write(lot.bind()));
        assertEquals(200, lost.status());
        offices.restart(0);
        assertArrayEquals(
                lost.body(), offices.post(0, "/release/bind", lot.bind()).body());
    }

    @Test
    void bindsNoSecondList() {
        lot.close();
        readyAndBind(0);
        lot.list(lot.list);
        refused(409, "answered-otherwise", ready(0));
        refused(409, "bound-otherwise", offices.post(0, "/release/bind", lot.bind()));
    }

    @Test
    void releasesNothingWhenAnotherOfficeIsBoundToAnotherList() {
        lot.close();
        var binds = new ArrayList<>(List.of(readyAndBind(0), readyAndBind(1)));
        lot.list(lot.list);
        readyAndBind(2);
        var release = new OfficeCall.Release(
                OfficeRequest.Release.of(lot.key.key(), 1, list(binds.get(0))).sign(offices.seal), binds);
        refused(409, "differing-journal", offices.post(0, "/release/release", release));
    }

    @Test
    void releasesNothingBelowTheQuorum() {
        lot.close();
        var bind = readyAndBind(0);
        refused(409, "release-quorum", offices.post(0, "/release/release", lot.release(List.of(bind))));
        refused(409, "release-quorum", offices.post(0, "/release/release", lot.release(List.of(bind, bind))));
    }

    @Test
    void releasesNothingFromAnEarlierClosingCheckpoint() {
        offices.at(lot.ceremony.deadline.plusSeconds(1));
        lot.closing = offices.cosign(0, 1, 2);
        offices.log.grow(1);
        offices.at(lot.ceremony.deadline.plusSeconds(9));
        offices.cosign(0, 1, 2);
        lot.list();
        var binds = List.of(readyAndBind(0), readyAndBind(1));
        refused(409, "closing-checkpoint", offices.post(0, "/release/release", lot.release(binds)));
    }

    @Test
    void releasesNothingWhenTheOtherClocksDiffer() {
        lot.close();
        var binds = List.of(readyAndBind(0), readyAndBind(1));
        offices.clocks.get(1).pass(Duration.ofSeconds(3));
        assertEquals(
                200,
                offices.post(2, "/release/ready", new OfficeCall.Request(lot.ready()))
                        .statusCode());
        offices.clocks.get(2).pass(Duration.ofSeconds(3));
        refused(503, "release-clock", offices.post(0, "/release/release", lot.release(binds)));
    }

    @Test
    void stopsCosigningWhileTheOtherClocksDiffer() {
        offices.clocks.get(0).pass(Duration.ofSeconds(3));
        offices.running.get(0).beat().minute();
        assertEquals(
                503,
                offices.postBytes(0, "/add-checkpoint", offices.log.request(0).bytes())
                        .statusCode());
        offices.at(offices.clocks.get(0).instant());
        offices.running.get(0).beat().minute();
        offices.cosign(0);
    }

    @Test
    void statesALaterDeadlineOverTheEntitysActOnly() {
        var later = lot.ceremony.deadline.plusSeconds(3600);
        var act = Act.of(
                Act.TENDER_EXTEND,
                lot.key.tender(),
                lot.key.lot(),
                Map.of("deadline", Instants.format(later), "reason", "a long clarification"));
        refused(409, "office/deadline", deadline(2, later.toString(), Cms.sign(act.bytes(), first)));
        var signed = Cms.sign(act.bytes(), offices.entity);
        refused(409, "office/deadline", deadline(2, Instants.format(later.plusSeconds(1)), signed));
        var stated = message(deadline(2, Instants.format(later), signed));
        assertArrayEquals(stated, message(deadline(2, Instants.format(later), signed)));
        offices.at(lot.ceremony.deadline.plusSeconds(60));
        assertEquals(425, deadlineReady().statusCode());
        refused(409, "office/deadline", deadline(3, Instants.format(lot.ceremony.deadline), signed));
    }

    @Test
    void opensAtTheExtendedDeadlineThatEnoughOfficesStated() {
        var later = lot.ceremony.deadline.plusSeconds(3600);
        var act = Act.of(
                Act.TENDER_EXTEND,
                lot.key.tender(),
                lot.key.lot(),
                Map.of("deadline", Instants.format(later), "reason", "a long clarification"));
        var signed = Cms.sign(act.bytes(), offices.entity);
        lot.deadlines = List.of(
                message(deadline(0, 2, Instants.format(later), signed)),
                message(deadline(1, 2, Instants.format(later), signed)));
        lot.ceremony.deadline = later;
        offices.at(later.minusSeconds(15));
        offices.cosign(0, 1, 2);
        lot.close();
        refused(409, "deadline-version", ready(0));
        lot.version = 2;
        var stated = lot.deadlines;
        message(ready(0));
        lot.deadlines = stated.subList(0, 1);
        refused(422, "deadline-in-force", offices.post(0, "/release/bind", lot.bind()));
        lot.deadlines = stated;
        var binds = List.of(readyAndBind(0), readyAndBind(1));
        assertEquals(2, release(1, binds).shares().size());
        refused(409, "deadline-version", ready(2));
    }

    @Test
    void destroysTheShareOnceTheOpeningRecordIsInTheLog() {
        lot.close();
        var binds = List.of(readyAndBind(0), readyAndBind(1));
        release(0, binds);
        var act = Act.of(Act.SESSION_RECORD_SIGN, lot.key.tender(), lot.key.lot(), Map.of("record", "00", "pdf", "00"));
        var kept = lot.keep(
                RecordType.SESSION_RECORD,
                org.jianzheng.record.Certificates.id(offices.tendering.certificate()),
                lot.ceremony.deadline.plusSeconds(600),
                Map.of(),
                Cms.sign(act.bytes(), offices.tendering));
        lot.head = offices.cosign(0, 1);
        var destroyed = message(destroy(0, kept));
        assertArrayEquals(destroyed, message(destroy(0, kept)));
        assertTrue(Files.notExists(
                offices.directory(0).resolve("keys").resolve(lot.key.key()).resolve("share")));
        assertEquals(
                410, offices.post(0, "/release/release", lot.release(binds)).statusCode());
    }

    @Test
    void keepsTheShareOfALotNotOpenedForThirtyDays() {
        lot.close();
        var kept = notOpened();
        lot.head = offices.cosign(0, 1);
        assertEquals(425, destroy(0, kept).statusCode());
        offices.clocks.forEach(clock -> clock.pass(Duration.ofDays(29)));
        offices.running.get(0).beat().minute();
        assertTrue(Files.exists(share()));
        offices.clocks.forEach(clock -> clock.pass(Duration.ofDays(1)));
        offices.running.get(0).beat().minute();
        assertTrue(Files.notExists(share()));
    }

    @Test
    void destroysTheShareOfALotNotOpenedAtOnceOnTheTenderingOfficesAct() {
        lot.close();
        var notOpened = notOpened();
        var order = order(offices.tendering);
        lot.head = offices.cosign(0, 1);
        var destroyed = message(destroy(0, order, notOpened));
        assertEquals(
                order.entry(),
                SignedForm.read(destroyed, OfficeAnswer.Destroyed.class).form().record());
        assertTrue(Files.notExists(share()));
        offices.restart(0);
        assertArrayEquals(destroyed, message(destroy(0, order, notOpened)));
    }

    @Test
    void keepsTheShareWhenTheActDoesNotProveItself() {
        lot.close();
        var notOpened = notOpened();
        var order = order(offices.tendering);
        var byAnother = order(offices.entity);
        var ofAnotherKind = keepAct(
                RecordType.SHARE_DESTROY_ORDERED, offices.tendering, Act.LOT_CLOSE, lot.key.tender(), lot.key.lot());
        var ofAnotherLot = keepAct(
                RecordType.SHARE_DESTROY_ORDERED,
                offices.tendering,
                Act.SHARE_DESTROY,
                lot.key.tender(),
                org.jianzheng.shared.LotId.at(offices.start));
        lot.head = offices.cosign(0);
        refused(409, "not cosigned by a quorum", destroy(0, order, notOpened));
        offices.log.grow(1);
        lot.head = offices.cosign(0, 1);
        refused(409, "lot.not-opened is not shown", destroy(0, order, null));
        refused(409, "share.destroy-ordered", destroy(0, order, order));
        refused(403, "act-signer", destroy(0, byAnother, notOpened));
        refused(400, "record/field", destroy(0, ofAnotherKind, notOpened));
        refused(400, "record/field", destroy(0, ofAnotherLot, notOpened));
        assertTrue(Files.exists(share()));
    }

    @Test
    void obeysNoTenderingOfficeThatItsKeeperDidNotPin() {
        lot.close();
        var notOpened = notOpened();
        var order = order(offices.tendering);
        lot.head = offices.cosign(1, 2);
        refused(403, "no-tendering-office", destroy(2, order, notOpened));
        assertEquals(425, destroy(2, notOpened).statusCode());
    }

    private TestLot.Kept notOpened() {
        return lot.keep(
                RecordType.LOT_NOT_OPENED,
                org.jianzheng.record.WitnessRecord.PLATFORM,
                lot.ceremony.deadline.plusSeconds(20),
                Map.of("reason", "too few bids", "listed", 2),
                null);
    }

    private TestLot.Kept order(Signer by) {
        return keepAct(RecordType.SHARE_DESTROY_ORDERED, by, Act.SHARE_DESTROY, lot.key.tender(), lot.key.lot());
    }

    private TestLot.Kept keepAct(
            RecordType type,
            Signer by,
            String act,
            org.jianzheng.shared.TenderId tender,
            org.jianzheng.shared.LotId ofLot) {
        var signed = Cms.sign(
                Act.of(act, tender, ofLot, Map.of("reason", "an error")).bytes(), by);
        var actor = org.jianzheng.record.Certificates.id(by.certificate());
        return lot.keep(type, actor, lot.ceremony.deadline.plusSeconds(60), Map.of(), signed);
    }

    private Path share() {
        return offices.directory(0).resolve("keys").resolve(lot.key.key()).resolve("share");
    }

    private HttpResponse<byte[]> destroy(int i, TestLot.Kept kept) {
        return destroy(i, kept, null);
    }

    private HttpResponse<byte[]> destroy(int i, TestLot.Kept kept, TestLot.Kept notOpened) {
        var row = lot.row(kept);
        var beside = notOpened == null ? null : lot.row(notOpened);
        var request = OfficeRequest.Destroy.of(lot.key.key(), kept.entry()).sign(offices.seal);
        return offices.post(
                i, "/release/destroy", new OfficeCall.Destroy(request, row.record(), row.salt(), row.proof(), beside));
    }

    private HttpResponse<byte[]> deadline(int version, String notBefore, byte[] act) {
        return deadline(0, version, notBefore, act);
    }

    private HttpResponse<byte[]> deadline(int i, int version, String notBefore, byte[] act) {
        var time = notBefore.endsWith(".000Z") ? notBefore : notBefore.replace("Z", ".000Z");
        var request = OfficeRequest.Deadline.of(lot.key.key(), version, time, act);
        return offices.post(i, "/deadline", new OfficeCall.Deadline(request.sign(offices.seal), null, List.of()));
    }

    private HttpResponse<byte[]> deadlineReady() {
        var request = OfficeRequest.Ready.of(lot.key.key(), 2, Commitment.hash(new byte[0]), 2);
        return offices.post(0, "/release/ready", new OfficeCall.Request(request.sign(offices.seal)));
    }

    private HttpResponse<byte[]> ready(int i) {
        return offices.post(i, "/release/ready", new OfficeCall.Request(lot.ready()));
    }

    private byte[] readyAndBind(int i) {
        message(ready(i));
        return message(offices.post(i, "/release/bind", lot.bind()));
    }

    private OfficeCall.Released release(int i, List<byte[]> binds) {
        return offices.ok(offices.post(i, "/release/release", lot.release(binds)), OfficeCall.Released.class);
    }

    private byte[] message(HttpResponse<byte[]> response) {
        return offices.ok(response, OfficeCall.Message.class).message();
    }

    private static String list(byte[] bind) {
        return SignedForm.read(bind, OfficeAnswer.Bind.class).form().list();
    }

    private static void refused(int status, String type, HttpResponse<byte[]> response) {
        assertEquals(status, response.statusCode(), () -> TestOffices.text(response));
        assertTrue(TestOffices.text(response).contains(type), () -> TestOffices.text(response));
    }

    /** What the platform does with two offices' shares. */
    private OpenedBid open(TestLot.Filed bid, List<OfficeCall.Released> released) {
        var id = bid.statement().id();
        var header = Disk.read(bid.folder().resolve(SealedPackage.HEADER));
        var ctx = Hashing.ctx(
                Suite.P256,
                lot.key.ceremony(),
                lot.key.tender(),
                lot.key.lot(),
                lot.key.stage(),
                id,
                Suite.P256.hex(header));
        List<DecryptionShare> shares = IntStream.range(0, released.size())
                .mapToObj(i -> {
                    var envelope = released.get(i).shares().stream()
                            .filter(share -> share.submission().equals(id.toString()))
                            .findFirst()
                            .orElseThrow()
                            .envelope();
                    var plain = ShareEnvelope.open(envelope, offices.combiner.key(), offices.combiner.certificate());
                    return Share.read(plain).arithmetic(Suite.P256, i + 1);
                })
                .toList();
        var key = OpeningKey.combine(
                lot.key.jointKey(), Header.parse(lot.key.point(), header).r(), ctx, shares);
        var sealed = SealedBid.of(
                bid.statement(),
                bid.row().bidder(),
                lot.key.stage(),
                lot.key.point(),
                header,
                (index, hash) -> Files.newInputStream(bid.folder().resolve(SealedPackage.partName(index))));
        return (OpenedBid) BidOpener.open(sealed, key, folder.resolve("opened-" + id));
    }
}

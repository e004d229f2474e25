package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Cms;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Signer;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.Point;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.sealing.Suite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every list that is not the true one, as a platform might present it. */
class ListRefusalsTest {
    @TempDir
    static Path home;

    private static TestOffices offices;

    @TempDir
    Path folder;

    private TestLot lot;
    private Signer bidder;
    private TestLot.Filed bid;

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
        var deadline = offices.next().plus(Duration.ofDays(20));
        lot = new TestLot(offices, new TestCeremony(offices, deadline));
        offices.at(deadline.minusSeconds(20));
        offices.log.grow(1);
        offices.cosign(0, 1, 2);
        bidder = lot.bidder("bidder");
        bid = lot.submit(bidder, "price 100", folder.resolve("bid-1"));
    }

    @Test
    void aStaleBidWhileTheListShowsALaterOne() {
        lot.submit(bidder, "price 90", folder.resolve("bid-2"));
        close();
        lot.listOf(
                List.of(row(0, CloseRow.State.LISTED), row(1, CloseRow.State.SUPERSEDED)),
                List.of(bid.kept().index()));
        refused("closing-list", lot.bind());
    }

    @Test
    void twoBidsOfOneBidder() {
        var later = lot.submit(bidder, "price 90", folder.resolve("bid-2"));
        close();
        lot.listOf(
                List.of(row(0, CloseRow.State.LISTED), row(1, CloseRow.State.LISTED)),
                List.of(bid.kept().index(), later.kept().index()));
        refused("closing-list", lot.bind());
    }

    @Test
    void aWithdrawnBidSubmittedAgainByThePlatform() {
        lot.withdraw(bidder);
        lot.resubmit(bidder, bid, 3);
        lot.close();
        refused("row-chain", lot.bind());
    }

    @Test
    void aChainWithAGap() {
        lot.submit(bidder, "price 90", folder.resolve("bid-2"));
        lot.filed.remove(0);
        close();
        lot.listOf(
                List.of(row(0, CloseRow.State.LISTED)),
                List.of(lot.filed.get(0).kept().index()));
        refused("seq 2", lot.bind());
    }

    @Test
    void aRowAboveTheClosingCheckpoint() {
        close();
        lot.submit(lot.bidder("late"), "price 80", folder.resolve("bid-2"));
        var rows = List.of(row(0, CloseRow.State.LISTED), row(1, CloseRow.State.LISTED));
        lot.listOf(rows, rows.stream().map(CloseRow::index).toList());
        refused("not below the closing checkpoint", lot.bind());
    }

    @Test
    void aRecordAcceptedAtTheDeadline() {
        var late = lot.keep(
                RecordType.BID_SUBMITTED,
                bid.row().bidder(),
                lot.ceremony.deadline,
                Map.of(),
                WitnessRecord.read(bid.kept().record()).act());
        lot.filed.clear();
        var filed = new CloseRow.Filed(late.index(), late.entry(), bid.row().bidder(), 1, CloseRow.Kind.BID);
        lot.filed.add(new TestLot.Filed(late, filed, bid.statement(), bid.folder()));
        lot.close();
        refused("row-deadline", lot.bind());
    }

    @Test
    void anActSignedByAnotherThanTheRecordsActor() {
        var act = WitnessRecord.read(bid.kept().record()).act();
        var forged = lot.keep(
                RecordType.BID_SUBMITTED,
                bid.row().bidder(),
                lot.ceremony.deadline.minusSeconds(5),
                Map.of(),
                Cms.sign(Cms.verify(act).content(), lot.bidder("somebody else")));
        lot.filed.clear();
        var filed = new CloseRow.Filed(forged.index(), forged.entry(), bid.row().bidder(), 1, CloseRow.Kind.BID);
        lot.filed.add(new TestLot.Filed(forged, filed, bid.statement(), bid.folder()));
        lot.close();
        refused("row-act", lot.bind());
    }

    @Test
    void aClosingCheckpointCosignedAfterTheGrace() {
        offices.at(lot.ceremony.deadline.plusSeconds(11));
        lot.closing = offices.cosign(0, 1, 2);
        lot.list();
        refused("closing-checkpoint", lot.bind());
    }

    @Test
    void aProofToAHeadThatOneOfficeCosigned() {
        lot.close();
        lot.head = offices.cosign(0);
        refused("does not carry cosignatures", lot.bind());
    }

    @Test
    void aRecordOtherThanTheLogs() {
        lot.close();
        var attachment = lot.attachment();
        var row = attachment.rows().get(0);
        var changed = new OfficeCall.Row(row.record(), "00".repeat(32), row.proof());
        refused(
                "row-entry",
                lot.bind(with(attachment, List.of(changed), attachment.headers(), attachment.statements())));
    }

    @Test
    void aRowWithoutItsRecord() {
        lot.close();
        var attachment = lot.attachment();
        refused("every-row", lot.bind(with(attachment, List.of(), attachment.headers(), attachment.statements())));
    }

    @Test
    void aHeaderThatTheStatementDoesNotName() {
        lot.close();
        var attachment = lot.attachment();
        var swapped = new OfficeCall.Header(bid.statement().id().toString(), new byte[] {1, 2, 3});
        refused(
                "header-of-statement",
                lot.bind(with(attachment, attachment.rows(), List.of(swapped), attachment.statements())));
    }

    @Test
    void theHeaderOfAnotherStagesEnvelope() {
        var other = Point.of(Suite.P256, offices.combiner.certificate().getPublicKey());
        var two = lot.submitTwo(lot.bidder("second"), other, folder.resolve("bid-2"));
        lot.close();
        var attachment = lot.attachment();
        var foreign = new OfficeCall.Header(
                two.statement().id().toString(),
                Disk.read(two.folder().resolve("price").resolve(SealedPackage.HEADER)));
        refused(
                "header-of-statement",
                lot.bind(with(
                        attachment,
                        attachment.rows(),
                        List.of(attachment.headers().get(0), foreign),
                        attachment.statements())));
        // With the header of its own stage the same list is bound.
        var response = offices.post(0, "/release/bind", lot.bind());
        assertEquals(200, response.statusCode(), () -> TestOffices.text(response));
    }

    @Test
    void aKeyThatNotEveryOfficeStated() {
        lot.close();
        var attachment = lot.attachment();
        refused(
                "has not signed it",
                lot.bind(with(
                        attachment,
                        attachment.rows(),
                        attachment.headers(),
                        attachment.statements().subList(0, 2))));
    }

    @Test
    void anAttachmentThatTheRequestDoesNotName() {
        lot.close();
        var honest = lot.bind();
        ready();
        var response = offices.post(0, "/release/bind", new OfficeCall.Bind(honest.request(), new byte[] {1}));
        assertEquals(400, response.statusCode());
    }

    @Test
    void aRequestThatThePlatformDidNotSeal() {
        lot.close();
        ready();
        var forged = OfficeRequest.Bind.of(lot.key.key(), 1, lot.closed.entry(), 1, "00".repeat(32))
                .sign(offices.entity);
        assertEquals(
                403,
                offices.post(0, "/release/bind", new OfficeCall.Bind(forged, new byte[] {1}))
                        .statusCode());
    }

    @Test
    void aRequestOfAnotherKind() {
        lot.close();
        var asReady =
                OfficeRequest.Release.of(lot.key.key(), 1, lot.closed.entry()).sign(offices.seal);
        assertEquals(
                400,
                offices.post(0, "/release/ready", new OfficeCall.Request(asReady))
                        .statusCode());
    }

    private void close() {
        offices.at(lot.ceremony.deadline.plusSeconds(2));
        lot.closing = offices.cosign(0, 1, 2);
    }

    private CloseRow row(int i, CloseRow.State state) {
        var row = lot.filed.get(i).row();
        return new CloseRow(row.index(), row.entry(), row.bidder(), row.seq(), row.kind(), state);
    }

    private void ready() {
        assertEquals(
                200,
                offices.post(0, "/release/ready", new OfficeCall.Request(lot.ready()))
                        .statusCode());
    }

    private void refused(String reason, OfficeCall.Bind bind) {
        ready();
        var response = offices.post(0, "/release/bind", bind);
        assertEquals(422, response.statusCode(), () -> TestOffices.text(response));
        assertTrue(TestOffices.text(response).contains(reason), () -> TestOffices.text(response));
    }

    private static OfficeCall.Attachment with(
            OfficeCall.Attachment from,
            List<OfficeCall.Row> rows,
            List<OfficeCall.Header> headers,
            List<byte[]> statements) {
        return new OfficeCall.Attachment(from.closed(), rows, new ArrayList<>(headers), from.deadlines(), statements);
    }
}

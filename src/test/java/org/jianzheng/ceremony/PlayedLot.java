package org.jianzheng.ceremony;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jianzheng.DemoPeople;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Cms;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.PackageInput;
import org.jianzheng.sealing.PackageWriter;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.shared.TenderId;
import org.jianzheng.witness.CosignedHead;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.SeenRecord;
import org.jianzheng.witness.WitnessLog;

/** A lot as the modules above play it: key, one sealed bid, closing list, the order for its shares. */
final class PlayedLot {
    static final String STAGE = "opening";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final OpeningKeys keys;
    final WitnessLog witness;
    final SandboxClock clock = OfficesResource.clock();
    final TenderId tender = TenderId.at(clock.instant());
    final LotId lot = LotId.at(clock.instant());
    Instant deadline =
            clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).plus(Duration.ofHours(1));
    String closed;
    private byte[] header;
    private String bid;
    private String bidRecord;
    private SubmissionStatement statement;

    PlayedLot(OpeningKeys keys, WitnessLog witness) {
        this.keys = keys;
        this.witness = witness;
    }

    /** Asks for a key that opens for {@code minBids} bids. */
    PlayedLot request(int minBids) {
        var entity =
                Certificates.id(DemoPeople.signer(DemoPerson.PROCURING_ENTITY).certificate());
        var request = new KeyRequest(tender, lot, STAGE, "p256", 3, 2, deadline, minBids, entity);
        in(() -> keys.request(request, clock.instant()));
        return this;
    }

    StatedKey key() {
        return keys.stated(lot, STAGE).orElseThrow();
    }

    PlayedLot awaitKey() {
        Beats.until(keys, "the key", () -> keys.stated(lot, STAGE).isPresent());
        return this;
    }

    /** Seals and submits the one bid. */
    PlayedLot submit(Path folder) {
        var key = key().statement();
        var bidder = DemoPeople.bidder(1);
        var form = "price 100".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var input = PackageInput.of(key.point(), tender, lot, STAGE, bidder, form, List.of())
                .with(65536, 1);
        var sealed = PackageWriter.write(input, folder);
        statement = new SubmissionStatement(
                1,
                "p256",
                tender,
                lot,
                BidId.at(clock.instant()),
                1,
                null,
                sealed.manifestHash(),
                List.of(new SubmissionStatement.Envelope(STAGE, key.key(), sealed.header(), sealed.parts())));
        try {
            header = Files.readAllBytes(folder.resolve(SealedPackage.HEADER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bid = Certificates.id(bidder.certificate());
        bidRecord = append(NewRecord.byActor(
                RecordType.BID_SUBMITTED,
                tender,
                lot,
                bid,
                clock.instant(),
                Map.of(),
                Cms.sign(statement.bytes(), bidder)));
        head(bidRecord);
        return this;
    }

    /** Passes deadline, grace and settling, lists what there is, and asks the offices for its shares. */
    PlayedLot close() {
        if (bidRecord == null) {
            head(append(
                    NewRecord.byPlatform(RecordType.LOG_COVER, null, null, clock.instant(), Map.of("random", "AAAA"))));
        }
        pass(deadline.plusSeconds(6));
        var latest = deadline.plusSeconds(key().statement().graceSeconds());
        var checkpoint = witness.largestCosigned(offices(), 2, latest).orElseThrow();
        var rows = new ArrayList<CloseRow.Filed>();
        if (bidRecord != null) {
            var seen = seen(bidRecord);
            var entry = HexFormat.of().formatHex(seen.entry());
            rows.add(new CloseRow.Filed(seen.index(), entry, bid, 1, CloseRow.Kind.BID));
        }
        var list = LotClosed.of(tender, lot, deadline, checkpoint.note(), rows, List.of());
        closed = append(NewRecord.byPlatform(RecordType.LOT_CLOSED, tender, lot, clock.instant(), list));
        var head = head(closed);
        var attachment = new OfficeCall.Attachment(
                row(closed, head),
                bidRecord == null ? List.of() : List.of(row(bidRecord, head)),
                bidRecord == null
                        ? List.of()
                        : List.of(new OfficeCall.Header(statement.id().toString(), header)),
                List.of(),
                key().signed());
        var order = new ReleaseOrder(lot, STAGE, 1, listEntry(), list.listed().size(), attachment);
        in(() -> keys.order(order, clock.instant()));
        return this;
    }

    /** Hex entry of the closing list. */
    String listEntry() {
        return HexFormat.of().formatHex(seen(closed).entry());
    }

    /** Moves the sandbox on; returns once every process follows. */
    void pass(Instant to) {
        clock.moveTo(to);
        Beats.until(keys, "the sandbox", clock::settled);
    }

    String append(NewRecord record) {
        return QuarkusTransaction.requiringNew()
                .call(() -> witness.append(record))
                .id();
    }

    String platform(RecordType type, Object data) {
        return append(NewRecord.byPlatform(type, tender, lot, clock.instant(), data));
    }

    /** Waits until t of the key's offices have cosigned the record. */
    CosignedHead head(String record) {
        witness.awaitIncluded(record, PATIENCE).orElseThrow();
        Beats.until(keys, "its cosignatures", () -> cosigned(record).isPresent());
        return cosigned(record).orElseThrow();
    }

    private java.util.Optional<CosignedHead> cosigned(String record) {
        return witness.cosignedAbove(witness.indexOf(record).orElseThrow(), offices(), 2, Instant.MAX);
    }

    List<String> offices() {
        return key().statement().custodians().stream().map(c -> c.name()).toList();
    }

    SeenRecord seen(String record) {
        return witness.recordAt(witness.indexOf(record).orElseThrow()).orElseThrow();
    }

    /** The lot's records of a type that have their place in the log. */
    List<SeenRecord> records(RecordType type) {
        return witness.recordsOf(lot).stream()
                .filter(seen -> seen.form().type() == type)
                .toList();
    }

    /** The one record of a type that an office signed. */
    List<SeenRecord> records(RecordType type, String office) {
        var certificate = key().statement().custodians().stream()
                .filter(c -> c.name().equals(office))
                .findFirst()
                .orElseThrow()
                .signing();
        return records(type).stream()
                .filter(seen -> WitnessRecord.read(seen.record()).actor().equals(certificate))
                .toList();
    }

    private OfficeCall.Row row(String record, CosignedHead head) {
        var seen = seen(record);
        return new OfficeCall.Row(
                seen.record(),
                HexFormat.of().formatHex(seen.salt()),
                witness.proof(seen.index(), head).proof());
    }

    static void in(Runnable transaction) {
        QuarkusTransaction.requiringNew().run(transaction);
    }

    static <T> T get(java.util.concurrent.Callable<T> transaction) {
        return QuarkusTransaction.requiringNew().call(transaction);
    }
}

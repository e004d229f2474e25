package org.jianzheng.office;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jianzheng.record.Act;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Chain;
import org.jianzheng.record.CloseRow;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Signer;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WithdrawalData;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OfficeRequest;
import org.jianzheng.sealing.PackageInput;
import org.jianzheng.sealing.PackageWriter;
import org.jianzheng.sealing.Point;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.tlog.SignedNote;

/** A lot from its first bid to its closing list, as an honest platform makes it; tests bend what they need bent. */
final class TestLot {
    /** A record in the log. */
    record Kept(long index, byte[] record, byte[] salt) {
        String entry() {
            return Commitment.entryHex(salt, record);
        }
    }

    /** One act of a bidder; header and folder only of a bid. */
    record Filed(Kept kept, CloseRow.Filed row, SubmissionStatement statement, Path folder) {}

    final TestOffices offices;
    final TestCeremony ceremony;
    final List<byte[]> statements;
    final KeyStatement key;
    final List<Filed> filed = new ArrayList<>();
    final Map<String, Chain> chains = new HashMap<>();
    List<byte[]> deadlines = List.of();
    int version = 1;
    SignedNote closing;
    LotClosed list;
    private int[] alive = {0, 1, 2};
    Kept closed;
    SignedNote head;

    TestLot(TestOffices offices, TestCeremony ceremony) {
        this.offices = offices;
        this.ceremony = ceremony;
        this.statements = ceremony.play();
        this.key = SignedForm.read(statements.get(0), KeyStatement.class).form();
    }

    Signer bidder(String name) {
        return offices.signer(name, Authority.Usage.SIGNING);
    }

    Filed submit(Signer bidder, String price, Path folder) {
        var input = PackageInput.of(
                        key.point(),
                        key.tender(),
                        key.lot(),
                        key.stage(),
                        bidder,
                        price.getBytes(StandardCharsets.UTF_8),
                        List.of())
                .with(65536, 1);
        return submit(bidder, PackageWriter.write(input, folder), folder);
    }

    /** A bid whose header is no sealed object at all, but the one that its statement names. */
    Filed submitBroken(Signer bidder, Path folder) {
        submit(bidder, "to be broken", folder);
        filed.remove(filed.size() - 1);
        chains.remove(Certificates.id(bidder.certificate()));
        var garbage = "no header".getBytes(StandardCharsets.UTF_8);
        DurableFile.replace(folder.resolve(SealedPackage.HEADER), garbage);
        var part = new ObjectRef(Suite.P256.hex(new byte[] {1}), 1);
        return submit(
                bidder,
                new SealedPackage(
                        folder,
                        null,
                        "00".repeat(32),
                        new ObjectRef(Suite.P256.hex(garbage), garbage.length),
                        List.of(part)),
                folder);
    }

    private Filed submit(Signer bidder, SealedPackage sealed, Path folder) {
        var chain = chain(bidder);
        var envelope = new SubmissionStatement.Envelope(key.stage(), key.key(), sealed.header(), sealed.parts());
        var statement = new SubmissionStatement(
                1,
                "p256",
                key.tender(),
                key.lot(),
                BidId.at(offices.start),
                chain.nextSeq(),
                chain.last(),
                sealed.manifestHash(),
                List.of(envelope));
        return file(bidder, CloseRow.Kind.BID, statement.seq(), statement.prev(), statement.bytes(), statement, folder);
    }

    /** A bid with a second envelope, for another stage and its key. */
    Filed submitTwo(Signer bidder, Point other, Path folder) {
        var own = seal(key.point(), key.stage(), bidder, folder);
        var more = seal(other, "price", bidder, folder.resolve("price"));
        var chain = chain(bidder);
        var statement =
                SealedPackage.statement(BidId.at(offices.start), chain.nextSeq(), chain.last(), List.of(own, more));
        return file(bidder, CloseRow.Kind.BID, statement.seq(), statement.prev(), statement.bytes(), statement, folder);
    }

    private SealedPackage seal(Point q, String stage, Signer bidder, Path folder) {
        var form = stage.getBytes(StandardCharsets.UTF_8);
        var input = PackageInput.of(q, key.tender(), key.lot(), stage, bidder, form, List.of());
        return PackageWriter.write(input.with(65536, 1), folder);
    }

    Filed withdraw(Signer bidder) {
        var chain = chain(bidder);
        var data = new WithdrawalData(chain.nextSeq(), chain.last(), null);
        var act = Act.of(Act.BID_WITHDRAW, key.tender(), key.lot(), data);
        return file(bidder, CloseRow.Kind.WITHDRAWAL, data.seq(), data.prev(), act.bytes(), null, null);
    }

    /** The same signed act once more, as if it were new. */
    Filed resubmit(Signer bidder, Filed earlier, int seq) {
        var kept = keep(
                RecordType.BID_SUBMITTED,
                Certificates.id(bidder.certificate()),
                ceremony.deadline.minusSeconds(9),
                Map.of(),
                WitnessRecord.read(earlier.kept().record()).act());
        var row = new CloseRow.Filed(kept.index(), kept.entry(), earlier.row().bidder(), seq, CloseRow.Kind.BID);
        return add(new Filed(kept, row, earlier.statement(), earlier.folder()));
    }

    private Filed file(
            Signer bidder,
            CloseRow.Kind kind,
            int seq,
            String prev,
            byte[] content,
            SubmissionStatement statement,
            Path folder) {
        var actor = Certificates.id(bidder.certificate());
        var type = kind == CloseRow.Kind.BID ? RecordType.BID_SUBMITTED : RecordType.BID_WITHDRAWN;
        var kept = keep(type, actor, ceremony.deadline.minusSeconds(10), Map.of(), Cms.sign(content, bidder));
        chains.put(actor, chain(bidder).then(seq, prev, content));
        var row = new CloseRow.Filed(kept.index(), kept.entry(), actor, seq, kind);
        return add(new Filed(kept, row, statement, folder));
    }

    private Filed add(Filed one) {
        filed.add(one);
        return one;
    }

    Chain chain(Signer bidder) {
        return chains.getOrDefault(Certificates.id(bidder.certificate()), Chain.EMPTY);
    }

    Kept keep(RecordType type, String actor, Instant time, Object data, byte[] act) {
        var record = new WitnessRecord(
                        1,
                        UUID.randomUUID().toString(),
                        type,
                        key.tender(),
                        key.lot(),
                        actor,
                        time,
                        Canonical.tree(data),
                        act)
                .bytes();
        var salt = Commitment.newSalt();
        return new Kept(offices.log.append(Commitment.entry(salt, record)), record, salt);
    }

    /** Cosigns after the deadline, then makes the list of all acts and logs it. */
    void close() {
        close(0, 1, 2);
    }

    /** While only these offices answer. */
    void close(int... cosigners) {
        alive = cosigners;
        offices.at(ceremony.deadline.plusSeconds(2));
        closing = offices.cosign(alive);
        list();
    }

    void list() {
        list(LotClosed.of(
                key.tender(),
                key.lot(),
                ceremony.deadline,
                closing.toString(),
                filed.stream().map(Filed::row).toList(),
                List.of()));
    }

    void list(LotClosed made) {
        list = made;
        offices.at(ceremony.deadline.plusSeconds(16));
        closed = keep(
                RecordType.LOT_CLOSED,
                WitnessRecord.PLATFORM,
                offices.clocks.get(0).instant(),
                list,
                null);
        head = offices.cosign(alive);
    }

    /** Logs a list that need not follow from the acts. */
    void listOf(List<CloseRow> rows, List<Long> listed) {
        list(new LotClosed(1, key.tender(), key.lot(), ceremony.deadline, closing.toString(), rows, List.of(), listed));
    }

    OfficeCall.Row row(Kept kept) {
        var proof = new String(offices.log.proof(kept.index(), head).bytes(), StandardCharsets.UTF_8);
        return new OfficeCall.Row(kept.record(), HexFormat.of().formatHex(kept.salt()), proof);
    }

    OfficeCall.Attachment attachment() {
        var headers = filed.stream()
                .filter(one -> list.listed().contains(one.kept().index()))
                .map(one -> new OfficeCall.Header(
                        one.statement().id().toString(), Disk.read(one.folder().resolve(SealedPackage.HEADER))))
                .toList();
        return new OfficeCall.Attachment(
                row(closed), filed.stream().map(one -> row(one.kept())).toList(), headers, deadlines, statements);
    }

    byte[] ready() {
        return OfficeRequest.Ready.of(
                        key.key(), version, closed.entry(), list.listed().size())
                .sign(offices.seal);
    }

    OfficeCall.Bind bind() {
        return bind(attachment());
    }

    OfficeCall.Bind bind(OfficeCall.Attachment attachment) {
        var bytes = Canonical.write(attachment);
        var request = OfficeRequest.Bind.of(
                key.key(), version, closed.entry(), list.listed().size(), OfficeCall.Attachment.hash(bytes));
        return new OfficeCall.Bind(request.sign(offices.seal), bytes);
    }

    OfficeCall.Release release(List<byte[]> binds) {
        var request = OfficeRequest.Release.of(key.key(), version, closed.entry());
        return new OfficeCall.Release(request.sign(offices.seal), binds);
    }
}

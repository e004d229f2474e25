package org.jianzheng.simulation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Act;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Chain;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.Signer;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.WithdrawalData;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.PackageInput;
import org.jianzheng.sealing.PackageWriter;
import org.jianzheng.sealing.SealedPackage;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Money;

/** A bidder: seals at home, sends until it has a receipt, replaces and withdraws, and keeps every receipt. */
final class SimBidder {
    static final String CANARY = "canary-";

    final Signer signer;
    final String actor;
    private final String name;
    private final KeyStatement key;
    private final Path folder;
    private Chain chain = Chain.EMPTY;
    private int sealed;
    private boolean withdrawn;
    private Sending sending;
    final List<Receipt> receipts = new ArrayList<>();
    /** Content hashes of acts that were acknowledged, in order. */
    final List<String> acknowledged = new ArrayList<>();

    /** A signed act on its way: a bid with its objects, or a withdrawal without. */
    record Sending(BidId bid, int seq, String prev, byte[] content, byte[] cms, Map<String, byte[]> objects) {}

    SimBidder(Signer signer, KeyStatement key, Path folder, String name) {
        this.signer = signer;
        this.actor = Certificates.id(signer.certificate());
        this.key = key;
        this.folder = folder;
        this.name = name;
    }

    boolean isSending() {
        return sending != null;
    }

    boolean hasStandingBid() {
        return chain.seq() > 0 && !withdrawn;
    }

    /** Text that stands in the form and nowhere else. */
    String canary() {
        return CANARY + name + "-" + sealed;
    }

    Sending sending() {
        return sending;
    }

    void prepareBid(Instant now) {
        sealed++;
        var form = new BidForm(
                1,
                key.tender(),
                key.lot(),
                name,
                new Money(500_000_000L + sealed),
                180,
                canary(),
                new BidForm.ProjectManager("项目经理", "京1112026000001"),
                Map.of());
        var input = PackageInput.of(key.point(), key.tender(), key.lot(), key.stage(), signer, form.bytes(), List.of())
                .with(1 << 16, 1);
        var made = PackageWriter.write(input, folder.resolve(name + "-" + sealed));
        var id = BidId.at(now);
        var statement = SealedPackage.statement(id, chain.nextSeq(), chain.last(), List.of(made));
        var objects = new LinkedHashMap<String, byte[]>();
        objects.put(made.header().hash(), read(made.directory().resolve(SealedPackage.HEADER)));
        for (int i = 0; i < made.parts().size(); i++) {
            objects.put(made.parts().get(i).hash(), read(made.directory().resolve(SealedPackage.partName(i))));
        }
        sending = new Sending(
                id, statement.seq(), statement.prev(), statement.bytes(), Cms.sign(statement.bytes(), signer), objects);
    }

    void prepareWithdrawal() {
        var data = new WithdrawalData(chain.nextSeq(), chain.last(), null);
        var act = Act.of(Act.BID_WITHDRAW, key.tender(), key.lot(), data);
        sending = new Sending(null, data.seq(), data.prev(), act.bytes(), Cms.sign(act.bytes(), signer), Map.of());
    }

    void acknowledge(Receipt receipt) {
        chain = chain.then(sending.seq(), sending.prev(), sending.content());
        withdrawn = sending.bid() == null;
        acknowledged.add(Commitment.hash(sending.content()));
        receipts.add(receipt);
        sending = null;
    }

    /** The platform refused it for good: it was too late. */
    void giveUp() {
        sending = null;
    }

    SubmissionStatement statement() {
        return SubmissionStatement.read(sending.content());
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

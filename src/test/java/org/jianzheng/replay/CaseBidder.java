package org.jianzheng.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Act;
import org.jianzheng.record.Chain;
import org.jianzheng.record.Cms;
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

/** One bidder: seals, submits, and keeps its chain. */
final class CaseBidder {
    final String name;
    final Signer signer;
    private final KeyStatement key;
    private final Path folder;
    private Chain chain = Chain.EMPTY;

    CaseBidder(String name, CasePeople people, KeyStatement key, Path folder) {
        this.name = name;
        this.signer = people.signer(name);
        this.key = key;
        this.folder = folder;
    }

    /** A sealed package with the statement that submits it. */
    record Sealed(SubmissionStatement statement, byte[] cms, SealedPackage sealed, byte[] form) {}

    String id() {
        return CaseOffices.id(signer);
    }

    BidForm form(String yuan) {
        return new BidForm(
                1,
                key.tender(),
                key.lot(),
                name,
                Money.ofYuan(yuan),
                180,
                "合格",
                new BidForm.ProjectManager("项目经理", "京1112026000001"),
                Map.of());
    }

    Sealed bid(Instant at, byte[] form) {
        try {
            var bid = BidId.at(at);
            var file = folder.resolve(bid + ".pdf");
            Files.writeString(file, "技术标 ".repeat(20_000), StandardCharsets.UTF_8);
            var input = PackageInput.of(
                            key.point(),
                            key.tender(),
                            key.lot(),
                            key.stage(),
                            signer,
                            form,
                            List.of(new PackageInput.FileToSeal(file, "技术标.pdf", "application/pdf")))
                    .with(1 << 16, 1);
            var sealed = PackageWriter.write(input, folder.resolve(bid.toString()));
            var envelope = new SubmissionStatement.Envelope(key.stage(), key.key(), sealed.header(), sealed.parts());
            var statement = new SubmissionStatement(
                    1,
                    key.suite(),
                    key.tender(),
                    key.lot(),
                    bid,
                    chain.nextSeq(),
                    chain.last(),
                    sealed.manifestHash(),
                    List.of(envelope));
            chain = chain.then(statement.seq(), statement.prev(), statement.bytes());
            return new Sealed(statement, Cms.sign(statement.bytes(), signer), sealed, form);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] withdraw() {
        var data = new WithdrawalData(chain.nextSeq(), chain.last(), null);
        var act = Act.of(Act.BID_WITHDRAW, key.tender(), key.lot(), data);
        chain = chain.then(data.seq(), data.prev(), act.bytes());
        return Cms.sign(act.bytes(), signer);
    }

    int seq() {
        return chain.seq();
    }
}

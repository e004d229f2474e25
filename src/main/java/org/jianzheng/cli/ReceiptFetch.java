package org.jianzheng.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fetch",
        description = "取回或补全回执 · Fetch a receipt again, or complete one: 0 cosigned, 1 false, 2 not cosigned yet")
final class ReceiptFetch extends ToolCommand {
    @Parameters(paramLabel = "DIR", description = "回执文件夹 · The receipt folder, to complete or to make")
    private Path directory;

    @Option(names = "--lot", paramLabel = "ID", description = "标段（新取时）· The lot, when DIR holds no receipt")
    private LotId lot;

    @Option(names = "--bid", paramLabel = "ID", description = "投标编号（新取时）· The bid, when DIR holds no receipt")
    private String bid;

    @Mixin
    private IdentityOption identity;

    @Mixin
    private TrustOption trust;

    @Mixin
    private PlatformOption platform;

    @Override
    public Integer call() {
        var trusted = trust.require(tool());
        announce(trusted.origin());
        var client = platform.require(tool()).login(identity.signer(tool()));
        var receipt = fetch(client);
        var record = WitnessRecord.read(receipt.record());
        var answer = client.get("/lots/" + record.lot() + "/opening-key", LotAnswers.Key.class);
        try {
            var key = LotKey.stated(answer, trusted, record.lot(), record.time());
            var verified = receipt.verify(trusted, key.quorum());
            receipt.write(directory);
            write(directory.resolve(ReceiptCheck.KEY_FILE), PlatformAnswer.bytes(answer));
            boolean cosigned = verified.state() == ReceiptState.COSIGNED;
            out().println((cosigned ? "已送达，回执已会签 · delivered: cosigned by " : "尚未获足够会签 · not cosigned by enough yet: ")
                    + verified.head().cosigners());
            return cosigned ? Exit.OK : Exit.MISSING;
        } catch (Problem problem) {
            return isFalse(problem);
        }
    }

    private Receipt fetch(PlatformClient client) {
        if (Files.exists(directory.resolve(Receipt.RECORD_FILE))) {
            var record = WitnessRecord.read(read(directory.resolve(Receipt.RECORD_FILE)));
            return Delivery.fetch(client, record);
        }
        if (lot == null || bid == null) {
            throw Problem.of("cli/receipt")
                    .field("--bid")
                    .detail("文件夹中没有回执 · %s holds no receipt to complete.", directory)
                    .remedy("Name --lot and --bid.");
        }
        return Receipt.of(client.receipt(lot.toString(), bid));
    }
}

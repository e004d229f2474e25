package org.jianzheng.cli;

import java.nio.file.Path;
import org.jianzheng.record.Act;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.Signer;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.WithdrawalData;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "withdraw", description = "截止前撤回投标 · Withdraw one's bid before the deadline (招标投标法 第二十九条)")
final class BidWithdraw extends ToolCommand {
    @Option(names = "--lot", required = true, paramLabel = "ID", description = "标段 · The lot")
    private LotId lot;

    @Option(names = "--reason", description = "理由（可不填）· Why, if you like")
    private String reason;

    @Option(names = "--receipt", required = true, paramLabel = "DIR", description = "回执文件夹 · The receipt folder")
    private Path receipt;

    @Mixin
    private IdentityOption identity;

    @Mixin
    private TrustOption trust;

    @Mixin
    private PlatformOption platform;

    @Mixin
    private ClockOption clock;

    @Override
    public Integer call() {
        var trusted = trust.require(tool());
        announce(trusted.origin());
        var signer = identity.signer(tool());
        var client = platform.require(tool());
        try {
            return withdraw(client.login(signer), trusted, signer);
        } catch (Problem problem) {
            return Refused.handle(problem, trusted, receipt, err());
        }
    }

    private int withdraw(PlatformClient client, TrustFolder trusted, Signer signer) {
        var time = clock.clock(tool());
        var target = SealingTarget.fetch(client, lot);
        var key = target.check(trusted, time.instant());
        var chain = client.get("/lots/" + lot + "/bids", LotAnswers.Chain.class);
        if (chain.acts().isEmpty()) {
            throw Problem.of("bidding/nothing-to-withdraw")
                    .status(409)
                    .detail("You have no bid on this lot that stands.")
                    .remedy("Nothing is left to withdraw.");
        }
        var data = new WithdrawalData(chain.nextSeq(), chain.prev(), reason);
        var cms = Cms.sign(
                Act.of(Act.BID_WITHDRAW, key.statement().tender(), lot, data).bytes(), signer);
        var answer = client.post("/lots/" + lot + "/withdrawals", PlatformClient.SIGNED, cms, false);
        write(receipt.resolve(ReceiptCheck.KEY_FILE), PlatformAnswer.bytes(target.key()));
        var delivery = new Delivery(client, trusted, key, time, receipt);
        var verified = delivery.await(Receipt.of(answer.as(Receipt.Json.class)), cms, signer);
        out().println("已撤回 · withdrawn");
        return delivery.print(verified, out(), err());
    }
}

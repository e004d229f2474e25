package org.jianzheng.cli;

import java.util.Map;
import org.jianzheng.record.Act;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "destroy-shares",
        description = "招标办：立即销毁未开标标段的密钥份额 · The tendering office orders that the shares of a lot that is not opened"
                + " be destroyed at once, not after 30 days")
final class CeremonyDestroyShares extends ToolCommand {
    @Option(names = "--lot", required = true, paramLabel = "ID", description = "标段 · The lot")
    private LotId lot;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "理由 · Why")
    private String reason;

    @Mixin
    private IdentityOption identity;

    @Mixin
    private PlatformOption platform;

    @Override
    public Integer call() {
        var signer = identity.signer(tool());
        var client = platform.require(tool()).login(signer);
        announce(client.trust().origin());
        var tender =
                TenderId.fromString(client.get("/lots/" + lot).path("tender").asText());
        var act = Act.of(Act.SHARE_DESTROY, tender, lot, Map.of("reason", reason));
        var record = client.postAct("/lots/" + lot + "/shares/destruction", act, signer)
                .json()
                .path("record")
                .asText();
        out().println("已下令销毁 · ordered, record " + record);
        out().println("各机构核验后立即销毁；进度 · each office destroys its share when it has checked this: GET /lots/" + lot
                + "/offices");
        return Exit.OK;
    }
}

package org.jianzheng.cli;

import java.util.Arrays;
import org.jianzheng.record.Act;
import org.jianzheng.record.Notice;
import org.jianzheng.record.Signer;
import org.jianzheng.record.TrustFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "extend",
        description = "招标人按故障决定一次签署全部顺延 · The procuring entity signs every extension that a decision asks for")
final class OutageExtend extends ToolCommand {
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
        var client = platform.require(tool()).login(signer);
        var waiting = Arrays.stream(client.get("/outages/pending", OutageAnswers.Waiting[].class))
                .filter(OutageAnswers.Waiting::needsExtension)
                .toList();
        for (var lot : waiting) {
            extend(client, trusted, signer, lot);
        }
        out().println("已顺延 · " + waiting.size() + " extensions signed");
        return Exit.OK;
    }

    private void extend(PlatformClient client, TrustFolder trusted, Signer signer, OutageAnswers.Waiting lot) {
        var decided = lot.decided(trusted.anchors(), clock.clock(tool()).instant());
        out().println("决定人 decided by " + lot.decidedBy());
        var data = new Notice.OutageExtension(lot.newDeadline(), decided.reason(), lot.decision());
        client.postAct(
                "/lots/" + lot.lot() + "/deadline", Act.of(Act.TENDER_EXTEND, lot.tender(), lot.lot(), data), signer);
        out().println(lot.line());
    }
}

package org.jianzheng.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "show",
        description = "检查点中断与受影响的标段 · Gaps in the published checkpoints, and lots that wait because of one")
final class OutageShow extends ToolCommand {
    @Option(names = "--gaps", description = "同时列出检查点中断（限监督方）· List the gaps too, for whoever oversees")
    private boolean gaps;

    @Mixin
    private IdentityOption identity;

    @Mixin
    private PlatformOption platform;

    @Override
    public Integer call() {
        var client = platform.require(tool()).login(identity.signer(tool()));
        if (gaps) {
            for (var gap : client.get("/outages/gaps", OutageAnswers.Gap[].class)) {
                out().println("中断 gap   " + gap.from() + " – " + gap.to());
            }
        }
        var waiting = client.get("/outages/pending", OutageAnswers.Waiting[].class);
        for (var lot : waiting) {
            out().println(lot.line());
        }
        if (waiting.length == 0) {
            out().println("没有受故障影响的标段 · no lot waits because of an outage");
        }
        return Exit.OK;
    }
}

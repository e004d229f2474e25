package org.jianzheng.cli;

import org.jianzheng.record.Act;
import org.jianzheng.record.Instants;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "decide",
        description = "招标办签署系统故障决定 · The tendering office signs what an outage does to all deadlines that it hits")
final class OutageDecide extends ToolCommand {
    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "故障开始 · When it began, as 2026-03-23T01:30:00.000Z")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "故障结束 · When it was over")
    private String to;

    @Option(names = "--reason", required = true, description = "故障原因，公开 · What happened, for everybody to read")
    private String reason;

    @Option(
            names = "--explanation",
            description = "不在检查点中断之内时的说明 · Why, when no gap in the checkpoints covers the time")
    private String explanation;

    @Option(names = "--dry-run", description = "只显示，不签署 · Show what would be signed, and stop")
    private boolean dryRun;

    @Mixin
    private IdentityOption identity;

    @Mixin
    private PlatformOption platform;

    @Override
    public Integer call() {
        Instants.parse(from);
        Instants.parse(to);
        var signer = identity.signer(tool());
        var client = platform.require(tool()).login(signer);
        var draft = client.get("/outages/draft?from=" + from + "&to=" + to, OutageAnswers.Draft.class);
        draft.gaps().forEach(gap -> out().println("中断 gap   " + gap.from() + " – " + gap.to()));
        draft.lots().forEach(hit -> out().println(
                        "标段 lot   " + hit.lot() + "  " + hit.deadline() + " → " + hit.newDeadline()));
        requireSomething(draft);
        if (dryRun) {
            return Exit.OK;
        }
        var data = new OutageDecision(from, to, reason, explanation, draft.lots());
        var answer = client.postAct("/outages", Act.of(Act.OUTAGE_DECIDE, null, null, data), signer);
        out().println("已决定 decided " + answer.json().get("decision").textValue());
        return Exit.OK;
    }

    private void requireSomething(OutageAnswers.Draft draft) {
        if (draft.lots().isEmpty()) {
            throw Problem.of("opening/outage-hits-nothing")
                    .status(422)
                    .detail("这段时间不影响任何未截止的标段 · By the rule no open lot is hit from %s to %s.", from, to)
                    .remedy("Look at `outage show --gaps`; nothing is to be decided.");
        }
        if (draft.explain() && explanation == null && !dryRun) {
            throw Problem.of("opening/outage-unexplained")
                    .status(422)
                    .field("--explanation")
                    .detail("检查点中断未覆盖该时段 · No gap in the published checkpoints covers %s to %s.", from, to)
                    .remedy("Say in --explanation what was out.");
        }
    }
}

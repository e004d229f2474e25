package org.jianzheng.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jianzheng.office.Office;
import org.jianzheng.office.PendingRelease;
import org.jianzheng.record.Canonical;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the officer of an office that runs with {@code --approve manual} does; the node may run meanwhile. */
final class OfficeApproval {
    private OfficeApproval() {}

    @Command(
            name = "pending",
            description = "待批准的份额释放 · Releases that wait for the officer, with what the node has checked")
    static final class PendingReleases extends OfficeCommands.OfficeCommand {
        @Option(names = "--json", description = "以 JSON 输出 · Print JSON")
        private boolean json;

        @Override
        public Integer call() {
            var all = Office.pending(directory);
            if (json) {
                out().println(new String(Canonical.write(all), StandardCharsets.UTF_8));
                return Exit.OK;
            }
            if (all.isEmpty()) {
                out().println("没有待批准的释放 · nothing waits");
            }
            all.forEach(pending -> show(out(), pending));
            return Exit.OK;
        }
    }

    @Command(
            name = "approve",
            description = "批准释放份额 · Approve a release that waits; the node carries it out within seconds")
    static final class Approve extends OfficeCommands.OfficeCommand {
        @Parameters(paramLabel = "KEY", description = "密钥，或其前 8 位以上 · The key, or eight digits or more of it")
        private String key;

        @Mixin
        private ClockOption clock;

        @Override
        public Integer call() {
            show(out(), Office.approve(directory, key, clock.clock(tool()).instant()));
            out().println("已批准 · approved");
            return Exit.OK;
        }
    }

    @Command(
            name = "refuse",
            description = "拒绝释放份额，不可撤回 · Refuse a release that waits, for good; the reason is signed and recorded")
    static final class Refuse extends OfficeCommands.OfficeCommand {
        @Parameters(paramLabel = "KEY", description = "密钥，或其前 8 位以上 · The key, or eight digits or more of it")
        private String key;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "理由，将公开 · Why; it becomes public")
        private String reason;

        @Mixin
        private ClockOption clock;

        @Override
        public Integer call() {
            show(
                    out(),
                    Office.refuse(directory, key, reason, clock.clock(tool()).instant()));
            out().println("已拒绝 · refused");
            return Exit.OK;
        }
    }

    private static void show(PrintWriter out, PendingRelease pending) {
        out.println("密钥 key        " + pending.key());
        out.println("项目 tender     " + pending.tender());
        out.println("标段 lot        " + pending.lot() + ", stage " + pending.stage());
        out.println("截止 deadline   " + pending.deadline() + " (version " + pending.version() + ")");
        out.println(
                "名单 list       " + pending.list() + ", " + pending.listed() + " bids, below " + pending.closingSize());
        pending.unopenable().forEach(why -> out.println("无法开启 no share " + why));
        pending.binds().forEach(bind -> out.println("已绑定 bound    " + bind.office() + " at " + bind.time()));
        pending.journals()
                .forEach(journal -> out.println("日志 journal    " + journal.office() + ": " + journal.state()));
        out.println("等待 since      " + pending.since()
                + (pending.decision() == null ? "" : ", 已决定 decided: " + pending.decision()));
    }
}

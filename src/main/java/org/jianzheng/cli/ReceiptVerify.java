package org.jianzheng.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "verify", description = "离线核验回执 · Check a receipt offline: 0 cosigned, 1 false, 2 not cosigned yet")
final class ReceiptVerify extends ToolCommand {
    @Parameters(paramLabel = "DIR", description = "回执文件夹 · The receipt folder")
    private Path directory;

    @Option(
            names = "--slip",
            paramLabel = "F",
            description = "密封包中的 slip.p7s，同时核对投标函 · Check and show the bid form too")
    private Path slip;

    @Option(
            names = "--form",
            paramLabel = "F",
            description = "投标函，默认在 slip 旁 · The bid form; beside the slip by default")
    private Path form;

    @Mixin
    private TrustOption trust;

    @Override
    public Integer call() {
        var trusted = trust.require(tool());
        announce(trusted.origin());
        if (!Files.isDirectory(directory)) {
            throw Problem.of("cli/file")
                    .field(directory.toString())
                    .detail("没有这个文件夹 · There is no receipt folder %s.", directory)
                    .remedy("Check the path.");
        }
        var sealed = Optional.ofNullable(slip).map(ToolCommand::read);
        try {
            return check(new ReceiptCheck(trusted), sealed);
        } catch (Problem problem) {
            if (problem.slug().startsWith("cli/")) {
                throw problem;
            }
            return isFalse(problem);
        }
    }

    private int check(ReceiptCheck check, Optional<byte[]> sealed) {
        var receipt = Receipt.read(directory);
        var key = check.key(directory, receipt);
        var verified = check.verify(receipt, key);
        var record = verified.record();
        out().println("记录 record    " + record.type().wire() + ", " + Instants.format(record.time()));
        check.act(record).ifPresent(act -> {
            var who = Subject.of(act.signer());
            out().println("签署 signed by " + who.name() + ", " + who.organisation() + " (" + record.actor() + ")");
        });
        out().println("标段 lot       " + record.lot());
        out().println("日志 log       index " + verified.index() + ", entry " + verified.entry());
        verified.head().cosignedAt().forEach((office, time) -> out().println(
                        "会签 cosigned  " + office + " " + Instants.format(time)));
        sealed.ifPresent(bytes -> {
            var file = form == null ? slip.resolveSibling(SealedDraft.FORM) : form;
            BidFormText.print(check.form(record, bytes, read(file)), out());
        });
        out().println("按 judged by   "
                + key.map(k -> k.quorum().toString()).orElse("the trust folder's policy, at any time"));
        if (verified.state() == ReceiptState.COSIGNED) {
            out().println("回执有效，已由机构会签 · the receipt holds: cosigned");
            return Exit.OK;
        }
        out().println("回执尚未获足够会签 · the receipt holds but lacks cosignatures: jianzheng receipt fetch");
        return Exit.MISSING;
    }
}

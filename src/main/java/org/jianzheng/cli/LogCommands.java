package org.jianzheng.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.LogFiles;
import org.jianzheng.tlog.LogVerifier;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.SignedNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "log",
        description = "见证日志 · Witness logs",
        subcommands = {LogCommands.Verify.class})
final class LogCommands {
    @Command(
            name = "verify",
            description = "离线核验整个日志 · Check a whole log (checkpoint and tiles) offline: 0 intact, 1 false, 2 missing")
    static final class Verify extends ToolCommand {
        @Parameters(paramLabel = "DIR", description = "日志文件夹 · The folder with checkpoint and tile/")
        private Path directory;

        @Option(
                names = "--policy",
                required = true,
                paramLabel = "FILE",
                description = "信任策略 policy.txt，或信任文件夹 · The policy, or a trust folder")
        private Path policy;

        @Option(
                names = "--older",
                paramLabel = "FILE",
                description = "以前保存的检查点，日志须包含它 · A checkpoint kept from earlier that the log must contain")
        private List<Path> older = new ArrayList<>();

        @Override
        public Integer call() {
            if (!Files.isDirectory(directory)) {
                throw Problem.of("cli/file")
                        .field(directory.toString())
                        .detail("没有这个文件夹 · There is no folder %s.", directory)
                        .remedy("Give the folder that holds checkpoint and tile/.");
            }
            var trusted = Files.isDirectory(policy) ? TrustFolder.read(policy).policy() : Policy.parse(read(policy));
            trusted.logs().stream().limit(1).forEach(log -> announce(log.key().name()));
            var verifier = new LogVerifier(LogFiles.directory(directory), trusted);
            for (var file : older) {
                verifier.older(SignedNote.parse(read(file)));
            }
            return print(verifier.verify());
        }

        private int print(LogVerifier.Report report) {
            report.head().ifPresent(head -> out().println(
                            "日志 · log " + head.checkpoint().origin() + ", size "
                                    + head.checkpoint().size() + ", cosigned by " + head.cosigners()));
            return switch (report.result()) {
                case INTACT -> {
                    out().println("完好 · intact: " + report.entries() + " entries");
                    yield Exit.OK;
                }
                case TAMPERED -> {
                    out().println("不实 · false: " + report.file() + ": " + report.reason());
                    yield Exit.FALSE;
                }
                case INCOMPLETE -> {
                    out().println("缺失 · missing: " + report.file() + ": " + report.reason());
                    yield Exit.MISSING;
                }
            };
        }
    }
}

package org.jianzheng.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jianzheng.replay.Replay;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = "离线复核案卷 · Check a case file offline: 0 all holds, 1 something is false, 2 something is missing")
final class ReplayCommand extends ToolCommand {
    @Parameters(paramLabel = "FILE", description = "案卷 · The case file")
    private Path file;

    @Mixin
    private TrustOption trust;

    @Option(
            names = "--receipt",
            paramLabel = "DIR",
            description = "须在案卷中得到印证的回执 · A receipt that the case must bear out")
    private List<Path> receipts = List.of();

    @Option(names = "--json", description = "输出 JSON · Print canonical JSON")
    private boolean json;

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw Problem.of("cli/file")
                    .field(file.toString())
                    .detail("没有这个文件 · There is no file %s.", file)
                    .remedy("Check the path.");
        }
        var report = Replay.run(file, trust.read(tool()), receipts);
        if (json) {
            out().println(new String(report.json(), StandardCharsets.UTF_8));
        } else {
            out().print(report.text());
        }
        out().flush();
        return report.exitCode();
    }
}

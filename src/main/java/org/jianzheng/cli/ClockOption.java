package org.jianzheng.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.jianzheng.shared.SandboxClock;
import picocli.CommandLine.Option;

/** By which clock deadlines and validity are judged: the system's, or a rehearsal's. */
final class ClockOption {
    static final String VARIABLE = "JIANZHENG_SANDBOX";

    @Option(
            names = "--sandbox",
            paramLabel = "DIR",
            description = "沙箱时钟文件夹；或用环境变量 " + VARIABLE + " · Follow a sandbox's clock; or set " + VARIABLE)
    private Path directory;

    Clock clock(Jianzheng tool) {
        var named = tool.environment(VARIABLE);
        var path = directory != null || named == null ? directory : Path.of(named);
        return path == null ? tool.clock() : new SandboxClock(path);
    }
}

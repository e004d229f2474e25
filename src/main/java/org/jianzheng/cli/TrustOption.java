package org.jianzheng.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Option;

/** Whom the reader trusts; got from the offices or a notice, not from the platform that is checked. */
final class TrustOption {
    static final String VARIABLE = "JIANZHENG_TRUST";

    @Option(
            names = "--trust",
            paramLabel = "DIR",
            description = "本人的信任文件夹；或用环境变量 " + VARIABLE + " · Your own trust folder; or set " + VARIABLE)
    private Path directory;

    Optional<TrustFolder> read(Jianzheng tool) {
        var named = tool.environment(VARIABLE);
        var path = directory != null || named == null ? directory : Path.of(named);
        return Optional.ofNullable(path).map(TrustFolder::read);
    }

    TrustFolder require(Jianzheng tool) {
        return read(tool).orElseThrow(() -> Problem.of("cli/trust")
                .field("--trust")
                .detail("缺少信任文件夹 · No trust folder was given.")
                .remedy("Get it from an office or the notice, compare its fingerprint, and name it with --trust DIR."));
    }
}

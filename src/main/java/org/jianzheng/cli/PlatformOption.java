package org.jianzheng.cli;

import java.net.URI;
import java.util.Optional;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Option;

/** Which platform is talked to. */
final class PlatformOption {
    static final String VARIABLE = "JIANZHENG_PLATFORM";

    @Option(
            names = "--platform",
            paramLabel = "URL",
            description = "平台地址；或用环境变量 " + VARIABLE + " · The platform's address; or set " + VARIABLE)
    private URI address;

    Optional<PlatformClient> client(Jianzheng tool) {
        var named = tool.environment(VARIABLE);
        var uri = address != null || named == null ? address : URI.create(named);
        return Optional.ofNullable(uri).map(PlatformClient::new);
    }

    PlatformClient require(Jianzheng tool) {
        return client(tool).orElseThrow(() -> Problem.of("cli/address")
                .field("--platform")
                .detail("缺少平台地址 · No platform was given.")
                .remedy("Name it with --platform URL."));
    }
}

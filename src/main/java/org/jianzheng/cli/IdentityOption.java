package org.jianzheng.cli;

import java.nio.file.Path;
import org.jianzheng.record.Pkcs12;
import org.jianzheng.record.Signer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who signs: a PKCS#12 file. */
final class IdentityOption {
    @Option(
            names = "--identity",
            required = true,
            paramLabel = "FILE.p12",
            description = "本人的签名密钥 · Your signing key (jianzheng identity new)")
    private Path file;

    @Mixin
    private PasswordOption password;

    Signer signer(Jianzheng tool) {
        return Pkcs12.read(ToolCommand.read(file), password.password(tool));
    }
}

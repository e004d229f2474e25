package org.jianzheng.cli;

import java.nio.file.Path;
import java.security.KeyPair;
import org.jianzheng.record.CertificateRequests;
import org.jianzheng.record.Pkcs12;
import org.jianzheng.record.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "request", description = "再次申请证书（续期）· Write a certificate request for an existing key, to renew it")
final class IdentityRequest extends ToolCommand {
    @Parameters(paramLabel = "FILE.p12", description = "密钥文件 · The key file")
    private Path file;

    @Option(names = "--out", paramLabel = "FILE.csr", description = "默认在密钥旁 · Beside the key by default")
    private Path target;

    @Mixin
    private PasswordOption password;

    @Override
    public Integer call() {
        var signer = Pkcs12.read(read(file), password.password(tool()));
        var keys = new KeyPair(signer.certificate().getPublicKey(), signer.key());
        var to = target == null ? beside(file, ".csr") : target;
        write(to, CertificateRequests.create(Subject.of(signer.certificate()), keys));
        out().println("证书申请 · certificate request: " + to);
        return Exit.OK;
    }

    /** The file of the same name with another ending. */
    static Path beside(Path file, String ending) {
        var name = file.getFileName().toString().replaceFirst("\\.p12$", "");
        return file.resolveSibling(name + ending);
    }
}

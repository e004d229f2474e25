package org.jianzheng.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Pkcs12;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "install", description = "把签发的证书装入密钥文件 · Put the issued certificate into the key file")
final class IdentityInstall extends ToolCommand {
    @Parameters(index = "0", paramLabel = "FILE.p12", description = "密钥文件 · The key file")
    private Path file;

    @Parameters(index = "1", paramLabel = "CERT", description = "证书 · The certificate, DER or PEM")
    private Path certificate;

    @Option(
            names = "--issuer",
            paramLabel = "CERT",
            description = "发证机构的证书，一并放入 · The authority's certificate, to keep with it")
    private List<Path> issuers = new ArrayList<>();

    @Mixin
    private PasswordOption password;

    @Override
    public Integer call() {
        var secret = password.password(tool());
        var held = Pkcs12.read(read(file), secret);
        var issued = CertificateFile.read(read(certificate));
        if (!issued.getPublicKey().equals(held.certificate().getPublicKey())) {
            throw Problem.of("cli/certificate")
                    .field(certificate.toString())
                    .detail("证书与密钥不符 · The certificate of %s is of another key.", issued.getSubjectX500Principal())
                    .remedy("Install the certificate that was issued for this key's request.");
        }
        var chain = issuers.stream()
                .map(issuer -> CertificateFile.read(read(issuer)))
                .toList();
        write(file, Pkcs12.write(new Signer(held.key(), issued), chain, secret));
        out().println("证书已装入 · installed: " + Certificates.id(issued));
        return Exit.OK;
    }
}

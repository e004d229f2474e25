package org.jianzheng.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jianzheng.record.Authority;
import org.jianzheng.record.CertificateRequests;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Pkcs12;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "issue", description = "签发证书 · Issue a certificate for a request, as an authority")
final class IdentityIssue extends ToolCommand {
    @Parameters(paramLabel = "REQUEST.csr", description = "证书申请 · The request")
    private Path request;

    @Option(names = "--authority", required = true, paramLabel = "CA.p12", description = "发证机构 · The authority's key")
    private Path authority;

    @Option(names = "--usage", defaultValue = "signing", description = "用途 · signing (default) or encryption")
    private Authority.Usage usage;

    @Option(names = "--days", defaultValue = "1095", description = "有效天数 · Days of validity")
    private int days;

    @Option(names = "--out", paramLabel = "FILE", description = "证书文件 (PEM)，默认在申请旁 · The certificate, in PEM")
    private Path target;

    @Mixin
    private PasswordOption password;

    @Mixin
    private ClockOption clock;

    @Override
    public Integer call() {
        var issuer = Authority.of(Pkcs12.read(read(authority), password.password(tool())));
        var asked = CertificateFile.der(read(request));
        var subject = CertificateRequests.read(asked).subject();
        var from = Instant.ofEpochSecond(clock.clock(tool()).instant().getEpochSecond());
        var certificate = issuer.issue(asked, from, from.plus(Duration.ofDays(days)), usage);
        var name = request.getFileName().toString().replaceFirst("\\.csr$", "");
        var to = target == null ? request.resolveSibling(name + ".pem") : target;
        write(to, CertificateFile.pem(certificate));
        out().println("证书已签发 · issued to " + subject.name() + ", " + subject.organisation() + ": " + to);
        out().println("id  " + Certificates.id(certificate));
        return Exit.OK;
    }
}

package org.jianzheng.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jianzheng.record.Authority;
import org.jianzheng.record.CertificateRequests;
import org.jianzheng.record.Pkcs12;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "new", description = "新建密钥与证书申请 · Make a key (FILE.p12) and its certificate request (FILE.csr)")
final class IdentityNew extends ToolCommand {
    @Parameters(paramLabel = "FILE.p12", description = "密钥文件 · The key file to make")
    private Path file;

    @Option(names = "--name", required = true, description = "姓名或用途 · The person or service")
    private String name;

    @Option(names = "--organisation", required = true, description = "单位名称 · The organisation")
    private String organisation;

    @Option(names = "--organisation-id", paramLabel = "CODE", description = "统一社会信用代码 · The unified social credit code")
    private String organisationId;

    @Option(names = "--authority", description = "自建发证机构，代替申请 · Make a certificate authority instead of a request")
    private boolean authority;

    @Option(names = "--suite", defaultValue = "p256", description = "算法套件 · p256 (default) or sm2 (国密)")
    private SignatureSuite suite;

    @Option(names = "--days", defaultValue = "3650", description = "发证机构的有效天数 · Validity of an authority")
    private int days;

    @Mixin
    private PasswordOption password;

    @Mixin
    private ClockOption clock;

    @Override
    public Integer call() {
        var secret = password.password(tool());
        var subject = new Subject(name, organisation, organisationId);
        if (organisationId != null && !Subject.isCreditCode(organisationId)) {
            err().println("警告 · Warning: " + organisationId + " 不是统一社会信用代码 (GB 32100-2015) · is no credit code");
        }
        var from = Instant.ofEpochSecond(clock.clock(tool()).instant().getEpochSecond());
        if (authority) {
            var made = Authority.create(subject, from, from.plus(Duration.ofDays(days)), suite);
            writeNew(file, Pkcs12.write(made.signer(), List.of(), secret));
            write(IdentityRequest.beside(file, ".pem"), CertificateFile.pem(made.certificate()));
            out().println("发证机构已建立 · authority made: " + file);
            return Exit.OK;
        }
        var keys = suite.newKeyPair();
        var request = CertificateRequests.create(subject, keys);
        var signer = new Signer(keys.getPrivate(), Placeholder.of(request, keys, from));
        writeNew(file, Pkcs12.write(signer, List.of(), secret));
        write(IdentityRequest.beside(file, ".csr"), request);
        out().println("密钥已建立 · key made: " + file);
        out().println("下一步 · next: have " + IdentityRequest.beside(file, ".csr")
                + " certified, then `jianzheng identity install`");
        return Exit.OK;
    }
}

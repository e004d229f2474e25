package org.jianzheng.cli;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.jianzheng.record.CertificateRequests;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Pkcs12;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "显示密钥、证书或申请 · Show a key file (.p12), a request (.csr) or a certificate")
final class IdentityShow extends ToolCommand {
    @Parameters(paramLabel = "FILE", description = "文件 · The file")
    private Path file;

    @Mixin
    private PasswordOption password;

    @Override
    public Integer call() {
        var name = file.getFileName().toString();
        if (name.endsWith(".csr")) {
            print(CertificateRequests.read(CertificateFile.der(read(file))).subject());
        } else if (name.endsWith(".p12") || name.endsWith(".pfx")) {
            print(Pkcs12.read(read(file), password.password(tool())).certificate());
        } else {
            print(CertificateFile.read(read(file)));
        }
        return Exit.OK;
    }

    private void print(Subject subject) {
        out().println("姓名 name          " + subject.name());
        out().println("单位 organisation  " + subject.organisation());
        if (subject.organisationId() != null) {
            out().println("代码 code          " + subject.organisationId());
        }
    }

    private void print(X509Certificate certificate) {
        print(Subject.of(certificate));
        out().println("编号 id            " + Certificates.id(certificate));
        out().println("套件 suite         " + SignatureSuite.of(certificate).suiteName());
        out().println("有效 valid         "
                + Instants.format(certificate.getNotBefore().toInstant()) + " – "
                + Instants.format(certificate.getNotAfter().toInstant()));
        out().println("签发 issuer        " + certificate.getIssuerX500Principal());
        if (Placeholder.is(certificate)) {
            out().println("尚无证书 · not certified yet: send the .csr to your authority, then `identity install`");
        }
    }
}

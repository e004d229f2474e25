package org.jianzheng.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Pkcs12;
import org.jianzheng.record.RevocationList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        description =
                "吊销证书，签发吊销列表 · Revoke certificates, as an authority; without any, issue the list anew before it ends")
final class IdentityRevoke extends ToolCommand {
    @Parameters(arity = "0..*", paramLabel = "CERT", description = "被吊销的证书 · The certificates to revoke, PEM or DER")
    private List<Path> certificates = List.of();

    @Option(names = "--authority", required = true, paramLabel = "CA.p12", description = "发证机构 · The authority's key")
    private Path authority;

    @Option(
            names = "--list",
            required = true,
            paramLabel = "FILE.crl",
            description = "吊销列表，已有则续写 · The list; one that is there is continued")
    private Path file;

    @Option(
            names = "--reason",
            defaultValue = "unspecified",
            description =
                    "原因 · unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation, certificateHold, privilegeWithdrawn")
    private Authority.RevocationReason reason;

    @Option(names = "--days", defaultValue = "7", description = "下一份列表须在几天内签发 · Days until the next list must come")
    private int days;

    @Mixin
    private PasswordOption password;

    @Mixin
    private ClockOption clock;

    @Override
    public Integer call() {
        var issuer = Authority.of(Pkcs12.read(read(authority), password.password(tool())));
        var now = Instant.ofEpochSecond(clock.clock(tool()).instant().getEpochSecond());
        var held = Files.exists(file) ? RevocationList.read(read(file), List.of(issuer.certificate())) : null;
        var entries = new ArrayList<>(held == null ? List.<RevocationList.Entry>of() : held.entries());
        for (var path : certificates) {
            var certificate = CertificateFile.read(read(path));
            issuer.requireIssued(certificate);
            // A second revocation does not move the first one's date.
            if (entries.stream().noneMatch(entry -> entry.serial().equals(certificate.getSerialNumber()))) {
                entries.add(new RevocationList.Entry(certificate.getSerialNumber(), now, reason.name()));
            }
            out().println("已吊销 · revoked " + certificate.getSerialNumber().toString(16) + "  "
                    + certificate.getSubjectX500Principal());
        }
        long number = held == null ? 1 : held.number().longValueExact() + 1;
        var list = issuer.revocationList(entries, number, now, now.plus(Duration.ofDays(days)));
        write(file, list);
        out().println("吊销列表 · list " + number + ": " + file + "，下次 · next by "
                + Instants.format(now.plus(Duration.ofDays(days))));
        return Exit.OK;
    }
}

package org.jianzheng.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.sealing.AuthorMetadata;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.sealing.PackageInput;
import org.jianzheng.sealing.PackageWriter;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "seal", description = "密封投标文件，只在本机进行 · Seal a bid, on this machine only")
final class BidSeal extends ToolCommand {
    @Mixin
    private IdentityOption identity;

    @Mixin
    private TrustOption trust;

    @Mixin
    private SealingTarget.Options target;

    @Mixin
    private BidFormOptions form;

    @Option(names = "--file", paramLabel = "PATH[=NAME]", description = "投标文件，可重复 · A file of the bid; repeatable")
    private List<String> files = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "密封包文件夹 · The folder of the package")
    private Path directory;

    @Option(names = "--quiet", description = "不显示进度 · Show no progress")
    private boolean quiet;

    @Mixin
    private ClockOption clock;

    @Override
    public Integer call() throws IOException {
        var trusted = trust.require(tool());
        announce(trusted.origin());
        SealedDraft.requireEmpty(directory);
        var signer = identity.signer(tool());
        var wanted = target.read(tool());
        LotKey key;
        try {
            key = wanted.check(trusted, clock.clock(tool()).instant());
        } catch (Problem untrusted) {
            return isFalse(untrusted);
        }
        var statement = key.statement();
        requireSuite(signer, statement.suite());
        var bid = form.read(
                statement.tender(),
                statement.lot(),
                Subject.of(signer.certificate()).organisation());
        wanted.warnings(bid).forEach(this::warn);
        var sources = sources();
        sources.forEach(this::warnOfAuthor);
        var input = PackageInput.of(
                key.usable().q(), statement.tender(), statement.lot(), LotKey.STAGE, signer, bid.bytes(), sources);
        try (var bar = new ProgressBar(quiet ? null : err(), "密封 sealing")) {
            var made = PackageWriter.write(input.withProgress(bar::show), directory);
            write(directory.resolve(SealedDraft.FORM), bid.bytes());
            // Last: a folder without it is not a package yet.
            write(
                    directory.resolve(SealedDraft.FILE),
                    SealedDraft.of(made, trusted.origin()).bytes());
        }
        print(bid, statement.tender(), statement.lot(), trusted);
        return Exit.OK;
    }

    /** The platform would refuse it at the door; better before gigabytes are sealed. */
    private static void requireSuite(Signer signer, String wanted) {
        var own = SignatureSuite.of(signer.certificate()).suiteName();
        if (!own.equals(wanted)) {
            throw Problem.of("cli/suite")
                    .field("--identity")
                    .detail("证书套件与公告不符 · Your certificate is of the suite %s, the notice asks for %s.", own, wanted)
                    .remedy("Take a certificate of the notice's suite (jianzheng identity new --suite " + wanted
                            + ").");
        }
    }

    private List<PackageInput.FileToSeal> sources() throws IOException {
        var sources = new ArrayList<PackageInput.FileToSeal>();
        for (var text : files) {
            int split = Files.exists(Path.of(text)) ? -1 : text.lastIndexOf('=');
            var path = Path.of(split < 0 ? text : text.substring(0, split));
            if (!Files.isRegularFile(path)) {
                throw Problem.of("cli/file")
                        .field("--file")
                        .detail("没有这个文件 · There is no file %s.", path)
                        .remedy("Check the path.");
            }
            var name = split < 0 ? path.getFileName().toString() : text.substring(split + 1);
            var type = Files.probeContentType(path);
            sources.add(new PackageInput.FileToSeal(path, name, type == null ? "application/octet-stream" : type));
        }
        return sources;
    }

    private void warnOfAuthor(PackageInput.FileToSeal source) {
        AuthorMetadata.of(source.path())
                .forEach(found -> warn("文件属性泄露作者 · " + source.name() + " tells " + found.field() + " = " + found.value()
                        + "; remove it if bids are evaluated anonymously (实施条例 第四十条)"));
    }

    private void warn(String text) {
        err().println("警告 · Warning: " + text);
    }

    private void print(BidForm bid, TenderId tender, LotId lot, TrustFolder trusted) {
        out().println("已密封 · sealed: " + directory);
        out().println("  标段 lot        " + lot + " (tender " + tender + ", log " + trusted.origin() + ")");
        BidFormText.print(bid, out());
        out().println("仅封未投！下一步 · Sealed is not submitted. Next: jianzheng bid submit " + directory);
    }
}

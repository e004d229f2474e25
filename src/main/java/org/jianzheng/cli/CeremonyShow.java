package org.jianzheng.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Instants;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.sealing.DeadlineStatement;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description =
                "显示并核对开标公钥声明 · Print and check key and deadline statements: 0 all hold, 1 false, 2 an office is missing")
final class CeremonyShow extends ToolCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "声明 (CMS)，或 GET /lots/{lot}/opening-key 的答复 · Signed statements, or that answer, saved")
    private List<Path> files;

    @Mixin
    private TrustOption trust;

    @Override
    public Integer call() {
        var trusted = trust.read(tool());
        var keys = new LinkedHashMap<String, List<byte[]>>();
        var deadlines = new ArrayList<byte[]>();
        var all = files.stream().flatMap(file -> statements(file).stream()).toList();
        int status = Exit.OK;
        try {
            all.forEach(cms -> sort(cms, keys, deadlines));
            for (var one : keys.values()) {
                status = worse(status, show(one, deadlines, trusted));
            }
        } catch (Problem problem) {
            return isFalse(problem);
        }
        if (keys.isEmpty()) {
            throw Problem.of("cli/statement")
                    .detail("没有开标公钥声明 · None of these files is an opening-key statement.")
                    .remedy("Save GET /lots/{lot}/opening-key, or give the offices' signed statements.");
        }
        return status;
    }

    /** False wins over missing. */
    private static int worse(int one, int other) {
        return one == Exit.FALSE || other == Exit.FALSE ? Exit.FALSE : Math.max(one, other);
    }

    private static List<byte[]> statements(Path file) {
        var bytes = read(file);
        if (bytes.length == 0 || bytes[0] != '{') {
            return List.of(bytes);
        }
        var answer = new PlatformAnswer(200, bytes).as(LotAnswers.Key.class);
        var all = new ArrayList<byte[]>();
        Optional.ofNullable(answer.statements()).ifPresent(all::addAll);
        Optional.ofNullable(answer.deadlines()).ifPresent(all::addAll);
        return all;
    }

    private static void sort(byte[] cms, Map<String, List<byte[]>> keys, List<byte[]> deadlines) {
        var content = Cms.verify(cms).content();
        var tree = Canonical.read(content, com.fasterxml.jackson.databind.JsonNode.class);
        if (tree.has("verification")) {
            // One ceremony has one content; another content under it is a key of its own, and false.
            var ceremony = KeyStatement.read(content).ceremony();
            keys.computeIfAbsent(ceremony, name -> new ArrayList<>()).add(cms);
        } else {
            DeadlineStatement.read(content);
            deadlines.add(cms);
        }
    }

    private int show(List<byte[]> signed, List<byte[]> deadlines, Optional<TrustFolder> trusted) {
        var first = SignedForm.read(signed.get(0), KeyStatement.class);
        var statement = first.form();
        announce(statement.origin());
        out().println("仪式 ceremony   " + statement.ceremony());
        out().println("公钥 key        " + statement.key());
        out().println("标段 lot        " + statement.lot() + ", stage " + statement.stage() + " (tender "
                + statement.tender() + ")");
        out().println("法定数 quorum    " + statement.t() + " of " + statement.n() + ", at least " + statement.minBids()
                + " bids");
        statement.jointKey();
        var signers = new HashSet<String>();
        for (var cms : signed) {
            var one = SignedForm.read(cms, KeyStatement.class);
            if (!Arrays.equals(one.content(), first.content())) {
                return isFalse(Problem.of("sealing/untrusted-key")
                        .detail("The offices of one ceremony signed different statements.")
                        .remedy("Do not seal; show both to the supervisors."));
            }
            signers.add(one.signerId());
        }
        var deadline = DeadlineStatement.inForce(statement, deadlines);
        out().println("截止 not before " + Instants.format(deadline.notBefore()) + " (version " + deadline.version()
                + ")");
        return offices(statement, signers, trusted);
    }

    private int offices(KeyStatement statement, HashSet<String> signers, Optional<TrustFolder> trusted) {
        int status = Exit.OK;
        for (var custodian : statement.custodians()) {
            boolean has = signers.contains(custodian.signing());
            var known = trusted.map(folder -> folder.offices().stream()
                    .anyMatch(office -> office.name().equals(custodian.name())
                            && Certificates.id(office.signing()).equals(custodian.signing())));
            out().println("机构 office     " + custodian.name() + ": " + (has ? "已签 signed" : "未签 NOT signed")
                    + known.map(yes -> yes ? "" : ", 不在信任文件夹 NOT in your trust folder")
                            .orElse(""));
            if (known.isPresent() && !known.get()) {
                status = Exit.FALSE;
            } else if (!has && status == Exit.OK) {
                status = Exit.MISSING;
            }
        }
        if (trusted.isEmpty()) {
            out().println("未与信任文件夹核对 · not compared with a trust folder (--trust)");
        }
        return status;
    }
}

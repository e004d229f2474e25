package org.jianzheng.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.shared.Problem;

/**
 * The door: judges a case file.
 *
 * <p>Nothing in the file is believed: whatever is wrong with it becomes a finding that names the file or record. Only a
 * failing disk, or a trust folder or receipt that cannot be read, is thrown.
 */
public final class Replay {
    private Replay() {}

    /**
     * Opens and judges a case file; one that is no ZIP of the layout gets a report that says so (exit code 1).
     *
     * @param trust the reader's own trust folder; without it that of the file is used, and the report says whose it is
     * @param receipts receipt folders that must be borne out by the case
     */
    public static Report run(Path zip, Optional<TrustFolder> trust, List<Path> receipts) {
        receipts.forEach(Replay::requireFolder);
        CaseFile file;
        try {
            file = CaseFile.open(zip);
        } catch (Problem unreadable) {
            var findings = new Findings();
            findings.begin("zip");
            findings.isFalse(zip.getFileName().toString(), unreadable.slug(), "%s", unreadable.detail());
            findings.end();
            return findings.report(Report.About.unknown(zip.getFileName().toString()));
        }
        try (file) {
            return of(file, trust, receipts);
        }
    }

    /** Judges an open case file. */
    public static Report of(CaseFile file, Optional<TrustFolder> trust, List<Path> receipts) {
        var findings = new Findings();
        var name = file.path().getFileName().toString();
        findings.begin("case index");
        var index = findings.attempt(CaseNames.INDEX, "form", () -> CaseIndex.read(file.bytes(CaseNames.INDEX)));
        var carried = findings.attempt(CaseNames.TRUST, "form", () -> TrustFolder.read(carried(file)));
        findings.end();
        var used = trust.orElse(carried);
        if (index == null || used == null) {
            return findings.report(Report.About.unknown(name));
        }
        var evidence = new Evidence(file, index, used);
        if (trust.isPresent() && carried != null && !carried.fingerprint().equals(used.fingerprint())) {
            findings.note("the file carries another trust folder (%s) than yours", carried.fingerprint());
        }
        for (var check : checks(receipts)) {
            findings.begin(check.name());
            findings.run(check.name(), "check", () -> check.run(evidence, findings));
            findings.end();
        }
        return findings.report(new Report.About(
                name,
                index.sandbox(),
                index.origin(),
                index.tender().toString(),
                index.profile().toString(),
                trust.isPresent(),
                used.fingerprints()));
    }

    private static void requireFolder(Path receipt) {
        if (!Files.isDirectory(receipt)) {
            throw Problem.of("replay/receipt-folder")
                    .field("receipt")
                    .detail("There is no receipt folder %s.", receipt)
                    .remedy("Name the folder that holds record.json, salt, signature.p7s and receipt.tlog-proof.");
        }
    }

    private static List<Check> checks(List<Path> receipts) {
        return List.of(
                new SignatureCheck(),
                new FilesCheck(),
                new LogCheck(),
                new CompletenessCheck(),
                new ActsCheck(),
                new RulesCheck(),
                new DocumentsCheck(),
                new CeremonyCheck(),
                new BlameCheck(),
                new OutageCheck(),
                new DeadlineCheck(),
                new PeriodsCheck(),
                new ClosingCheck(),
                new BindingCheck(),
                new DestructionCheck(),
                new OrderCheck(),
                new FormsCheck(),
                new OpeningCheck(),
                new SessionCheck(),
                new ReceiptsCheck(receipts),
                new VouchedCheck());
    }

    private static Map<String, byte[]> carried(CaseFile file) {
        var files = new HashMap<String, byte[]>();
        for (var name : List.of(
                TrustFolder.POLICY_FILE,
                TrustFolder.OFFICES_FILE,
                TrustFolder.PLATFORM_FILE,
                TrustFolder.ANCHORS_FILE)) {
            files.put(name, file.bytes(CaseNames.TRUST + name));
        }
        return files;
    }
}

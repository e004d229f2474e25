package org.jianzheng.replay;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jianzheng.record.Commitment;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TlogProof;

/** Every record is in the log: form, salt, entry, and the path to one head that the policy's quorum has cosigned. */
final class LogCheck implements Check {
    private static final Pattern RECORD = Pattern.compile("records/([0-9]+)\\..*");
    private static final HexFormat HEX = HexFormat.of();

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        var note = findings.attempt(CaseNames.CHECKPOINT, "checkpoint", () -> head(evidence, findings));
        Set<String> ids = new HashSet<>();
        for (long index : indexes(evidence)) {
            var record = findings.attempt(CaseNames.record(index), "record", () -> read(evidence, index));
            if (record == null || !isProved(record, note, findings) || !belongs(record, evidence, findings)) {
                continue;
            }
            findings.require(
                    ids.add(record.form().id()), record.where(), "record-id", "Its id occurs twice in the case.");
            evidence.proved(record);
            findings.vouch(CaseNames.record(index));
            findings.vouch(CaseNames.salt(index));
            findings.vouch(CaseNames.proof(index));
        }
        findings.run("tender.published", "notice", evidence::arrange);
        if (evidence.notice().isEmpty()) {
            findings.missing("tender.published", "notice", "The record of the notice is not in the case file.");
        }
        findings.covered("%d records", evidence.records().size());
    }

    private static SignedNote head(Evidence evidence, Findings findings) {
        var bytes = evidence.file.bytes(CaseNames.CHECKPOINT);
        var note = SignedNote.parse(bytes);
        var head = evidence.trust.policy().verify(note);
        findings.vouch(CaseNames.CHECKPOINT);
        findings.require(
                Commitment.hash(bytes).equals(evidence.index.checkpoint()),
                CaseNames.CHECKPOINT,
                "checkpoint",
                "It is not the checkpoint that case.json names.");
        findings.covered(
                "head of size %d, cosigned by %s",
                head.checkpoint().size(), head.cosigners().stream().sorted().toList());
        return note;
    }

    private static SortedSet<Long> indexes(Evidence evidence) {
        var indexes = new TreeSet<Long>();
        for (var name : evidence.file.names()) {
            var match = RECORD.matcher(name);
            if (match.matches()) {
                indexes.add(Long.parseLong(match.group(1)));
            }
        }
        return indexes;
    }

    private static Logged read(Evidence evidence, long index) {
        var bytes = evidence.file.bytes(CaseNames.record(index));
        var salt = new String(evidence.file.bytes(CaseNames.salt(index)), StandardCharsets.ISO_8859_1);
        var proof = evidence.file.bytes(CaseNames.proof(index));
        if (!salt.matches("[0-9a-f]{64}")) {
            throw org.jianzheng.shared.Problem.of("replay/salt")
                    .detail("%s is not 64 lower-case hex digits.", CaseNames.salt(index));
        }
        return Logged.of(index, bytes, HEX.parseHex(salt), proof);
    }

    private static boolean isProved(Logged record, SignedNote note, Findings findings) {
        var holds = findings.attempt(record.where(), "inclusion", () -> {
            var proof = TlogProof.parse(record.proof());
            boolean exact = proof.extra().isEmpty() && java.util.Arrays.equals(proof.bytes(), record.proof());
            return findings.require(
                            exact
                                    && proof.index() == record.index()
                                    && proof.checkpoint().equals(note),
                            CaseNames.proof(record.index()),
                            "proof",
                            "It is not the proof of index %d to log/checkpoint.",
                            record.index())
                    && findings.require(
                            proof.leadsFrom(HEX.parseHex(record.entry())),
                            record.where(),
                            "inclusion",
                            "Record and salt are not the entry that the log holds at this index.");
        });
        return Boolean.TRUE.equals(holds);
    }

    private static boolean belongs(Logged record, Evidence evidence, Findings findings) {
        var tender = record.form().tender();
        return findings.require(
                tender == null || tender.equals(evidence.index.tender()),
                record.where(),
                "tender",
                "It is of another tender, %s.",
                tender);
    }
}

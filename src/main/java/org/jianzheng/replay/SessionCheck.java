package org.jianzheng.replay;

import java.util.Arrays;
import java.util.List;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.OpeningRecord;
import org.jianzheng.record.ReadOut;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Subject;

/** The opening record that the tendering office signed is the one that follows from the records; so is the read-out. */
final class SessionCheck implements Check {
    @Override
    public String name() {
        return "opening records";
    }

    @Override
    public void run(Evidence evidence, Findings findings) {
        for (var lot : evidence.lots()) {
            var signed = lot.of(RecordType.SESSION_RECORD);
            if (!signed.isEmpty()) {
                findings.run(
                        signed.get(0).where(), "opening-record", () -> check(evidence, findings, lot, signed.get(0)));
            } else if (lot.isOpened()) {
                findings.missing(lot.name(), "opening-record", "The lot was opened and no opening record is signed.");
            }
        }
    }

    private static void check(Evidence evidence, Findings findings, LotEvidence lot, Logged record) {
        var signed = Act.read(record.content()).data(OpeningRecord.Signing.class);
        var pdf = CaseNames.openingPdf(lot.id());
        findings.run(pdf, "opening-record", () -> {
            findings.require(
                    evidence.file.hash(pdf).equals(signed.pdf()),
                    pdf,
                    "opening-record",
                    "It is not the PDF signed for.");
            findings.vouch(pdf);
        });
        var json = CaseNames.openingRecord(lot.id());
        var bytes = evidence.file.bytes(json);
        if (findings.require(
                Commitment.hash(bytes).equals(signed.record()),
                json,
                "opening-record",
                "It is not the opening record signed for.")) {
            findings.vouch(json);
        }
        recompute(evidence, findings, lot, record, json, bytes);
        findings.covered(
                "%s: signed by %s",
                lot.name(), Subject.of(record.act().signer()).organisation());
    }

    private static void recompute(
            Evidence evidence, Findings findings, LotEvidence lot, Logged signed, String json, byte[] bytes) {
        if (evidence.rules().isEmpty() || lot.deadline().isEmpty()) {
            return;
        }
        var before = evidence.records().stream()
                .filter(r -> r.isOf(lot.id()) && r.index() < signed.index())
                .map(Logged::form)
                .toList();
        for (var readOut : lot.of(RecordType.SESSION_READ_OUT)) {
            findings.require(
                    Canonical.tree(ReadOut.rows(columns(evidence), before))
                            .equals(readOut.form().data().path("rows")),
                    readOut.where(),
                    "read-out",
                    "The rows read out are not those that the opened bids give.");
        }
        var expected = OpeningRecord.of(
                evidence.notice().orElseThrow(),
                lot.id(),
                lot.deadline().orElseThrow().notBefore(),
                columns(evidence),
                before);
        findings.require(
                Arrays.equals(expected.bytes(), bytes),
                json,
                "opening-record",
                "It is not the opening record that follows from the records.");
    }

    private static List<ReadOut.Column> columns(Evidence evidence) {
        return evidence.ruled().orElseThrow().procedure().readOut().stream()
                .map(column -> new ReadOut.Column(
                        column.key(), column.label().zh(), column.type().word()))
                .toList();
    }
}

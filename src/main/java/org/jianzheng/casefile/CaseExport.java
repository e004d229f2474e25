package org.jianzheng.casefile;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import org.jianzheng.bidding.Bids;
import org.jianzheng.ceremony.OpeningKeys;
import org.jianzheng.opening.Openings;
import org.jianzheng.record.Act;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.Signer;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.replay.CaseNames;
import org.jianzheng.replay.CaseWriter;
import org.jianzheng.replay.Profile;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tender.CaseMaterial;
import org.jianzheng.tender.LotStage;
import org.jianzheng.tender.LotView;
import org.jianzheng.tender.Tenders;
import org.jianzheng.witness.WitnessLog;

/** One case file about to be written: small things are at hand, packages and documents stream from the store. */
public final class CaseExport {
    /** The doors that the bytes come from. */
    record Sources(Tenders tenders, WitnessLog witness, OpeningKeys keys, Bids bids, Openings openings) {}

    private final Sources from;
    private final TenderId tender;
    private final CaseMaterial material;
    private final CaseRecords records;
    private final Profile profile;
    private final TrustFolder trust;
    private final Signer seal;

    CaseExport(
            Sources from,
            TenderId tender,
            CaseMaterial material,
            CaseRecords records,
            Profile profile,
            TrustFolder trust,
            Signer seal) {
        this.from = from;
        this.tender = tender;
        this.material = material;
        this.records = records;
        this.profile = profile;
        this.trust = trust;
        this.seal = seal;
    }

    /** A name for the file. */
    public String name() {
        return "case-" + material.notice().number() + "-" + profile + ".zip";
    }

    /** Writes the ZIP, in the same order each time; the stream stays open. When it fails the ZIP has no end. */
    public void writeTo(OutputStream out) throws IOException {
        var writer = new CaseWriter(out);
        for (var file : trust.files().entrySet()) {
            writer.add(CaseNames.TRUST + file.getKey(), file.getValue());
        }
        writer.add(CaseNames.CHECKPOINT, text(records.head().note()));
        for (var file : material.rules().entrySet()) {
            writer.add(CaseNames.RULES + file.getKey(), file.getValue());
        }
        documents(writer);
        for (var held : records.shown()) {
            record(writer, held);
        }
        for (var lot : material.lots()) {
            if (lot.stage() == LotStage.RECORDED) {
                new LotExport(from, lot, records, profile).writeTo(writer);
            }
            if (lot.stage() == LotStage.RECORDED || profile.holdsSecrets()) {
                LotExport.journals(from, lot, writer);
            }
        }
        var lots = material.lots().stream().map(LotView::lot).toList();
        writer.finish(new CaseWriter.About(profile, trust.origin(), tender, lots, records.withheld()), seal);
    }

    /** Only what the notice or a clarification names: a file that was uploaded and never issued is nobody's business. */
    private void documents(CaseWriter writer) throws IOException {
        var hashes = new LinkedHashSet<String>();
        material.notice().documents().forEach(document -> hashes.add(document.hash()));
        for (var held : records.shown(RecordType.CLARIFICATION_ISSUED)) {
            var act = Act.read(Cms.verify(held.form().act()).content());
            act.data(Notice.Clarification.class).documents().forEach(document -> hashes.add(document.hash()));
        }
        for (var hash : hashes) {
            // The stream may be read long after the request's own context has ended.
            var content =
                    QuarkusTransaction.requiringNew().call(() -> from.tenders().openDocument(tender, hash));
            writer.add(CaseNames.document(hash), content, false);
        }
    }

    private void record(CaseWriter writer, CaseRecords.Held held) throws IOException {
        long index = held.seen().index();
        writer.add(CaseNames.record(index), held.seen().record());
        writer.add(
                CaseNames.salt(index), text(HexFormat.of().formatHex(held.seen().salt())));
        writer.add(
                CaseNames.proof(index),
                text(from.witness().proof(index, records.head()).proof()));
    }

    static ByteArrayInputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

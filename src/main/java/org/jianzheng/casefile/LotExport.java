package org.jianzheng.casefile;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jianzheng.bidding.SealedSubmission;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.LotClosed;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.replay.CaseNames;
import org.jianzheng.replay.CaseWriter;
import org.jianzheng.replay.FailedBid;
import org.jianzheng.replay.Profile;
import org.jianzheng.sealing.Share;
import org.jianzheng.shared.BidId;
import org.jianzheng.tender.LotView;

/** What an opened lot adds to a case file: bids, shares, opening record. */
final class LotExport {
    private static final String STAGE = Notice.StageKey.OPENING;

    private final CaseExport.Sources from;
    private final LotView lot;
    private final CaseRecords records;
    private final Profile profile;

    LotExport(CaseExport.Sources from, LotView lot, CaseRecords records, Profile profile) {
        this.from = from;
        this.lot = lot;
        this.records = records;
        this.profile = profile;
    }

    void writeTo(CaseWriter writer) throws IOException {
        for (var bid : from.openings().remains(lot.lot())) {
            if (bid.slip() != null) {
                writer.add(CaseNames.slip(bid.submission()), bid.slip());
            }
            if (bid.form() != null) {
                writer.add(CaseNames.form(bid.submission()), bid.form());
            } else if (bid.shared() != null && profile.holdsSecrets()) {
                writer.add(
                        CaseNames.failed(bid.submission()),
                        FailedBid.of(bid.submission(), bid.shared()).bytes());
            }
        }
        if (profile.holdsSecrets()) {
            for (var bid : from.bids().sealed(lot.lot(), STAGE, listed())) {
                sealed(writer, bid);
            }
            shares(writer);
        }
        var signed = from.openings().signedRecord(lot.lot()).orElseThrow();
        writer.add(CaseNames.openingRecord(lot.lot()), signed.json());
        writer.add(CaseNames.openingPdf(lot.lot()), signed.pdf());
    }

    private CaseRecords.Held closed() {
        return records.shown(RecordType.LOT_CLOSED).stream()
                .filter(held -> lot.lot().equals(held.form().lot()))
                .findFirst()
                .orElseThrow();
    }

    private List<BidId> listed() {
        var indexes = closed().form().data(LotClosed.class).listed().stream().collect(Collectors.toSet());
        return records.shown(RecordType.BID_SUBMITTED).stream()
                .filter(held -> indexes.contains(held.seen().index()))
                .map(held -> SubmissionStatement.read(
                                Cms.verify(held.form().act()).content())
                        .id())
                .toList();
    }

    private static void sealed(CaseWriter writer, SealedSubmission bid) throws IOException {
        var id = bid.statement().id();
        writer.add(CaseNames.header(id), CaseExport.stream(bid.header()), false);
        for (int i = 0; i < bid.parts().size(); i++) {
            writer.add(CaseNames.part(id, i), bid.open().apply(bid.parts().get(i)), false);
        }
    }

    private void shares(CaseWriter writer) throws IOException {
        var list = HexFormat.of().formatHex(closed().seen().entry());
        for (var office : from.keys().shares(lot.lot(), STAGE, list)) {
            for (var share : office.shares().entrySet()) {
                var bid = BidId.fromString(share.getKey());
                writer.add(
                        CaseNames.share(lot.lot(), office.office(), bid),
                        Share.of(bid, share.getValue()).bytes());
            }
            for (var share : office.wrong().entrySet()) {
                // Exactly what its office signed for, however it reads: it convicts the office (envelope.md).
                if (share.getValue().bytes() != null) {
                    var name = CaseNames.share(lot.lot(), office.office(), BidId.fromString(share.getKey()));
                    writer.add(name, share.getValue().bytes());
                }
            }
        }
    }

    /** As the offices serve them now; an office that is silent is left out, its binds stand in the log. */
    static void journals(CaseExport.Sources from, LotView lot, CaseWriter writer) throws IOException {
        for (var journal : from.keys().journals(lot.lot(), STAGE).entrySet()) {
            writer.add(CaseNames.journal(lot.lot(), journal.getKey()), Canonical.write(journal.getValue()));
        }
    }
}

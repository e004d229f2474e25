package org.jianzheng.opening;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.PartyId;

/** What became of one listed bid: its form, or why there is none. Append-only. */
@Entity
@Table(name = "opened_bid")
class OpenedBidRow {
    @Id
    private UUID submission;

    private UUID lot;

    @Column(name = "log_index")
    private long index;

    private UUID party;
    private String bidder;
    private String organisation;
    private byte[] form;
    private byte[] slip;
    private byte[] shared;
    private String reason;
    private String detail;
    private String blame;

    protected OpenedBidRow() {}

    static OpenedBidRow of(LotId lot, Decided decided, byte[] encryptedShared) {
        var row = new OpenedBidRow();
        row.submission = decided.submission().value();
        row.lot = lot.value();
        row.index = decided.index();
        row.party = decided.party().value();
        row.bidder = decided.bidder();
        row.organisation = decided.organisation();
        row.form = decided.form();
        row.slip = decided.slip();
        row.shared = encryptedShared;
        row.reason = decided.reason();
        row.detail = decided.detail();
        row.blame = decided.blame();
        return row;
    }

    BidId submission() {
        return new BidId(submission);
    }

    long index() {
        return index;
    }

    PartyId party() {
        return new PartyId(party);
    }

    String bidder() {
        return bidder;
    }

    String organisation() {
        return organisation;
    }

    Optional<BidForm> form() {
        return Optional.ofNullable(form).map(BidForm::read);
    }

    byte[] slip() {
        return slip;
    }

    byte[] encryptedShared() {
        return shared;
    }

    /** Why it failed, or null. */
    String reason() {
        return reason;
    }

    String detail() {
        return detail;
    }

    String blame() {
        return blame;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<OpenedBidRow, UUID> {
        List<OpenedBidRow> of(LotId lot) {
            return list("lot = ?1 order by index", lot.value());
        }
    }
}

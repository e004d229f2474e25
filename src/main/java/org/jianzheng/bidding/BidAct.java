package org.jianzheng.bidding;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jianzheng.record.CloseRow;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;

/** An act that is in the log: a bid or a withdrawal, at its place in the bidder's chain. */
@Entity
@Table(name = "bid_act")
class BidAct {
    @Id
    private UUID record;

    private UUID lot;
    private byte[] party;
    private int seq;

    @Enumerated(EnumType.STRING)
    private CloseRow.Kind kind;

    private UUID submission;
    private byte[] sealed;

    protected BidAct() {}

    /** @param seal makes the encrypted content, bound to the {@link #row} it is given */
    BidAct(
            String record,
            LotId lot,
            byte[] party,
            int seq,
            CloseRow.Kind kind,
            BidId submission,
            Function<String, byte[]> seal) {
        this.record = UUID.fromString(record);
        this.lot = lot.value();
        this.party = party;
        this.seq = seq;
        this.kind = kind;
        this.submission = submission == null ? null : submission.value();
        this.sealed = seal.apply(row());
    }

    /** All that the table says of the act; the content is bound to it. */
    String row() {
        return "act " + record + " lot " + lot + " party " + HexFormat.of().formatHex(party) + " seq " + seq + " "
                + kind + " submission " + submission;
    }

    String record() {
        return record.toString();
    }

    int seq() {
        return seq;
    }

    CloseRow.Kind kind() {
        return kind;
    }

    Optional<BidId> submission() {
        return Optional.ofNullable(submission).map(BidId::new);
    }

    byte[] sealed() {
        return sealed;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<BidAct, UUID> {
        List<BidAct> of(LotId lot, byte[] party) {
            return list("lot = ?1 and party = ?2 order by seq", lot.value(), party);
        }

        List<BidAct> of(LotId lot) {
            return list("lot = ?1", lot.value());
        }

        Optional<BidAct> of(BidId submission) {
            return find("submission", submission.value()).firstResultOptional();
        }
    }
}

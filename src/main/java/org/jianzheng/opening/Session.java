package org.jianzheng.opening;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/** The opening session (开标会) of one lot, from its closing on. */
@Entity
@Table(name = "opening_session")
class Session {
    @Id
    private UUID lot;

    private UUID tender;

    @Column(name = "closed_at")
    private Instant closedAt;

    @Column(name = "list_record")
    private UUID listRecord;

    private int version;
    private int listed;
    private boolean ordered;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "next_seq")
    private long nextSeq = 1;

    protected Session() {}

    /**
     * @param listRecord id of the record {@code lot.closed}
     * @param version of the deadline in force
     */
    Session(TenderId tender, LotId lot, String listRecord, int version, int listed, Instant now) {
        this.tender = tender.value();
        this.lot = lot.value();
        this.listRecord = UUID.fromString(listRecord);
        this.version = version;
        this.listed = listed;
        this.closedAt = now;
    }

    void order() {
        ordered = true;
    }

    void open(Instant now) {
        if (openedAt != null) {
            throw new IllegalStateException("The bids of lot " + lot + " are open already");
        }
        openedAt = now;
    }

    /** The number of the next event; the caller holds this row's lock. */
    long takeSeq() {
        return nextSeq++;
    }

    LotId lot() {
        return new LotId(lot);
    }

    TenderId tender() {
        return new TenderId(tender);
    }

    String listRecord() {
        return listRecord.toString();
    }

    int version() {
        return version;
    }

    int listed() {
        return listed;
    }

    boolean ordered() {
        return ordered;
    }

    Instant closedAt() {
        return closedAt;
    }

    Optional<Instant> openedAt() {
        return Optional.ofNullable(openedAt);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Session, UUID> {
        List<LotId> unordered() {
            return find("ordered = false order by closedAt").stream()
                    .map(Session::lot)
                    .toList();
        }

        Optional<Session> of(LotId lot) {
            return findByIdOptional(lot.value());
        }

        Session lock(LotId lot) {
            return findById(lot.value(), LockModeType.PESSIMISTIC_WRITE);
        }
    }
}

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
import org.jianzheng.record.Canonical;
import org.jianzheng.rules.Parameter;
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

    @Column(name = "opened_record")
    private UUID openedRecord;

    @Column(name = "read_out")
    private byte[] readOut;

    @Column(name = "read_at")
    private Instant readAt;

    @Column(name = "read_record")
    private UUID readRecord;

    @Column(name = "ended_by")
    private UUID endedBy;

    private boolean indexed;

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

    /** @param lastRecord id of the last of the records that tell what became of the bids */
    void open(String lastRecord, Instant now) {
        require(openedAt == null, "are open already");
        openedAt = now;
        openedRecord = UUID.fromString(lastRecord);
    }

    /** @param record id of {@code session.read-out} */
    void readOut(ReadTable table, String record, Instant now) {
        require(openedAt != null && readRecord == null, "are not open, or were read out");
        readOut = Canonical.write(table);
        readAt = now;
        readRecord = UUID.fromString(record);
    }

    /** @param record id of {@code session.record}, or of {@code lot.not-opened} */
    void end(String record) {
        require(endedBy == null, "have their record already");
        endedBy = UUID.fromString(record);
    }

    /** Everything up to the end is listed in a stage index. */
    void index() {
        require(endedBy != null && !indexed, "cannot be indexed");
        indexed = true;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("The bids of lot " + lot + " " + otherwise);
        }
    }

    /** The number of the last event, 0 before the first. */
    long lastSeq() {
        return nextSeq - 1;
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

    Optional<String> openedRecord() {
        return Optional.ofNullable(openedRecord).map(UUID::toString);
    }

    /** What was read out, once it was. */
    Optional<ReadTable> readOut() {
        return Optional.ofNullable(readOut).map(bytes -> Canonical.read(bytes, ReadTable.class));
    }

    /** When a time that runs from the read-out ends; empty before it, and for a step without a window. */
    Optional<Instant> endOf(Optional<Parameter> window) {
        return Optional.ofNullable(readAt).flatMap(from -> window.map(time -> from.plus(time.duration())));
    }

    Optional<String> readRecord() {
        return Optional.ofNullable(readRecord).map(UUID::toString);
    }

    Optional<String> endedBy() {
        return Optional.ofNullable(endedBy).map(UUID::toString);
    }

    boolean indexed() {
        return indexed;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Session, UUID> {
        List<LotId> unordered() {
            return find("ordered = false order by closedAt").stream()
                    .map(Session::lot)
                    .toList();
        }

        List<LotId> unindexed() {
            return find("indexed = false and endedBy is not null order by closedAt").stream()
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

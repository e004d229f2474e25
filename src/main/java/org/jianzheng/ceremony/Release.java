package org.jianzheng.ceremony;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;

/** The release of one opening key's shares for one closed list, until its shares are destroyed. */
@Entity
class Release {
    enum State {
        /** The offices are asked to check the list and release. */
        ASKED,
        /** The opening record, or the decision not to open, is in the log: the offices destroy their shares. */
        ENDING,
        /** Every office has destroyed its share. */
        DONE
    }

    @Id
    private String key;

    private int version;
    private String list;
    private int listed;
    private byte[] attachment;

    @Column(name = "rows_hash")
    private String rowsHash;

    @Enumerated(EnumType.STRING)
    private State state = State.ASKED;

    @Column(name = "ended_by")
    private String endedBy;

    @Column(name = "destroy_by")
    private String destroyBy;

    @Column(name = "not_opened")
    private String notOpened;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Release() {}

    Release(String key, ReleaseOrder order, byte[] encryptedAttachment, String rowsHash, Instant now) {
        this.key = key;
        this.version = order.version();
        this.list = order.list();
        this.listed = order.listed();
        this.attachment = encryptedAttachment;
        this.rowsHash = rowsHash;
        this.createdAt = now;
    }

    Release(String key, Rebuild.Order order, byte[] encryptedAttachment, String rowsHash) {
        this.key = key;
        this.version = order.version();
        this.list = order.list();
        this.listed = order.listed();
        this.attachment = encryptedAttachment;
        this.rowsHash = rowsHash;
        this.createdAt = order.createdAt();
    }

    /** @param recordId of the record that ends the use of the key */
    void end(String recordId) {
        if (state == State.ASKED) {
            state = State.ENDING;
            endedBy = recordId;
        }
    }

    /**
     * @param order id of the tendering office's act
     * @param notOpenedRecord id of {@code lot.not-opened}, which offices see beside it
     */
    void destroyAtOnce(String order, String notOpenedRecord) {
        if (destroyBy == null && state != State.DONE) {
            destroyBy = order;
            notOpened = notOpenedRecord;
        }
    }

    void done() {
        state = State.DONE;
    }

    String key() {
        return key;
    }

    int version() {
        return version;
    }

    String list() {
        return list;
    }

    int listed() {
        return listed;
    }

    byte[] encryptedAttachment() {
        return attachment;
    }

    String rowsHash() {
        return rowsHash;
    }

    State state() {
        return state;
    }

    /** What the destruction of the shares rests on, or null while they are needed. */
    Basis basis() {
        if (destroyBy != null) {
            return new Basis(destroyBy, notOpened);
        }
        return endedBy == null ? null : new Basis(endedBy, null);
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Ids of records: the one that ends the use of the key, and, beside an act, {@code lot.not-opened}. */
    record Basis(String record, String notOpened) {}

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Release, String> {
        List<Release> open() {
            return list("state <> ?1 order by createdAt", State.DONE);
        }

        Release lock(String key) {
            return findById(key, LockModeType.PESSIMISTIC_WRITE);
        }
    }
}

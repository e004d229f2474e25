package org.jianzheng.bidding;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.jianzheng.record.ObjectRef;
import org.jianzheng.shared.BidId;

/** One object that a statement names, and where it lies once it has arrived. */
@Entity
@Table(name = "submission_object")
class SubmissionObject {
    @Embeddable
    record Key(UUID submission, String hash) {}

    @EmbeddedId
    private Key key;

    private int ordinal;
    private long size;
    private String object;

    protected SubmissionObject() {}

    SubmissionObject(BidId submission, int ordinal, ObjectRef ref) {
        this.key = new Key(submission.value(), ref.hash());
        this.ordinal = ordinal;
        this.size = ref.size();
    }

    void arrived(String name) {
        object = name;
    }

    boolean hasArrived() {
        return object != null;
    }

    String hash() {
        return key.hash();
    }

    long size() {
        return size;
    }

    /** The random name in the object store, or null. */
    String object() {
        return object;
    }

    /** The header is the first object of its envelope. */
    boolean isHeader() {
        return ordinal == 0;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SubmissionObject, Key> {
        List<SubmissionObject> of(BidId submission) {
            return list("key.submission = ?1 order by ordinal", submission.value());
        }

        long missing(BidId submission) {
            return count("key.submission = ?1 and object is null", submission.value());
        }

        SubmissionObject of(BidId submission, String hash) {
            return findById(new Key(submission.value(), hash));
        }
    }
}

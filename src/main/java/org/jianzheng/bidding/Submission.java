package org.jianzheng.bidding;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;

/** One stated submission; what it says and who stated it is encrypted. */
@Entity
class Submission {
    enum State {
        /** Stated; objects are arriving. At the deadline it counts as withdrawn (电子招标投标办法 第二十七条). */
        UPLOADING,
        /** Complete before the deadline: a bid. */
        COMPLETE,
        /** Another statement took its place before it was complete. */
        ABANDONED
    }

    @Id
    private UUID id;

    private UUID lot;
    private byte[] party;
    private byte[] sealed;

    @Enumerated(EnumType.STRING)
    private State state = State.UPLOADING;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Submission() {}

    /** @param seal makes the encrypted content, bound to the {@link #row} it is given */
    Submission(BidId id, LotId lot, byte[] party, Instant now, Function<String, byte[]> seal) {
        this.id = id.value();
        this.lot = lot.value();
        this.party = party;
        this.createdAt = now;
        this.sealed = seal.apply(row());
    }

    /** What the table says of whose submission this is; the content is bound to it. */
    String row() {
        return "submission " + id + " lot " + lot + " party " + HexFormat.of().formatHex(party);
    }

    void complete() {
        require(State.UPLOADING);
        state = State.COMPLETE;
    }

    void abandon() {
        require(State.UPLOADING);
        state = State.ABANDONED;
    }

    private void require(State expected) {
        if (state != expected) {
            throw new IllegalStateException("Submission " + id + " is " + state);
        }
    }

    BidId id() {
        return new BidId(id);
    }

    LotId lot() {
        return new LotId(lot);
    }

    byte[] party() {
        return party;
    }

    byte[] sealed() {
        return sealed;
    }

    State state() {
        return state;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Submission, UUID> {
        Optional<Submission> uploading(LotId lot, byte[] party) {
            return find("lot = ?1 and party = ?2 and state = ?3", lot.value(), party, State.UPLOADING)
                    .firstResultOptional();
        }

        List<Submission> uploading(LotId lot) {
            return list("lot = ?1 and state = ?2 order by createdAt", lot.value(), State.UPLOADING);
        }

        Optional<Submission> lock(BidId id) {
            return findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE);
        }
    }
}

package org.jianzheng.tender;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import org.jianzheng.record.Instants;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.witness.Altered;
import org.jianzheng.witness.PlatformKey;

/** One lot (标段): its ceiling, its deadline in force and its stage. */
@Entity
class Lot {
    @Id
    private UUID id;

    @ManyToOne(optional = false)
    @JoinColumn(name = "tender")
    private Tender tender;

    private int ordinal;
    private String number;
    private String name;
    private long ceiling;
    private Instant deadline;

    @Column(name = "deadline_version")
    private int deadlineVersion = 1;

    @Column(name = "deadline_mac")
    private byte[] deadlineMac;

    @Enumerated(EnumType.STRING)
    private LotStage stage = LotStage.DRAFT;

    @Column(name = "of_lots")
    private int ofLots;

    @Column(name = "stage_mac")
    private byte[] stageMac;

    protected Lot() {}

    Lot(LotId id, Tender tender, int ordinal, NewTender.NewLot draft, PlatformKey key) {
        this.id = id.value();
        this.tender = tender;
        this.ordinal = ordinal;
        this.number = tender.number() + String.format("%03d", ordinal);
        this.name = draft.name();
        this.ceiling = draft.ceiling().fen();
        this.deadline = Instants.parse(draft.deadline());
        this.ofLots = tender.draft().lots().size();
        this.deadlineMac = mac(key);
        bind(key);
    }

    private byte[] mac(PlatformKey key) {
        return key.lookup("tender/deadline", id, deadlineVersion, Instants.format(deadline));
    }

    /** @throws Altered when the row is not what the platform wrote */
    Lot requireBound(PlatformKey key) {
        if (!MessageDigest.isEqual(deadlineMac, mac(key))) {
            throw Altered.alarm("The deadline of lot " + id + " was moved in the database.");
        }
        new BoundStage(id, tender.id().value(), ordinal, ofLots, stage, stageMac).require(key);
        return this;
    }

    void advance(LotStage next, PlatformKey key) {
        stage = stage.to(next);
        bind(key);
    }

    private void bind(PlatformKey key) {
        stageMac = BoundStage.mac(key, id, tender.id().value(), ordinal, ofLots, stage);
    }

    /** The offices have signed a later deadline. */
    void moveDeadline(int version, Instant later, PlatformKey key) {
        if (version <= deadlineVersion || !later.isAfter(deadline) || stage != LotStage.PUBLISHED) {
            throw new IllegalStateException("Deadline " + version + " of lot " + number + " cannot come into force");
        }
        deadlineVersion = version;
        deadline = later;
        deadlineMac = mac(key);
    }

    LotId id() {
        return new LotId(id);
    }

    Tender tender() {
        return tender;
    }

    String number() {
        return number;
    }

    Instant deadline() {
        return deadline;
    }

    int deadlineVersion() {
        return deadlineVersion;
    }

    LotStage stage() {
        return stage;
    }

    LotView view() {
        return new LotView(
                tender.id(), id(), number, name, new Money(ceiling), Instants.format(deadline), deadlineVersion, stage);
    }
}

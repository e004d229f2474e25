package org.jianzheng.tender;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Notice;
import org.jianzheng.record.ReadOnce;
import org.jianzheng.shared.TenderId;

/** One tender (招标项目): a draft that its owner may still change, then a notice that nobody can. */
@Entity
class Tender {
    /** A notice never changes once it is signed, and every statement asks what it says. */
    private static final ReadOnce<Notice> NOTICES = new ReadOnce<>(500, bytes -> Canonical.read(bytes, Notice.class));

    @Id
    private UUID id;

    @ManyToOne(optional = false)
    @JoinColumn(name = "project")
    private Project project;

    private String number;
    private UUID party;

    @Column(name = "entity_cert")
    private String entityCertificate;

    private byte[] draft;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "published_at")
    private Instant publishedAt;

    private byte[] notice;
    private String rules;

    @OneToMany(mappedBy = "tender", cascade = CascadeType.PERSIST)
    @OrderBy("ordinal")
    private List<Lot> lots = new ArrayList<>();

    protected Tender() {}

    Tender(
            TenderId id,
            Project project,
            String number,
            UUID party,
            String entityCertificate,
            NewTender draft,
            Instant now) {
        this.id = id.value();
        this.project = project;
        this.number = number;
        this.party = party;
        this.entityCertificate = entityCertificate;
        this.draft = Canonical.write(draft);
        this.createdAt = now;
    }

    void add(Lot lot) {
        lots.add(lot);
    }

    /** The notice is out: from here on only clarifications and extensions add to it. */
    void publish(Notice published, Instant now) {
        if (isPublished()) {
            throw new IllegalStateException("Tender " + number + " is published already");
        }
        publishedAt = now;
        notice = Canonical.write(published);
        rules = published.rules();
    }

    boolean isPublished() {
        return publishedAt != null;
    }

    boolean belongsTo(UUID someParty) {
        return party.equals(someParty);
    }

    TenderId id() {
        return new TenderId(id);
    }

    Project project() {
        return project;
    }

    String number() {
        return number;
    }

    String entityCertificate() {
        return entityCertificate;
    }

    NewTender draft() {
        return Canonical.read(draft, NewTender.class);
    }

    Instant publishedAt() {
        return publishedAt;
    }

    Notice notice() {
        return isPublished() ? NOTICES.read(notice) : null;
    }

    String rules() {
        return rules;
    }

    List<Lot> lots() {
        return List.copyOf(lots);
    }
}

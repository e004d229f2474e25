package org.jianzheng.tender;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jianzheng.shared.ProjectId;

@Entity
class Project {
    @Id
    private UUID id;

    private String number;
    private String name;
    private UUID party;
    private String entity;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Project() {}

    Project(UUID id, String number, String name, UUID party, String entity, Instant now) {
        this.id = id;
        this.number = number;
        this.name = name;
        this.party = party;
        this.entity = entity;
        this.createdAt = now;
    }

    ProjectId id() {
        return new ProjectId(id);
    }

    String number() {
        return number;
    }

    String name() {
        return name;
    }

    String entity() {
        return entity;
    }

    boolean belongsTo(UUID someParty) {
        return party.equals(someParty);
    }
}

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
import java.util.Optional;
import java.util.UUID;
import org.jianzheng.record.Cms;
import org.jianzheng.sealing.Blame;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.shared.LotId;

/** One run of the key generation; its id is the hash of its plan. */
@Entity
class Ceremony {
    enum State {
        RUNNING,
        STATED,
        ABANDONED
    }

    @Id
    private String id;

    private UUID tender;
    private UUID lot;
    private String stage;
    private int attempt;
    private byte[] plan;

    @Enumerated(EnumType.STRING)
    private State state = State.RUNNING;

    private String reason;

    @Enumerated(EnumType.STRING)
    private Blame.Fault fault;

    private String blamed;
    private boolean awaits;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Ceremony() {}

    Ceremony(String id, CeremonyPlan plan, byte[] signedPlan, Instant now) {
        this.id = id;
        this.tender = plan.tender().value();
        this.lot = plan.lot().value();
        this.stage = plan.stage();
        this.attempt = plan.attempt();
        this.plan = signedPlan;
        this.createdAt = now;
    }

    String id() {
        return id;
    }

    byte[] signedPlan() {
        return plan;
    }

    CeremonyPlan plan() {
        return CeremonyPlan.read(Cms.verify(plan).content());
    }

    State state() {
        return state;
    }

    void stated() {
        requireRunning();
        state = State.STATED;
    }

    /** It has failed; the next attempt waits until {@link #succeeded}. */
    void abandon(Blame.Fault why, List<String> offices) {
        requireRunning();
        state = State.ABANDONED;
        reason = why.word();
        fault = why;
        blamed = String.join(",", offices);
        awaits = true;
    }

    /** The next attempt has begun. */
    void succeeded() {
        awaits = false;
    }

    boolean awaits() {
        return awaits;
    }

    int attempt() {
        return attempt;
    }

    /** Why it was abandoned; empty while it was not. */
    Optional<Blame.Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** Names of the offices that were blamed. */
    List<String> blamed() {
        return blamed == null || blamed.isEmpty() ? List.of() : List.of(blamed.split(","));
    }

    private void requireRunning() {
        if (state != State.RUNNING) {
            throw new IllegalStateException("Ceremony " + id + " is " + state);
        }
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<Ceremony, String> {
        List<String> running() {
            return find("state = ?1 order by createdAt", State.RUNNING).stream()
                    .map(Ceremony::id)
                    .toList();
        }

        List<Ceremony> of(LotId lot) {
            return list("lot", lot.value());
        }

        Ceremony lock(String id) {
            return findById(id, LockModeType.PESSIMISTIC_WRITE);
        }

        List<String> awaiting() {
            // Ids only: an entity read here would be taken as it is when it is locked later.
            return getEntityManager()
                    .createQuery("select c.id from Ceremony c where c.awaits order by c.createdAt", String.class)
                    .getResultList();
        }

        /** All attempts for a lot and stage, the first one first. */
        List<Ceremony> attempts(LotId lot, String stage) {
            return list("lot = ?1 and stage = ?2 order by attempt", lot.value(), stage);
        }
    }
}

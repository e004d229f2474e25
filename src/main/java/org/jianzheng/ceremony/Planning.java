package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.WitnessLog;

/** Writes and signs the plan that begins a key generation. */
@ApplicationScoped
class Planning {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Ceremony.Repository ceremonies;
    private final Offices offices;
    private final PlatformSeal seal;
    private final WitnessLog witness;
    private final boolean sandbox;

    Planning(Ceremony.Repository ceremonies, Offices offices, PlatformSeal seal, WitnessLog witness, Clock clock) {
        this.ceremonies = ceremonies;
        this.offices = offices;
        this.seal = seal;
        this.witness = witness;
        this.sandbox = clock instanceof SandboxClock;
    }

    void first(KeyRequest request, Instant now) {
        begin(
                new CeremonyPlan(
                        1,
                        CeremonyPlan.OPENING,
                        request.suite(),
                        request.tender(),
                        request.lot(),
                        request.stage(),
                        1,
                        request.offices(),
                        request.quorum(),
                        Instants.format(request.notBefore()),
                        sandbox ? 3 : 10,
                        sandbox ? 1 : 5,
                        request.minBids(),
                        offices.folder().origin(),
                        request.entity(),
                        Certificates.id(seal.combiner().certificate()),
                        offices.custodians(request.offices()),
                        nonce()),
                now);
    }

    /** Whether the ceremony could be begun anew, if these offices were blamed as well, with offices that never failed. */
    boolean hasSpare(Ceremony running, List<String> blamed) {
        var plan = running.plan();
        var unblamed = candidates(plan, true).stream()
                .filter(office -> !blamed.contains(office.name()))
                .count();
        return unblamed >= plan.n();
    }

    /**
     * Begins the next attempt after blame, with offices that were not blamed, never fewer than before (records.md §6);
     * one that was merely silent may be asked again when there is no other. Without enough offices nothing begins, and the
     * attempt keeps waiting.
     */
    void again(Ceremony failed, Instant now) {
        var plan = failed.plan();
        var unblamed = candidates(plan, true);
        var chosen = unblamed.size() < plan.n() ? candidates(plan, false) : unblamed;
        if (chosen.size() >= plan.n() && plan.notBeforeInstant().isAfter(now)) {
            failed.succeeded();
            begin(plan.again(offices.custodians(plan.n(), chosen), nonce()), now);
        }
    }

    /**
     * Who may take part in the next attempt: nobody of whom a fault is proven, those first that were not even silent.
     *
     * @param strict without those that were silent
     */
    List<TrustedOffice> candidates(CeremonyPlan plan, boolean strict) {
        var proven = new HashSet<String>();
        var silent = new HashSet<String>();
        for (var attempt : ceremonies.attempts(plan.lot(), plan.stage())) {
            attempt.fault().ifPresent(fault -> (fault.isProven() ? proven : silent).addAll(attempt.blamed()));
        }
        return offices.all().stream()
                .filter(office -> !proven.contains(office.name()))
                .filter(office -> !strict || !silent.contains(office.name()))
                .sorted(Comparator.comparing(office -> silent.contains(office.name())))
                .toList();
    }

    private void begin(CeremonyPlan plan, Instant now) {
        var signed = plan.sign(seal.seal());
        ceremonies.persist(new Ceremony(plan.ceremony(), plan, signed, now));
        witness.append(new NewRecord(
                RecordType.CEREMONY_PLAN,
                plan.tender(),
                plan.lot(),
                WitnessRecord.PLATFORM,
                now,
                Map.of(),
                signed,
                Audience.ACTOR_AND_SUPERVISORS));
    }

    private static String nonce() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

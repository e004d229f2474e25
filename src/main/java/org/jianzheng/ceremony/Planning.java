package org.jianzheng.ceremony;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jianzheng.identity.PlatformSeal;
import org.jianzheng.record.Audience;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
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

    /** A new attempt after blame: a fresh nonce and one more in the count, the same offices. */
    void again(CeremonyPlan failed, Instant now) {
        begin(
                new CeremonyPlan(
                        1,
                        failed.purpose(),
                        failed.suite(),
                        failed.tender(),
                        failed.lot(),
                        failed.stage(),
                        failed.attempt() + 1,
                        failed.n(),
                        failed.t(),
                        failed.notBefore(),
                        failed.graceSeconds(),
                        failed.settleSeconds(),
                        failed.minBids(),
                        failed.origin(),
                        failed.entity(),
                        failed.combiner(),
                        failed.custodians(),
                        nonce()),
                now);
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

package org.jianzheng.sealing;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * The plan of a key ceremony (M0), signed by the platform's seal: which lot and stage, which offices, which quorum, and
 * from when they may release.
 *
 * @param purpose {@code opening}; a client seals to no other
 * @param attempt 1, 2, …: a ceremony that failed is planned anew
 * @param notBefore the bid deadline, whole seconds
 * @param minBids with fewer listed bids nothing is opened
 * @param origin of the witness log
 * @param entity certificate id of the person who may extend the deadline
 * @param combiner certificate id that decryption shares are encrypted to
 * @param custodians the offices in index order
 * @param nonce 32 hex digits, so that no two plans are equal
 */
public record CeremonyPlan(
        int v,
        String purpose,
        String suite,
        TenderId tender,
        LotId lot,
        String stage,
        int attempt,
        int n,
        int t,
        String notBefore,
        int graceSeconds,
        int settleSeconds,
        int minBids,
        String origin,
        String entity,
        String combiner,
        List<Custodian> custodians,
        String nonce) {
    public static final String OPENING = "opening";

    /** One office; {@code signing} and {@code encryption} are certificate ids. */
    public record Custodian(int index, String name, String signing, String encryption) {
        public Custodian {
            KeyForms.name("custodians.name", name);
            KeyForms.hex("custodians.signing", signing, 64);
            KeyForms.hex("custodians.encryption", encryption, 64);
        }
    }

    public CeremonyPlan {
        custodians = KeyForms.list("custodians", custodians);
        KeyForms.version(v);
        KeyForms.purpose(purpose);
        Suite.of(suite);
        KeyForms.present("tender", tender);
        KeyForms.present("lot", lot);
        KeyForms.name("stage", stage);
        KeyForms.range("attempt", attempt, 1, 1000);
        KeyForms.timing(origin, notBefore, graceSeconds, settleSeconds);
        KeyForms.range("minBids", minBids, 1, 100);
        KeyForms.hex("entity", entity, 64);
        KeyForms.hex("combiner", combiner, 64);
        KeyForms.hex("nonce", nonce, 32);
        KeyForms.custodians(custodians, n, t);
    }

    /** The plan of the next attempt: other custodians, everything else as it is. */
    public CeremonyPlan again(List<Custodian> others, String freshNonce) {
        return new CeremonyPlan(
                v,
                purpose,
                suite,
                tender,
                lot,
                stage,
                attempt + 1,
                n,
                t,
                notBefore,
                graceSeconds,
                settleSeconds,
                minBids,
                origin,
                entity,
                combiner,
                others,
                freshNonce);
    }

    /** Reads the content of a plan's CMS. */
    public static CeremonyPlan read(byte[] content) {
        return Canonical.read(content, CeremonyPlan.class);
    }

    public byte[] bytes() {
        return Canonical.write(this);
    }

    public byte[] sign(Signer platform) {
        return Cms.sign(bytes(), platform);
    }

    /** The ceremony's name: hex SHA-256 of the plan's bytes. */
    public String ceremony() {
        return KeyForms.sha256(bytes());
    }

    /** What the arithmetic needs of it. */
    public Dkg.Ceremony arithmetic() {
        return new Dkg.Ceremony(Suite.of(suite), HexFormat.of().parseHex(ceremony()), n, t);
    }

    public Instant notBeforeInstant() {
        return Instants.parse(notBefore);
    }
}

package org.jianzheng.sealing;

import java.time.Instant;
import java.util.List;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * The opening-key statement (M4): the same bytes signed by every office of the ceremony.
 *
 * <p>It says which key bids of this lot and stage are sealed to, who can open them and from when. A client seals only
 * after {@link ClientRule}. Fields as in {@link CeremonyPlan}; in addition:
 *
 * @param ceremony hex SHA-256 of the plan
 * @param q base64 of the compressed opening key
 * @param verification base64 of V_1 … V_n
 * @param transcript as in the acks
 */
public record KeyStatement(
        int v,
        String purpose,
        String ceremony,
        String suite,
        TenderId tender,
        LotId lot,
        String stage,
        int n,
        int t,
        String q,
        List<String> verification,
        String transcript,
        String notBefore,
        int graceSeconds,
        int settleSeconds,
        int minBids,
        String origin,
        String combiner,
        String entity,
        List<CeremonyPlan.Custodian> custodians) {
    public KeyStatement {
        verification = KeyForms.list("verification", verification);
        custodians = KeyForms.list("custodians", custodians);
        KeyForms.version(v);
        KeyForms.purpose(purpose);
        KeyForms.hex("ceremony", ceremony, 64);
        Suite.of(suite);
        KeyForms.present("tender", tender);
        KeyForms.present("lot", lot);
        KeyForms.name("stage", stage);
        KeyForms.hex("transcript", transcript, 64);
        KeyForms.timing(origin, notBefore, graceSeconds, settleSeconds);
        KeyForms.range("minBids", minBids, 1, 100);
        KeyForms.hex("combiner", combiner, 64);
        KeyForms.hex("entity", entity, 64);
        KeyForms.custodians(custodians, n, t);
        KeyForms.require("verification", verification.size() == n, "has " + verification.size() + " keys, not " + n);
        KeyForms.point(Suite.of(suite), "q", q);
    }

    /** The statement every honest office of {@code plan} arrives at. */
    public static KeyStatement of(CeremonyPlan plan, JointKey key, String transcript) {
        return new KeyStatement(
                1,
                plan.purpose(),
                plan.ceremony(),
                plan.suite(),
                plan.tender(),
                plan.lot(),
                plan.stage(),
                plan.n(),
                plan.t(),
                KeyForms.text(key.q()),
                key.verificationKeys().stream().map(KeyForms::text).toList(),
                transcript,
                plan.notBefore(),
                plan.graceSeconds(),
                plan.settleSeconds(),
                plan.minBids(),
                plan.origin(),
                plan.combiner(),
                plan.entity(),
                plan.custodians());
    }

    public static KeyStatement read(byte[] content) {
        return Canonical.read(content, KeyStatement.class);
    }

    public byte[] bytes() {
        return Canonical.write(this);
    }

    public byte[] sign(Signer office) {
        return Cms.sign(bytes(), office);
    }

    /** Q as a point. */
    public Point point() {
        return KeyForms.point(Suite.of(suite), "q", q);
    }

    /** The key's name: hex SHA-256 of Q's SubjectPublicKeyInfo. */
    public String key() {
        return point().keyId();
    }

    /**
     * Q, quorum and verification keys, checked to belong together.
     *
     * @throws Problem {@code sealing/joint-key} otherwise
     */
    public JointKey jointKey() {
        var of = Suite.of(suite);
        var keys = verification.stream()
                .map(text -> KeyForms.point(of, "verification", text))
                .toList();
        return new JointKey(point(), t, keys);
    }

    public Instant notBeforeInstant() {
        return Instants.parse(notBefore);
    }

    /** The custodian whose signing certificate has this id; null when it is none of them. */
    public CeremonyPlan.Custodian signedBy(String certificateId) {
        return custodians.stream()
                .filter(custodian -> custodian.signing().equals(certificateId))
                .findFirst()
                .orElse(null);
    }
}

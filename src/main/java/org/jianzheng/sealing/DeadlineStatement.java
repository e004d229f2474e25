package org.jianzheng.sealing;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.Problem;

/**
 * An office's word that the deadline of a key moved, over the procuring entity's act.
 *
 * @param version the key statement is version 1, so these count from 2
 * @param act hex SHA-256 of the content of the act that moved it
 */
public record DeadlineStatement(int v, String key, int version, String notBefore, String act) {
    /** The deadline that counts and its version. */
    public record InForce(int version, Instant notBefore) {}

    public DeadlineStatement {
        KeyForms.version(v);
        KeyForms.hex("key", key, 64);
        KeyForms.range("version", version, 2, 1000);
        KeyForms.wholeSeconds("notBefore", notBefore);
        KeyForms.hex("act", act, 64);
    }

    public static DeadlineStatement of(String key, int version, Instant notBefore, byte[] actContent) {
        return new DeadlineStatement(1, key, version, Instants.format(notBefore), KeyForms.sha256(actContent));
    }

    public static DeadlineStatement read(byte[] content) {
        return Canonical.read(content, DeadlineStatement.class);
    }

    public byte[] bytes() {
        return Canonical.write(this);
    }

    public byte[] sign(Signer office) {
        return Cms.sign(bytes(), office);
    }

    /**
     * The highest version that at least n − t + 1 offices of the key signed with equal content, so that no quorum can
     * be made without one that knows it.
     *
     * @param statements CMS in any order; those of other keys or by others than the key's offices do not count
     */
    public static InForce inForce(KeyStatement key, List<byte[]> statements) {
        var signers = new HashMap<DeadlineStatement, Set<Integer>>();
        for (var cms : statements) {
            var signed = SignedForm.read(cms, DeadlineStatement.class);
            var custodian = key.signedBy(signed.signerId());
            if (custodian != null && signed.form().key().equals(key.key())) {
                signers.computeIfAbsent(signed.form(), form -> new HashSet<>()).add(custodian.index());
            }
        }
        var best = new InForce(1, key.notBeforeInstant());
        for (var entry : signers.entrySet()) {
            if (entry.getValue().size() > key.n() - key.t()) {
                best = later(best, entry.getKey());
            }
        }
        return best;
    }

    private static InForce later(InForce best, DeadlineStatement form) {
        var moved = new InForce(form.version, Instants.parse(form.notBefore));
        boolean newer = moved.version > best.version;
        // A deadline only ever moves later, and a version says one thing: anything else is double-dealing.
        if (moved.version == best.version || newer != moved.notBefore.isAfter(best.notBefore)) {
            throw Problem.of("sealing/deadline")
                    .status(409)
                    .detail(
                            "Versions %d and %d of the deadline contradict each other (%s, %s).",
                            best.version,
                            moved.version,
                            Instants.format(best.notBefore),
                            Instants.format(moved.notBefore))
                    .remedy("Do not seal; show these statements to the supervisors.");
        }
        return newer ? moved : best;
    }
}

package org.jianzheng.sealing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Instants;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * When a client may seal to a key: every office of its own trust folder that holds a share signed the very statement it
 * was given. Without this check an insider substitutes Q and the ceremony is worthless.
 */
public final class ClientRule {
    /** What the client wants to seal for, as the notice says. */
    public record Wanted(TenderId tender, LotId lot, String stage, String suite, Instant deadline) {}

    /** A key that may be sealed to. */
    public record UsableKey(KeyStatement statement, JointKey key, DeadlineStatement.InForce deadline) {
        public Point q() {
            return key.q();
        }
    }

    private ClientRule() {}

    /**
     * Checks an opening key.
     *
     * @param statements the key statement's CMS by each of its n offices, in any order
     * @param deadlines CMS of deadline statements, perhaps none
     * @throws Problem {@code sealing/untrusted-key} saying why this key must not be used
     */
    public static UsableKey check(
            List<byte[]> statements, List<byte[]> deadlines, TrustFolder trust, Wanted wanted, Instant now) {
        if (statements.isEmpty()) {
            throw refuse("no office has signed a statement for it");
        }
        var content = SignedForm.read(statements.get(0), KeyStatement.class);
        var statement = content.form();
        checkPurpose(statement, trust, wanted);
        checkOffices(statement, content.content(), statements, trust, now);
        var deadline = DeadlineStatement.inForce(statement, deadlines);
        if (!deadline.notBefore().equals(wanted.deadline())) {
            throw refuse("the offices open at " + Instants.format(deadline.notBefore()) + ", the notice says "
                    + Instants.format(wanted.deadline()));
        }
        return new UsableKey(statement, statement.jointKey(), deadline);
    }

    /** As {@link #check}, and {@code certificate} is of the same key. */
    public static UsableKey check(
            List<byte[]> statements,
            List<byte[]> deadlines,
            X509Certificate certificate,
            TrustFolder trust,
            Wanted wanted,
            Instant now) {
        var usable = check(statements, deadlines, trust, wanted, now);
        if (!Point.of(usable.key().suite(), certificate.getPublicKey()).equals(usable.q())) {
            throw refuse("its certificate is of another key");
        }
        return usable;
    }

    private static void checkPurpose(KeyStatement statement, TrustFolder trust, Wanted wanted) {
        same("tender", statement.tender(), wanted.tender());
        same("lot", statement.lot(), wanted.lot());
        same("stage", statement.stage(), wanted.stage());
        same("suite", statement.suite(), wanted.suite());
        same("log", statement.origin(), trust.origin());
        if (trust.combiner(statement.combiner()).isEmpty()) {
            throw refuse("its shares would go to a certificate the trust folder does not name");
        }
    }

    private static void checkOffices(
            KeyStatement statement, byte[] content, List<byte[]> statements, TrustFolder trust, Instant now) {
        var signed = new HashSet<String>();
        for (var cms : statements) {
            var one = SignedForm.read(cms, KeyStatement.class);
            if (!java.util.Arrays.equals(one.content(), content)) {
                throw refuse("its offices signed different statements");
            }
            signed.add(one.signerId());
        }
        for (var custodian : statement.custodians()) {
            var office = trust.offices().stream()
                    .filter(known -> isThat(known, custodian))
                    .findFirst()
                    .orElseThrow(
                            () -> refuse("custodian " + custodian.name() + " is not an office of the trust folder"));
            trust.anchors().check(office.signing(), now);
            if (!signed.contains(custodian.signing())) {
                throw refuse("office " + custodian.name() + " has not signed its statement");
            }
        }
    }

    private static boolean isThat(TrustedOffice known, CeremonyPlan.Custodian custodian) {
        return known.name().equals(custodian.name())
                && Certificates.id(known.signing()).equals(custodian.signing())
                && Certificates.id(known.encryption()).equals(custodian.encryption());
    }

    private static void same(String field, Object stated, Object wanted) {
        if (!stated.equals(wanted)) {
            throw refuse("it is for the " + field + " " + stated + ", not " + wanted);
        }
    }

    private static Problem refuse(String reason) {
        return Problem.of("sealing/untrusted-key")
                .status(409)
                .detail("This opening key must not be used: %s.", reason)
                .remedy("Do not seal. Fetch the key statements again, and report it if that does not help.");
    }
}

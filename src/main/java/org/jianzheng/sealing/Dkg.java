package org.jianzheng.sealing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.jianzheng.shared.Problem;

/**
 * The arithmetic of the key ceremony: joint Feldman/Pedersen key generation, commit first, then reveal with proof of
 * knowledge. Pure functions; who sends what when is the office's business.
 *
 * <p>No machine ever holds the private key. A dealer that lies is named by index; the ceremony restarts without it.
 */
public final class Dkg {
    private static final byte[] COMMIT = "eop/dkg/commit/v1".getBytes(StandardCharsets.US_ASCII);
    private static final String PROOF = "eop/dkg/pok/v1";

    /**
     * What the plan fixes.
     *
     * @param ceremony 32 raw bytes, SHA-256 of the plan
     * @param n custodians
     * @param t quorum, more than half of n
     */
    public record Ceremony(Suite suite, byte[] ceremony, int n, int t) {
        public Ceremony {
            if (ceremony.length != 32) {
                throw new IllegalArgumentException("A ceremony is named by 32 bytes");
            }
            if (n > 99 || t > n || t <= n - t) {
                throw Problem.of("sealing/quorum")
                        .detail("A quorum of %d of %d offices is refused: more than half must agree.", t, n)
                        .remedy("Plan 2 of 3, 3 of 4, 3 of 5 or 4 of 5.");
            }
        }
    }

    /** What a dealer makes public after all have committed (M2): commitments, proof of knowledge, salt. */
    public record Reveal(List<Point> commitments, Scalar c, Scalar z, byte[] salt) {
        public Reveal {
            commitments = List.copyOf(commitments);
        }
    }

    private Dkg() {}

    /** Makes dealer {@code i}'s reveal: proves that it knows its constant term, under a fresh nonce and salt. */
    public static Reveal reveal(Ceremony ceremony, int i, Polynomial polynomial, SecureRandom random) {
        var salt = new byte[32];
        random.nextBytes(salt);
        return reveal(ceremony, i, polynomial, Scalar.random(ceremony.suite, random), salt);
    }

    static Reveal reveal(Ceremony ceremony, int i, Polynomial polynomial, Scalar w, byte[] salt) {
        var commitments = polynomial.commitments();
        if (commitments.size() != ceremony.t) {
            throw new IllegalArgumentException("The polynomial is of another quorum");
        }
        var c = challenge(ceremony, i, commitments.get(0), w.timesGenerator());
        var z = w.plus(c.times(polynomial.coefficients().get(0)));
        return new Reveal(commitments, c, z, salt);
    }

    /** The commitment (M1) that binds dealer {@code i} to its reveal before it sees the others'. */
    public static byte[] commitment(Ceremony ceremony, int i, Reveal reveal) {
        // SHA-256 in every suite, like the ceremony's name: it binds, and hides only what is revealed soon after.
        var digest = Digests.sha256();
        digest.update(COMMIT);
        digest.update(ceremony.ceremony);
        digest.update(Hashing.u32(i));
        reveal.commitments.forEach(point -> digest.update(point.enc()));
        digest.update(reveal.c.bytes());
        digest.update(reveal.z.bytes());
        digest.update(reveal.salt);
        return digest.digest();
    }

    /**
     * Checks dealer {@code i}'s reveal against its commitment, and its proof of knowledge.
     *
     * @throws Problem {@code sealing/dealer} with member {@code dealer} naming the one at fault
     */
    public static void check(Ceremony ceremony, int i, Reveal reveal, byte[] commitment) {
        if (reveal.commitments.size() != ceremony.t || reveal.salt.length != 32) {
            throw blame(i, "its reveal is not of this quorum");
        }
        if (!MessageDigest.isEqual(commitment(ceremony, i, reveal), commitment)) {
            throw blame(i, "its reveal is not what it committed to");
        }
        var constant = reveal.commitments.get(0);
        var minusC = reveal.c.value().negate().mod(ceremony.suite.order());
        var wG = ECAlgorithms.sumOfTwoMultiplies(
                ceremony.suite.generator().ec(), reveal.z.value(), constant.ec(), minusC);
        if (wG.isInfinity()
                || !challenge(ceremony, i, constant, new Point(ceremony.suite, wG))
                        .equals(reveal.c)) {
            throw blame(i, "its proof of knowledge is wrong");
        }
    }

    /** Whether f_i(j) fits dealer i's commitments: {@code f_i(j) G = Σ j^k A_ik}. */
    public static boolean isShareOf(List<Point> commitments, int j, Scalar share) {
        var expected = evaluate(commitments, j);
        return !share.isZero()
                && !expected.isInfinity()
                && share.timesGenerator().ec().equals(expected);
    }

    /** The joint key that all reveals, in dealer order, add up to: Q and every verification key V_j. */
    public static JointKey jointKey(Ceremony ceremony, List<Reveal> reveals) {
        if (reveals.size() != ceremony.n) {
            throw new IllegalArgumentException("All " + ceremony.n + " reveals are needed");
        }
        var sums = new ArrayList<Point>();
        for (int k = 0; k < ceremony.t; k++) {
            var sum = ceremony.suite.curve().getInfinity();
            for (var reveal : reveals) {
                sum = sum.add(reveal.commitments.get(k).ec());
            }
            sums.add(new Point(ceremony.suite, sum));
        }
        var verification = new ArrayList<Point>();
        for (int j = 1; j <= ceremony.n; j++) {
            verification.add(new Point(ceremony.suite, evaluate(sums, j)));
        }
        return new JointKey(sums.get(0), ceremony.t, verification);
    }

    /**
     * Custodian {@code j}'s share of the private key, from the shares dealt to it in dealer order.
     *
     * @throws Problem {@code sealing/dealer} naming the first dealer whose share does not fit its commitments
     */
    public static KeyShare keyShare(Ceremony ceremony, int j, List<Scalar> dealt, List<Reveal> reveals) {
        if (dealt.size() != ceremony.n) {
            throw new IllegalArgumentException("All " + ceremony.n + " shares are needed");
        }
        var x = new Scalar(ceremony.suite, BigInteger.ZERO);
        for (int i = 0; i < ceremony.n; i++) {
            if (!isShareOf(reveals.get(i).commitments, j, dealt.get(i))) {
                throw blame(i + 1, "the share it dealt to custodian " + j + " does not fit its commitments");
            }
            x = x.plus(dealt.get(i));
        }
        var share = new KeyShare(j, x);
        if (!share.verificationKey().equals(jointKey(ceremony, reveals).verificationKey(j))) {
            throw new IllegalStateException("The sum of valid shares must fit the joint key");
        }
        return share;
    }

    /** Σ j^k A_k, of public points only. */
    private static ECPoint evaluate(List<Point> commitments, int j) {
        var at = BigInteger.valueOf(j);
        var sum = commitments.get(commitments.size() - 1).ec();
        for (int k = commitments.size() - 2; k >= 0; k--) {
            sum = ECAlgorithms.referenceMultiply(sum, at).add(commitments.get(k).ec());
        }
        return sum.normalize();
    }

    private static Scalar challenge(Ceremony ceremony, int i, Point constant, Point wG) {
        var where =
                KeyForms.digest(ceremony.ceremony, Hashing.u32(i), Hashing.u32(ceremony.n), Hashing.u32(ceremony.t));
        return Hashing.h(ceremony.suite, PROOF, constant.enc(), wG.enc(), where);
    }

    private static Problem blame(int dealer, String reason) {
        return Problem.of("sealing/dealer")
                .with("dealer", dealer)
                .detail("Dealer %d is refused: %s.", dealer, reason)
                .remedy("Restart the ceremony without this office; its signed messages prove the fault.");
    }
}

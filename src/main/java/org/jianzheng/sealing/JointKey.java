package org.jianzheng.sealing;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.jianzheng.shared.Problem;

/**
 * The public side of an opening key: Q, the quorum t, and the verification key of every custodian.
 *
 * <p>Guarantee: the verification keys lie on one polynomial of degree t − 1 whose constant is Q, so any t shares that
 * verify against them give the same opening.
 *
 * @param q the key that bids are sealed to
 * @param t how many shares open
 * @param verificationKeys V_1 … V_n
 */
public record JointKey(Point q, int t, List<Point> verificationKeys) {
    public JointKey {
        verificationKeys = List.copyOf(verificationKeys);
        int n = verificationKeys.size();
        if (t < 1 || t > n) {
            throw Problem.of("sealing/quorum")
                    .detail("A quorum of %d of %d verification keys is impossible.", t, n)
                    .remedy("Take the opening-key statement as the offices signed it.");
        }
        var first = IntStream.rangeClosed(1, t).toArray();
        if (!interpolate(first, verificationKeys, 0).equals(q.ec())) {
            throw inconsistent(0);
        }
        for (int j = t + 1; j <= n; j++) {
            if (!interpolate(first, verificationKeys, j)
                    .equals(verificationKeys.get(j - 1).ec())) {
                throw inconsistent(j);
            }
        }
    }

    public int n() {
        return verificationKeys.size();
    }

    public Suite suite() {
        return q.suite();
    }

    /** V_j of custodian {@code index}, counted from 1. */
    public Point verificationKey(int index) {
        if (index < 1 || index > n()) {
            throw Problem.of("sealing/share")
                    .with("share", index)
                    .detail("There is no custodian %d among %d.", index, n())
                    .remedy("Drop this share.");
        }
        return verificationKeys.get(index - 1);
    }

    /** λ_j of {@code indexes} for the value of the polynomial at {@code at}. */
    static BigInteger lagrange(BigInteger order, int[] indexes, int j, int at) {
        var numerator = BigInteger.ONE;
        var denominator = BigInteger.ONE;
        for (int m : indexes) {
            if (m != j) {
                numerator =
                        numerator.multiply(BigInteger.valueOf((long) at - m)).mod(order);
                denominator =
                        denominator.multiply(BigInteger.valueOf((long) j - m)).mod(order);
            }
        }
        return numerator.multiply(denominator.modInverse(order)).mod(order);
    }

    private static ECPoint interpolate(int[] indexes, List<Point> keys, int at) {
        var order = keys.get(0).suite().order();
        var points = new ECPoint[indexes.length];
        var factors = new BigInteger[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            points[i] = keys.get(indexes[i] - 1).ec();
            factors[i] = lagrange(order, indexes, indexes[i], at);
        }
        return ECAlgorithms.sumOfMultiplies(points, factors).normalize();
    }

    private static Problem inconsistent(int index) {
        return Problem.of("sealing/joint-key")
                .detail(
                        index == 0
                                ? "The verification keys do not add up to the opening key."
                                : "Verification key " + index + " does not belong to the opening key.")
                .remedy("Do not seal to this key; ask the offices for their signed statement.");
    }
}

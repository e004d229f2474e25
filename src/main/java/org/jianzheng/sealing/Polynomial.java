package org.jianzheng.sealing;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/** A dealer's secret polynomial of degree t − 1; destroyed by forgetting it once the shares are dealt. */
public final class Polynomial {
    private final List<Scalar> coefficients;

    private Polynomial(List<Scalar> coefficients) {
        this.coefficients = List.copyOf(coefficients);
    }

    /** Draws {@code quorum} coefficients. */
    public static Polynomial random(Suite suite, int quorum, SecureRandom random) {
        return new Polynomial(Stream.generate(() -> Scalar.random(suite, random))
                .limit(quorum)
                .toList());
    }

    /** Takes coefficients that were stored, constant first, so that an office can resume after a restart. */
    public static Polynomial of(List<Scalar> coefficients) {
        return new Polynomial(coefficients);
    }

    /** The coefficients, constant first, for the office's own encrypted store only. */
    public List<Scalar> coefficients() {
        return coefficients;
    }

    /** The share of custodian {@code index} (from 1): f(index). */
    public Scalar shareFor(int index) {
        if (index < 1) {
            // f(0) is the secret itself.
            throw new IllegalArgumentException("Custodians are counted from 1, not " + index);
        }
        var suite = coefficients.get(0).suite();
        var at = new Scalar(suite, BigInteger.valueOf(index));
        var sum = new Scalar(suite, BigInteger.ZERO);
        for (int k = coefficients.size() - 1; k >= 0; k--) {
            sum = sum.times(at).plus(coefficients.get(k));
        }
        return sum;
    }

    /** A_k = a_k G. */
    public List<Point> commitments() {
        return coefficients.stream().map(Scalar::timesGenerator).toList();
    }

    @Override
    public String toString() {
        return "Polynomial[hidden]";
    }
}

package org.jianzheng.sealing;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jianzheng.shared.Problem;

/**
 * A number modulo the order of the curve. It may be a secret, so it never prints itself; ask {@link #bytes} on purpose.
 *
 * <p>Multiplications of points by a scalar run in constant time; additions and products of scalars are
 * {@link BigInteger}'s, which is not.
 */
public final class Scalar {
    private final Suite suite;
    private final BigInteger value;

    Scalar(Suite suite, BigInteger value) {
        this.suite = suite;
        this.value = value.mod(suite.order());
    }

    /**
     * Reads 32 big-endian bytes below the order.
     *
     * @throws Problem {@code sealing/scalar} otherwise
     */
    public static Scalar decode(Suite suite, byte[] bytes) {
        var value = new BigInteger(1, bytes);
        if (bytes.length != 32 || value.compareTo(suite.order()) >= 0) {
            throw refuse();
        }
        return new Scalar(suite, value);
    }

    public static Scalar decodeHex(Suite suite, String hex) {
        try {
            return decode(suite, HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw refuse().cause(e);
        }
    }

    /** A uniform number from 1 to the order minus 1. */
    public static Scalar random(Suite suite, SecureRandom random) {
        var limit = suite.order().subtract(BigInteger.ONE);
        return new Scalar(suite, BigIntegers.createRandomInRange(BigInteger.ONE, limit, random));
    }

    /** 32 bytes, big-endian. */
    public byte[] bytes() {
        return BigIntegers.asUnsignedByteArray(32, value);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    public Suite suite() {
        return suite;
    }

    /** This scalar times G, in constant time. */
    public Point timesGenerator() {
        var g = suite.generator().ec();
        return new Point(suite, new FixedPointCombMultiplier().multiply(g, value));
    }

    /** This scalar times {@code point}, in constant time. */
    public Point times(Point point) {
        return new Point(suite, ECAlgorithms.multiplySecret(point.ec(), value));
    }

    boolean isZero() {
        return value.signum() == 0;
    }

    BigInteger value() {
        return value;
    }

    Scalar plus(Scalar other) {
        return new Scalar(suite, value.add(other.value));
    }

    Scalar times(Scalar other) {
        return new Scalar(suite, value.multiply(other.value));
    }

    private static Problem refuse() {
        return Problem.of("sealing/scalar")
                .detail("A scalar must be 32 bytes, big-endian, below the order of the curve.")
                .remedy("Send the scalar as its maker encoded it.");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scalar s && suite == s.suite && MessageDigest.isEqual(bytes(), s.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "Scalar[hidden]";
    }
}

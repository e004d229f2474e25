package org.jianzheng.sealing;

import java.math.BigInteger;
import java.util.Collection;
import java.util.TreeMap;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.jianzheng.shared.Problem;

/**
 * The power to open one bid: S = x R. The only way to get one is a quorum of shares that verify.
 *
 * <p>It opens the header whose ephemeral key is R and nothing else.
 */
public final class OpeningKey {
    private final Point r;
    private final Point shared;

    private OpeningKey(Point r, Point shared) {
        this.r = r;
        this.shared = shared;
    }

    /**
     * Verifies every share and combines the first t of them by index.
     *
     * @throws Problem {@code sealing/share} with member {@code share} naming a custodian whose share is wrong or given
     *     twice; {@code sealing/quorum} when fewer than t remain
     */
    public static OpeningKey combine(JointKey key, Point r, byte[] ctx, Collection<DecryptionShare> shares) {
        var byIndex = new TreeMap<Integer, DecryptionShare>();
        for (var share : shares) {
            if (!share.verify(key.verificationKey(share.index()), r, ctx)) {
                throw blame(share.index(), "its proof does not verify");
            }
            if (byIndex.put(share.index(), share) != null) {
                throw blame(share.index(), "it was given twice");
            }
        }
        if (byIndex.size() < key.t()) {
            throw Problem.of("sealing/quorum")
                    .status(409)
                    .detail("%d valid shares are not enough: %d of %d open a bid.", byIndex.size(), key.t(), key.n())
                    .remedy("Wait for the shares of more offices.");
        }
        return new OpeningKey(
                r, sum(key.suite(), byIndex.values().stream().limit(key.t()).toList()));
    }

    /** Whether a share verifies, for a caller that wants to set liars aside before combining. */
    public static boolean isValid(JointKey key, Point r, byte[] ctx, DecryptionShare share) {
        return share.index() >= 1
                && share.index() <= key.n()
                && share.verify(key.verificationKey(share.index()), r, ctx);
    }

    private static Point sum(Suite suite, Collection<DecryptionShare> quorum) {
        var indexes = quorum.stream().mapToInt(DecryptionShare::index).toArray();
        var points = quorum.stream().map(share -> share.d().ec()).toArray(ECPoint[]::new);
        var factors = new BigInteger[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            factors[i] = JointKey.lagrange(suite.order(), indexes, indexes[i], 0);
        }
        return new Point(suite, ECAlgorithms.sumOfMultiplies(points, factors));
    }

    /** The ephemeral key of the one header this opens. */
    public Point r() {
        return r;
    }

    /** S, for the record of a failed bid, which its bidder and the supervisors may check. */
    public Point shared() {
        return shared;
    }

    private static Problem blame(int index, String reason) {
        return Problem.of("sealing/share")
                .status(422)
                .with("share", index)
                .detail("The decryption share of custodian %d is refused: %s.", index, reason)
                .remedy("Set this share aside and record it; the others may still be enough.");
    }

    @Override
    public String toString() {
        return "OpeningKey[hidden]";
    }
}

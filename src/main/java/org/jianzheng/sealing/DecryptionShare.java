package org.jianzheng.sealing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.ECAlgorithms;

/**
 * A custodian's decryption share (解密份额) D = x_j R for one bid, with the proof (c, z) that log_G V_j = log_R D.
 *
 * <p>A quorum of D's opens the bid, so D travels encrypted and is not printed. The proof binds the share to one bid of
 * one stage through its context; a wrong share names its maker.
 */
public record DecryptionShare(int index, Point d, Scalar c, Scalar z) {
    private static final String PROOF = "eop/open/dleq/v1";

    /**
     * Computes the share of {@code key} for the ephemeral key {@code r} of one header.
     *
     * @param ctx {@link Hashing#ctx}
     */
    public static DecryptionShare compute(KeyShare key, Point r, byte[] ctx, SecureRandom random) {
        var d = key.x().times(r);
        return prove(key, r, d, ctx, nonce(key, r, d, ctx, random));
    }

    static DecryptionShare prove(KeyShare key, Point r, Point d, byte[] ctx, Scalar w) {
        var c = challenge(key.verificationKey(), r, d, w.timesGenerator(), w.times(r), ctx);
        return new DecryptionShare(key.index(), d, c, w.plus(c.times(key.x())));
    }

    /** Whether this is x_j R of the custodian whose verification key is {@code v}, given for {@code ctx}. */
    public boolean verify(Point v, Point r, byte[] ctx) {
        var suite = v.suite();
        var minusC = c.value().negate().mod(suite.order());
        var wG = ECAlgorithms.sumOfTwoMultiplies(suite.generator().ec(), z.value(), v.ec(), minusC);
        var wR = ECAlgorithms.sumOfTwoMultiplies(r.ec(), z.value(), d.ec(), minusC);
        if (wG.isInfinity() || wR.isInfinity()) {
            return false;
        }
        return challenge(v, r, d, new Point(suite, wG), new Point(suite, wR), ctx)
                .equals(c);
    }

    private static Scalar challenge(Point v, Point r, Point d, Point wG, Point wR, byte[] ctx) {
        var suite = v.suite();
        return Hashing.h(suite, PROOF, suite.generator().enc(), v.enc(), r.enc(), d.enc(), wG.enc(), wR.enc(), ctx);
    }

    /** Hedged: stays secret when the random source fails, and never repeats when it works. */
    private static Scalar nonce(KeyShare key, Point r, Point d, byte[] ctx, SecureRandom random) {
        try {
            var mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(key.x().bytes(), "HmacSHA512"));
            var fresh = new byte[32];
            random.nextBytes(fresh);
            mac.update(fresh);
            mac.update(r.enc());
            mac.update(d.enc());
            mac.update(ctx);
            var w = new Scalar(r.suite(), new BigInteger(1, mac.doFinal()));
            return w.isZero() ? nonce(key, r, d, ctx, random) : w;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "DecryptionShare[" + index + ", hidden]";
    }
}

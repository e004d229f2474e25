package org.jianzheng.tlog;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 with SM3 under the default identity 1234567812345678 (GB/T 32918.2): public key 33 bytes, compressed; signature
 * r‖s, 64 bytes. Two signatures of the same text differ.
 */
final class Sm2Note implements NoteAlgorithm {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("sm2p256v1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

    @Override
    public int secretSize() {
        return 32;
    }

    @Override
    public int publicSize() {
        return 33;
    }

    @Override
    public int signatureSize() {
        return 64;
    }

    @Override
    public byte[] newSecret(SecureRandom random) {
        // GB/T 32918.1: d from 1 to n − 2, for signing inverts 1 + d.
        var limit = DOMAIN.getN().subtract(BigInteger.TWO);
        return BigIntegers.asUnsignedByteArray(32, BigIntegers.createRandomInRange(BigInteger.ONE, limit, random));
    }

    @Override
    public byte[] publicKey(byte[] secret) {
        return new FixedPointCombMultiplier()
                .multiply(DOMAIN.getG(), new BigInteger(1, secret))
                .getEncoded(true);
    }

    @Override
    public boolean isValid(byte[] publicKey) {
        try {
            return (publicKey[0] == 2 || publicKey[0] == 3)
                    && DOMAIN.getCurve().decodePoint(publicKey).isValid();
        } catch (IllegalArgumentException e) {
            return false; // x is on no point of the curve
        }
    }

    @Override
    public byte[] sign(byte[] secret, byte[] message) {
        var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, secret), DOMAIN));
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("SM2 does not sign", e);
        }
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signed, int from) {
        var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
        signer.init(false, new ECPublicKeyParameters(DOMAIN.getCurve().decodePoint(publicKey), DOMAIN));
        signer.update(message, 0, message.length);
        return signer.verifySignature(Arrays.copyOfRange(signed, from, signed.length));
    }
}

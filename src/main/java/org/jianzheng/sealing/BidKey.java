package org.jianzheng.sealing;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jianzheng.shared.Problem;

/** The key K of one bid and its public name kid: it wraps the content key of every part. Destroyed after use. */
public final class BidKey implements AutoCloseable {
    private final byte[] kid;
    private final byte[] key;

    BidKey(byte[] kid, byte[] key) {
        this.kid = kid;
        this.key = key;
    }

    static BidKey random(Suite suite, SecureRandom random) {
        var kid = new byte[Suite.KID];
        var key = new byte[suite.cipher().keySize()];
        random.nextBytes(kid);
        random.nextBytes(key);
        return new BidKey(kid, key);
    }

    byte[] kid() {
        return kid;
    }

    byte[] key() {
        if (key[0] == 0 && Arrays.equals(key, new byte[key.length])) {
            throw Problem.of("sealing/key")
                    .detail("This bid key was destroyed.")
                    .remedy("Open the header again.");
        }
        return key;
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "BidKey[hidden]";
    }
}

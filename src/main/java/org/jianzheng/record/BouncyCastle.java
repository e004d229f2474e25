package org.jianzheng.record;

import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Bouncy Castle as the last JCA provider: asked only for what the JDK does not have, SM2, SM3 and SM4.
 *
 * <p>Registered, so that a signature or a digest is found by its name alone, whichever of the two has it.
 */
public final class BouncyCastle {
    private static final Provider PROVIDER = register();

    private BouncyCastle() {}

    /** The registered provider. */
    public static Provider provider() {
        return PROVIDER;
    }

    private static synchronized Provider register() {
        var found = Security.getProvider(BouncyCastleProvider.PROVIDER_NAME);
        if (found instanceof BouncyCastleProvider) {
            return found;
        }
        // One of a class loader that an application server has closed since: it could load no further class.
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
        var provider = new BouncyCastleProvider();
        Security.addProvider(provider);
        return provider;
    }
}

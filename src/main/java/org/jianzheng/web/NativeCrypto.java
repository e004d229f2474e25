package org.jianzheng.web;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.Security;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Signatures by native code where the machine has it: the JDK's ECDSA took most of what a submission costs
 * ({@code docs/PERFORMANCE.md}). The same algorithms with the same results; without it the platform works all the same.
 */
@ApplicationScoped
class NativeCrypto {
    private static final Logger LOG = Logger.getLogger(NativeCrypto.class);
    /** Before whoever signs or verifies at start. */
    private static final int FIRST = 1;

    private final boolean wanted;

    NativeCrypto(@ConfigProperty(name = "jianzheng.crypto.native", defaultValue = "true") boolean wanted) {
        this.wanted = wanted;
    }

    void install(@Observes @Priority(FIRST) StartupEvent start) {
        if (!wanted || Security.getProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME) != null) {
            return;
        }
        var provider = AmazonCorrettoCryptoProvider.INSTANCE;
        if (provider.getLoadingError() != null) {
            LOG.infof("No native signatures on this machine: %s", provider.getLoadingError());
        } else if (provider.runSelfTests() != SelfTestStatus.PASSED) {
            // Wrong results would be worse than slow ones.
            LOG.error("The native signatures fail their own tests and are not used");
        } else {
            Security.insertProviderAt(provider, 1);
        }
    }
}

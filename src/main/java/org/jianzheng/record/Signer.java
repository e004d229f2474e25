package org.jianzheng.record;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A private key with its certificate; never prints the key. */
public record Signer(PrivateKey key, X509Certificate certificate) {
    @Override
    public String toString() {
        return "Signer[" + certificate.getSubjectX500Principal() + "]";
    }
}

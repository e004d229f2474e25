package org.jianzheng.record;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jianzheng.shared.Problem;

/** Key pairs and requests for their certificates (PKCS#10, RFC 2986), in the suite of the key. */
public final class CertificateRequests {
    private static final int MAX_BYTES = 16 << 10;

    /** A request whose signature proved that the asker holds the key. */
    public record Request(Subject subject, PublicKey key) {}

    private CertificateRequests() {}

    /** A pair for the suite {@code p256}. */
    public static KeyPair newKeyPair() {
        return SignatureSuite.P256.newKeyPair();
    }

    /** The request in DER. */
    public static byte[] create(Subject subject, KeyPair keys) {
        try {
            return new JcaPKCS10CertificationRequestBuilder(subject.toName(), keys.getPublic())
                    .build(SignatureSuite.of(keys.getPublic()).contentSigner(keys.getPrivate()))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot request a certificate for " + subject, e);
        }
    }

    /**
     * Reads exactly one request and checks that its asker holds the key.
     *
     * @throws Problem {@code record/request}
     */
    public static Request read(byte[] der) {
        if (der.length > MAX_BYTES) {
            throw refuse(null);
        }
        try {
            var request = new JcaPKCS10CertificationRequest(der);
            var key = request.getPublicKey();
            if (Arrays.equals(request.getEncoded(), der)
                    && request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                return new Request(Subject.of(request.getSubject()), key);
            }
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | IllegalArgumentException e) {
            throw refuse(e);
        }
        throw refuse(null);
    }

    private static Problem refuse(Exception cause) {
        return Problem.of("record/request")
                .detail("These bytes are not one PKCS#10 request (DER, at most 16 KiB) signed by the key it names.")
                .remedy("Make it with `jianzheng identity request`.")
                .cause(cause);
    }
}

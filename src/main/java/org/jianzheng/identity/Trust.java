package org.jianzheng.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.record.Anchors;
import org.jianzheng.shared.Problem;

/** The certificates that the platform accepts for login and acts: those of {@code anchors.pem} in the trust folder. */
@ApplicationScoped
public class Trust {
    private final Path directory;
    private final Revocations revocations;
    private volatile Anchors anchors;

    Trust(
            @ConfigProperty(name = "jianzheng.trust.dir") Optional<Path> directory,
            @ConfigProperty(name = "jianzheng.data", defaultValue = "data") Path data,
            Revocations revocations) {
        this.directory = directory.orElse(data.resolve("trust"));
        this.revocations = revocations;
    }

    /** The trust folder ({@code records.md} §7). */
    public Path directory() {
        return directory;
    }

    public Anchors anchors() {
        if (anchors == null) {
            var file = directory.resolve("anchors.pem");
            try {
                anchors = Anchors.ofPem(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Cannot read " + file + ": name the trust folder in jianzheng.trust.dir", e);
            }
        }
        return anchors;
    }

    /**
     * Checks that a certificate may log in at {@code now}: issued by an anchor, valid, for signatures, not an authority,
     * not revoked.
     *
     * @throws Problem {@code record/untrusted}, {@code identity/certificate-use} or {@code identity/revoked}, all 403
     */
    public void check(X509Certificate certificate, Instant now) {
        anchors().check(certificate, now);
        var usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() >= 0 || (usage != null && !usage[0])) {
            throw Problem.of("identity/certificate-use")
                    .status(403)
                    .field("certificate")
                    .detail(
                            "The certificate of %s is not meant for signatures (keyUsage digitalSignature).",
                            certificate.getSubjectX500Principal())
                    .remedy("Use your signing certificate, not the encryption one nor an authority's.");
        }
        revocations.requireNotRevoked(certificate, now);
    }

    /**
     * The same for an act of legal effect, which is not taken either while it is unknown whether the certificate is
     * revoked.
     *
     * @throws Problem as {@link #check}, and {@code identity/revocation-unknown} 503
     */
    public void checkForAct(X509Certificate certificate, Instant now) {
        check(certificate, now);
        revocations.requireKnownGood(certificate, now);
    }

    /** Hours until each authority's revocation list ends, by the authority's subject; empty when none are used. */
    public Map<String, Long> revocationHoursLeft(Instant now) {
        return revocations.hoursLeft(now);
    }
}

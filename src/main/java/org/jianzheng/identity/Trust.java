package org.jianzheng.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.record.Anchors;
import org.jianzheng.shared.Problem;

/** The certificates that the platform accepts for login and acts: those of {@code anchors.pem} in the trust folder. */
@ApplicationScoped
public class Trust {
    private final Path directory;
    private volatile Anchors anchors;

    Trust(
            @ConfigProperty(name = "jianzheng.trust.dir") Optional<Path> directory,
            @ConfigProperty(name = "jianzheng.data", defaultValue = "data") Path data) {
        this.directory = directory.orElse(data.resolve("trust"));
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
     * Checks that a certificate may sign at {@code now}: issued by an anchor, valid, for signatures, not an authority.
     *
     * @throws Problem {@code record/untrusted} or {@code identity/certificate-use}, both 403
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
    }
}

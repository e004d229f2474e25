package org.jianzheng.identity;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RevocationList;
import org.jianzheng.shared.Problem;

/**
 * The authorities' revocation lists in {@code jianzheng.crl.dir}, read again within a second of a change. Whoever fetches
 * them puts them there whole (write beside, then rename).
 *
 * <p>Revoked is refused everywhere. In doubt – an authority of {@code anchors.pem} without a list, or its list older than
 * {@code nextUpdate} and the grace – no act of legal effect is taken, while logging in to read still works. Of one
 * authority's lists the newest counts, and an instance never goes back to an older one.
 */
@ApplicationScoped
class Revocations {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Optional<Path> folder;
    private final Duration grace;
    private final Trust trust;
    private Map<Path, String> seen = Map.of();
    private final Map<X509Certificate, RevocationList> lists = new HashMap<>();
    private boolean looked;
    private long lookedAt;

    Revocations(
            @ConfigProperty(name = "jianzheng.crl.dir") Optional<Path> folder,
            @ConfigProperty(name = "jianzheng.crl.grace", defaultValue = "24h") Duration grace,
            Trust trust) {
        this.folder = folder;
        this.grace = grace;
        this.trust = trust;
    }

    /**
     * Refuses a certificate that was revoked at {@code now}.
     *
     * @throws Problem {@code identity/revoked} 403, with serial number, date and reason
     */
    void requireNotRevoked(X509Certificate certificate, Instant now) {
        for (var list : current()) {
            list.revocation(certificate, now).ifPresent(entry -> {
                throw revoked(certificate, entry);
            });
        }
    }

    /**
     * Refuses an act while it is not known whether its certificate is revoked.
     *
     * @throws Problem {@code identity/revoked} 403, {@code identity/revocation-unknown} 503
     */
    void requireKnownGood(X509Certificate certificate, Instant now) {
        requireNotRevoked(certificate, now);
        if (folder.isEmpty()) {
            return;
        }
        var list = current().stream().filter(one -> one.concerns(certificate)).findFirst();
        if (list.isEmpty()) {
            throw unknown("there is no revocation list of its authority %s", certificate.getIssuerX500Principal());
        }
        var end = list.get().nextUpdate().plus(grace);
        if (now.isAfter(end)) {
            throw unknown(
                    "the revocation list of %s ended at %s",
                    certificate.getIssuerX500Principal(),
                    Instants.format(list.get().nextUpdate()));
        }
    }

    /** Hours until each authority's list ends, by its subject; negative when it has ended, -1 when there is none. */
    Map<String, Long> hoursLeft(Instant now) {
        var hours = new TreeMap<String, Long>();
        if (folder.isPresent()) {
            trust.anchors().certificates().forEach(anchor -> hours.put(name(anchor), -1L));
            current()
                    .forEach(list -> hours.put(
                            name(list.issuer()),
                            Duration.between(now, list.nextUpdate()).toHours()));
        }
        return hours;
    }

    private static String name(X509Certificate authority) {
        return authority.getSubjectX500Principal().getName();
    }

    private synchronized List<RevocationList> current() {
        if (folder.isPresent() && (!looked || System.nanoTime() - lookedAt > LOOK_NANOS)) {
            looked = true;
            lookedAt = System.nanoTime();
            var present = files(folder.get());
            if (!present.equals(seen)) {
                present.keySet().forEach(this::take);
                seen = present;
            }
        }
        return List.copyOf(lists.values());
    }

    private static Map<Path, String> files(Path folder) {
        var files = new TreeMap<Path, String>();
        try (var entries = Files.newDirectoryStream(folder, "*.{crl,der,pem}")) {
            for (var file : entries) {
                files.put(
                        file,
                        Files.size(file) + " " + Files.getLastModifiedTime(file) + " "
                                + Files.readAttributes(file, "unix:ino"));
            }
            return files;
        } catch (IOException e) {
            // What was read stays in force; without any list no act is taken.
            Log.errorf("ALARM: the revocation lists in %s cannot be read: %s", folder, e.getMessage());
            return files;
        }
    }

    private void take(Path file) {
        try {
            var list = RevocationList.read(
                    Files.readAllBytes(file), trust.anchors().certificates());
            var held = lists.get(list.issuer());
            if (held == null || list.isNewerThan(held)) {
                lists.put(list.issuer(), list);
                Log.infof(
                        "Revocation list %s of %s: %d entries, next one due %s",
                        list.number(), name(list.issuer()), list.entries().size(), Instants.format(list.nextUpdate()));
            } else if (held.isNewerThan(list)) {
                Log.warnf("%s is older than the list in force and is not taken", file);
            }
        } catch (IOException | UncheckedIOException | Problem e) {
            Log.errorf("ALARM: %s is not taken: %s", file, e.getMessage());
        }
    }

    private static Problem revoked(X509Certificate certificate, RevocationList.Entry entry) {
        return Problem.of("identity/revoked")
                .status(403)
                .field("certificate")
                .detail(
                        "证书已吊销 · The certificate with serial number %s (%s) was revoked on %s: %s.",
                        certificate.getSerialNumber().toString(16),
                        certificate.getSubjectX500Principal(),
                        Instants.format(entry.at()),
                        entry.reason())
                .remedy("Have a new certificate issued and use that. What was signed before that moment stands.");
    }

    private static Problem unknown(String reason, Object... arguments) {
        return Problem.of("identity/revocation-unknown")
                .status(503)
                .field("certificate")
                .detail(
                        "暂不能确认证书是否吊销 · Whether the certificate is revoked is not known: %s. No act is taken on a doubt.",
                        String.format(reason, arguments))
                .remedy(
                        "The operator must put the authority's current list into jianzheng.crl.dir; then send it again.")
                .with("retryAfter", 60);
    }
}

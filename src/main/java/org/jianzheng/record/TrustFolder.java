package org.jianzheng.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.Policy;

/**
 * Whom a reader trusts ({@code trust/}): the log and its cosigners, the offices with both kinds of their keys, the
 * platform's own certificates, the certificate authorities.
 *
 * <p>It is consistent or it is not read: every office is the policy's witness of the same name and key, no key serves
 * two offices or two purposes, and the logs of the policy are the platform's origin. The bytes it was read from are
 * kept, so a fingerprint means one folder.
 */
public final class TrustFolder {
    public static final String POLICY_FILE = "policy.txt";
    public static final String OFFICES_FILE = "offices.json";
    public static final String PLATFORM_FILE = "platform.json";
    public static final String ANCHORS_FILE = "anchors.pem";

    private static final List<String> FILES = List.of(POLICY_FILE, OFFICES_FILE, PLATFORM_FILE, ANCHORS_FILE);
    private static final long MAX_FILE = 4 << 20;

    private final TreeMap<String, byte[]> files;
    private final Policy policy;
    private final List<TrustedOffice> offices;
    private final String origin;
    private final List<X509Certificate> seals;
    private final List<X509Certificate> combiners;
    private final Anchors anchors;

    private TrustFolder(Map<String, byte[]> files) {
        this.files = new TreeMap<>();
        FILES.forEach(name -> this.files.put(name, bytes(files, name)));
        policy = Policy.parse(this.files.get(POLICY_FILE));
        offices = TrustForms.readOffices(this.files.get(OFFICES_FILE));
        var platform = Canonical.read(this.files.get(PLATFORM_FILE), TrustForms.Platform.class);
        origin = platform.origin();
        seals = TrustForms.certificates(platform.seal());
        combiners = TrustForms.certificates(platform.combiner());
        anchors = Anchors.ofPem(this.files.get(ANCHORS_FILE));
        checkLogs();
        checkOffices();
    }

    /** A new folder from its parts. */
    public static TrustFolder of(
            Policy policy,
            List<TrustedOffice> offices,
            String origin,
            List<X509Certificate> seals,
            List<X509Certificate> combiners,
            Anchors anchors) {
        var files = new HashMap<String, byte[]>();
        files.put(POLICY_FILE, policy.bytes());
        files.put(OFFICES_FILE, TrustForms.writeOffices(offices));
        files.put(PLATFORM_FILE, Canonical.write(TrustForms.Platform.of(origin, seals, combiners)));
        files.put(ANCHORS_FILE, anchors.pem().getBytes(StandardCharsets.US_ASCII));
        return new TrustFolder(files);
    }

    /** Reads the four files by their names; other names are ignored. */
    public static TrustFolder read(Map<String, byte[]> files) {
        return new TrustFolder(files);
    }

    /** Reads a directory. */
    public static TrustFolder read(Path directory) {
        var files = new HashMap<String, byte[]>();
        for (var name : FILES) {
            var file = directory.resolve(name);
            try {
                if (Files.size(file) > MAX_FILE) {
                    throw refuse(name, "It is longer than %d bytes.", MAX_FILE);
                }
                files.put(name, Files.readAllBytes(file));
            } catch (NoSuchFileException e) {
                throw refuse(name, "The trust folder %s does not hold it.", directory)
                        .cause(e);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
        return new TrustFolder(files);
    }

    /** The form of {@code GET /trust}. */
    public record Json(String policy, List<TrustForms.Office> offices, TrustForms.Platform platform, String anchors) {}

    public Json json() {
        return new Json(
                text(POLICY_FILE),
                List.of(Canonical.read(files.get(OFFICES_FILE), TrustForms.Office[].class)),
                Canonical.read(files.get(PLATFORM_FILE), TrustForms.Platform.class),
                text(ANCHORS_FILE));
    }

    public static TrustFolder of(Json json) {
        return new TrustFolder(Map.of(
                POLICY_FILE, Fields.present("policy", json.policy()).getBytes(StandardCharsets.UTF_8),
                OFFICES_FILE, Canonical.write(Fields.present("offices", json.offices())),
                PLATFORM_FILE, Canonical.write(Fields.present("platform", json.platform())),
                ANCHORS_FILE, Fields.present("anchors", json.anchors()).getBytes(StandardCharsets.UTF_8)));
    }

    /** The four files, sorted by name, as they were read. */
    public Map<String, byte[]> files() {
        var copy = new TreeMap<String, byte[]>();
        files.forEach((name, bytes) -> copy.put(name, bytes.clone()));
        return copy;
    }

    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the trust folder " + directory, e);
        }
        files.forEach((name, bytes) -> DurableFile.replace(directory.resolve(name), bytes));
    }

    public Policy policy() {
        return policy;
    }

    public List<TrustedOffice> offices() {
        return offices;
    }

    /** The office of this name. @throws Problem {@code record/unknown-office} */
    public TrustedOffice office(String name) {
        return offices.stream()
                .filter(office -> office.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown("named '" + name + "'"));
    }

    /** The office whose signing certificate this is. @throws Problem {@code record/unknown-office} */
    public TrustedOffice officeSigning(X509Certificate certificate) {
        return offices.stream()
                .filter(office -> office.signing().equals(certificate))
                .findFirst()
                .orElseThrow(() -> unknown("that signs with " + Certificates.id(certificate)));
    }

    /** The log's name. */
    public String origin() {
        return origin;
    }

    /** The certificates that sign receipts, requests and case files. */
    public List<X509Certificate> seals() {
        return seals;
    }

    /** The certificates that receive decryption shares. */
    public List<X509Certificate> combiners() {
        return combiners;
    }

    /** The combiner that a plan names by id, if it is one of these. */
    public Optional<X509Certificate> combiner(String id) {
        return combiners.stream().filter(c -> Certificates.id(c).equals(id)).findFirst();
    }

    public Anchors anchors() {
        return anchors;
    }

    /** Refuses ({@code record/not-the-platform}) a signer that is not one of the platform's seals. */
    public void checkSeal(X509Certificate signer) {
        if (!seals.contains(signer)) {
            throw Problem.of("record/not-the-platform")
                    .status(403)
                    .detail(
                            "%s (%s) is not a seal certificate of %s.",
                            signer.getSubjectX500Principal(), Certificates.id(signer), origin)
                    .remedy("Compare trust/platform.json with what the operator publishes.");
        }
    }

    /** One hash over the four files, to compare by telephone. */
    public String fingerprint() {
        var hashes = new TreeMap<String, String>();
        files.forEach((name, bytes) -> hashes.put(name, Commitment.hash(bytes)));
        return Commitment.hash(Canonical.write(hashes));
    }

    /** Every key of the folder with its fingerprint, for printing. */
    public String fingerprints() {
        var lines = new ArrayList<String>();
        lines.add("trust     " + fingerprint());
        policy.logKeys().forEach(key -> lines.add("log       " + key.format()));
        for (var office : offices) {
            lines.add("office    " + office.name());
            lines.add("  cosigns   " + office.cosigner().format());
            lines.add("  signs     " + Certificates.id(office.signing()));
            lines.add("  receives  " + Certificates.id(office.encryption()));
        }
        seals.forEach(c -> lines.add("seal      " + Certificates.id(c) + "  " + c.getSubjectX500Principal()));
        combiners.forEach(c -> lines.add("combiner  " + Certificates.id(c) + "  " + c.getSubjectX500Principal()));
        anchors.certificates()
                .forEach(c -> lines.add("authority " + Certificates.id(c) + "  " + c.getSubjectX500Principal()));
        return String.join("\n", lines) + "\n";
    }

    private void checkLogs() {
        if (policy.logs().isEmpty()) {
            throw refuse(POLICY_FILE, "It names no log.");
        }
        for (var key : policy.logKeys()) {
            if (!key.name().equals(origin)) {
                throw refuse(POLICY_FILE, "Its log %s is not the platform's, %s.", key.name(), origin);
            }
        }
    }

    private void checkOffices() {
        var keys = new HashSet<Object>();
        var names = new HashSet<String>();
        for (var office : offices) {
            if (!names.add(office.name())) {
                throw refuse(OFFICES_FILE, "The office %s occurs twice.", office.name());
            }
            var witness = policy.witness(office.name())
                    .orElseThrow(() -> refuse(POLICY_FILE, "It has no witness named %s.", office.name()));
            if (!witness.key().equals(office.cosigner())) {
                throw refuse(OFFICES_FILE, "The cosigner key of %s is not the policy's.", office.name());
            }
            for (var certificate : List.of(office.signing(), office.encryption())) {
                if (!keys.add(certificate.getPublicKey())) {
                    throw refuse(OFFICES_FILE, "A key of %s serves twice.", office.name());
                }
            }
        }
    }

    private String text(String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Map<String, byte[]> files, String name) {
        var bytes = files.get(name);
        if (bytes == null) {
            throw refuse(name, "It is missing.");
        }
        return bytes.clone();
    }

    private static Problem unknown(String which) {
        return Problem.of("record/unknown-office")
                .status(403)
                .detail("The trust folder holds no office %s.", which)
                .remedy("Compare trust/offices.json with what the offices publish.");
    }

    private static Problem refuse(String file, String detail, Object... arguments) {
        return Problem.of("record/trust")
                .field(file)
                .detail(detail, arguments)
                .remedy("Get the trust folder again from whom you trust, and compare its fingerprint.");
    }
}

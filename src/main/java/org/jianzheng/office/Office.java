package org.jianzheng.office;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.CertificateRequests;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.Vkey;

/**
 * The door of the office node: prepare its directory, pin whom it trusts, run it.
 *
 * <p>A directory is used by one process at a time. A sandbox office follows sandbox logs only, and by the sandbox's
 * clock; another one refuses them.
 */
public final class Office {
    /**
     * How to run.
     *
     * @param address where to listen; the loopback unless the keeper says otherwise
     * @param port 0 for any free one
     * @param dial the platform's address when this office only connects outwards
     * @param clock a {@link SandboxClock} exactly when the office is a sandbox's
     * @param approval whether the officer is asked before a release
     */
    public record Options(
            InetAddress address, int port, Optional<URI> dial, Clock clock, Passphrase passphrase, Approval approval) {
        public static Options of(int port, Clock clock, Passphrase passphrase) {
            return new Options(
                    InetAddress.getLoopbackAddress(), port, Optional.empty(), clock, passphrase, Approval.AUTO);
        }

        public Options dialling(URI platform) {
            return new Options(address, port, Optional.of(platform), clock, passphrase, approval);
        }

        public Options approving(Approval how) {
            return new Options(address, port, dial, clock, passphrase, how);
        }
    }

    /** Who says that a list that the node has checked is released. */
    public enum Approval {
        /** The node. */
        AUTO,
        /** Its officer, with {@link #approve} or {@link #refuse}. */
        MANUAL
    }

    private Office() {}

    /**
     * Makes a new office: keys, and requests for their certificates in {@code signing.csr} and {@code encryption.csr}.
     *
     * @param suite of the two certificates; the office takes part in the ceremonies of either suite
     * @return the cosigner's public key, for the policies of others; also in {@code cosigner.pub}
     */
    public static Vkey init(Path directory, String name, boolean sandbox, Passphrase passphrase, SignatureSuite suite) {
        return init(directory, name, sandbox, passphrase, suite, () -> Vault.create(directory, passphrase));
    }

    /** As above, in the suite {@code p256}. */
    public static Vkey init(Path directory, String name, boolean sandbox, Passphrase passphrase) {
        return init(directory, name, sandbox, passphrase, SignatureSuite.P256);
    }

    static Vkey init(Path directory, String name, boolean sandbox, Passphrase passphrase, Supplier<Vault> newVault) {
        return init(directory, name, sandbox, passphrase, SignatureSuite.P256, newVault);
    }

    private static Vkey init(
            Path directory,
            String name,
            boolean sandbox,
            Passphrase passphrase,
            SignatureSuite suite,
            Supplier<Vault> newVault) {
        if (!Identity.NAME.matcher(name).matches()) {
            throw Problem.of("office/name")
                    .field("name")
                    .detail("'%s' is no name for an office.", name)
                    .remedy("Take 1 to 32 lower-case letters, digits and dashes, a letter first.");
        }
        if (passphrase.isEmpty() && !sandbox) {
            throw Passphrase.missing();
        }
        Disk.folder(directory);
        try (var lock = DirectoryLock.take(directory)) {
            if (Files.exists(directory.resolve("office.json"))) {
                throw Problem.of("office/exists")
                        .detail("%s already holds an office.", directory)
                        .remedy("Choose an empty directory: keys are never overwritten.");
            }
            var vault = newVault.get();
            var cosigner = NoteSigner.generate(name, Vkey.Type.COSIGNATURE, Trustee.RANDOM);
            vault.put(directory.resolve("cosigner.key"), cosigner.secretForm().getBytes(StandardCharsets.UTF_8));
            var pub = cosigner.vkey().format() + "\n";
            DurableFile.replace(directory.resolve("cosigner.pub"), pub.getBytes(StandardCharsets.UTF_8));
            newKey(directory, vault, suite, name, "signing");
            newKey(directory, vault, suite, name, "encryption");
            // Last: a directory without it is not an office yet, and init can be repeated.
            DurableFile.replace(directory.resolve("office.json"), Canonical.write(new Identity.Card(1, name, sandbox)));
            return cosigner.vkey();
        }
    }

    /** As above with the passphrase of the environment. */
    public static Vkey init(Path directory, String name, boolean sandbox) {
        return init(directory, name, sandbox, Passphrase.environment());
    }

    /** Installs the certificates of the two requests; refuses those of other keys. */
    public static void install(Path directory, X509Certificate signing, X509Certificate encryption) {
        try (var lock = DirectoryLock.take(directory)) {
            Identity.card(directory);
            install(directory, "signing", signing);
            install(directory, "encryption", encryption);
        }
    }

    /**
     * Pins the trust folder: the platform and the other offices, and this office in it as it knows itself.
     *
     * @param tenderingOffice credit codes of the organisations whose acts count as the tendering office's; none leaves
     *     those pinned before
     * @return its fingerprints, to be compared by telephone
     */
    public static String trust(Path directory, Path trustFolder, List<String> tenderingOffice) {
        try (var lock = DirectoryLock.take(directory)) {
            var card = Identity.card(directory);
            var folder = TrustFolder.read(trustFolder);
            requireKind(card, folder.origin());
            var self = folder.office(card.name());
            boolean same = self.cosigner().equals(cosigner(directory))
                    && self.signing().equals(Identity.certificate(directory, "signing"))
                    && self.encryption().equals(Identity.certificate(directory, "encryption"));
            if (!same) {
                throw Problem.of("office/not-itself")
                        .detail("The trust folder gives %s other keys than it has.", card.name())
                        .remedy("Give its maker this office's cosigner.pub and installed certificates.");
            }
            if (!tenderingOffice.isEmpty()) {
                Supervision.pin(directory, tenderingOffice);
            }
            Trusted.pin(directory, folder);
            return folder.fingerprints();
        }
    }

    /** As above, the tendering office as it was pinned before. */
    public static String trust(Path directory, Path trustFolder) {
        return trust(directory, trustFolder, List.of());
    }

    /** Follows the logs of another policy too: cosigns and, where it gives a url, mirrors them; nothing more. */
    public static void follow(Path directory, Path policyFile) {
        try (var lock = DirectoryLock.take(directory)) {
            var card = Identity.card(directory);
            var policy = Policy.parse(Disk.read(policyFile));
            policy.logs().forEach(log -> requireKind(card, log.key().name()));
            Trusted.follow(directory, policy);
        }
    }

    /** The public key that others' policies name this office by. */
    public static Vkey cosigner(Path directory) {
        return Vkey.parse(new String(Disk.read(directory.resolve("cosigner.pub")), StandardCharsets.UTF_8).strip());
    }

    /** The key with which this office signs, for a rehearsal that must state a thousand keys without a thousand ceremonies. */
    public static Signer signer(Path directory, Passphrase passphrase) {
        if (!Identity.card(directory).sandbox()) {
            throw Problem.of("office/not-a-sandbox")
                    .detail("%s is the directory of a real office: its key never leaves its node.", directory)
                    .remedy("Rehearse with offices of a sandbox.");
        }
        return Identity.open(directory, Vault.open(directory, passphrase)).signing();
    }

    /** Starts the node; it answers when this returns. */
    public static RunningOffice run(Path directory, Options options) {
        var card = Identity.card(directory);
        if (card.sandbox() != (options.clock() instanceof SandboxClock)) {
            throw Problem.of("office/clock")
                    .detail(
                            card.sandbox()
                                    ? "A sandbox office follows its sandbox's clock."
                                    : "Only a sandbox office may follow a sandbox's clock.")
                    .remedy("Run it with --sandbox DIR exactly if it was made with `office init --sandbox`.");
        }
        return RunningOffice.start(directory, options).beginBeats(options.dial());
    }

    /** The releases of this directory that wait for the officer; the node may run meanwhile. */
    public static List<PendingRelease> pending(Path directory) {
        Identity.card(directory);
        return Officer.all(directory);
    }

    /**
     * The officer lets a waiting release go; the running node does it when the platform asks next, some seconds later.
     *
     * @param key or at least eight digits of its beginning
     * @throws Problem {@code office/nothing-pending} 404, {@code office/decided} 409
     */
    public static PendingRelease approve(Path directory, String key, Instant now) {
        Identity.card(directory);
        return Officer.decide(directory, key, Officer.APPROVE, null, now);
    }

    /** The officer refuses it, for good: the node signs the refusal with its reason. As {@link #approve} otherwise. */
    public static PendingRelease refuse(Path directory, String key, String reason, Instant now) {
        Identity.card(directory);
        if (reason.isBlank() || reason.length() > 1000) {
            throw Problem.of("office/reason")
                    .field("reason")
                    .detail("A reason has 1 to 1000 characters, this one %d.", reason.length())
                    .remedy("Say in a sentence why this office does not release; it is signed and recorded.");
        }
        return Officer.decide(directory, key, Officer.REFUSE, reason, now);
    }

    static void requireKind(Identity.Card card, String origin) {
        if (card.sandbox() != origin.startsWith("sandbox.")) {
            throw Problem.of("office/sandbox")
                    .detail(
                            "%s is %s office and does not follow %s.",
                            card.name(), card.sandbox() ? "a sandbox" : "no sandbox", origin)
                    .remedy("Rehearsals have offices of their own: `jianzheng office init --sandbox`.");
        }
    }

    private static void newKey(Path directory, Vault vault, SignatureSuite suite, String name, String use) {
        var keys = suite.newKeyPair();
        vault.put(directory.resolve(use + ".key"), keys.getPrivate().getEncoded());
        var request = CertificateRequests.create(new Subject(name + " " + use, name, null), keys);
        DurableFile.replace(directory.resolve(use + ".csr"), request);
    }

    private static void install(Path directory, String use, X509Certificate certificate) {
        var request = CertificateRequests.read(Disk.read(directory.resolve(use + ".csr")));
        if (!request.key().equals(certificate.getPublicKey())) {
            throw Problem.of("office/certificate")
                    .field(use)
                    .detail(
                            "The certificate of %s is not of this office's %s key.",
                            certificate.getSubjectX500Principal(), use)
                    .remedy("Install the certificate that was issued for " + use + ".csr.");
        }
        DurableFile.replace(directory.resolve(use + ".der"), Certificates.der(certificate));
    }
}

package org.jianzheng.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jianzheng.office.Office;
import org.jianzheng.office.SimulatedOffice;
import org.jianzheng.record.Anchors;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.rules.Rulebook;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.Vkey;

/** Keys, certificates and empty offices, made once: they are the same in every run, and no decision depends on them. */
final class SimPeople {
    static final String ORIGIN = "simulation.example/log";
    static final List<String> OFFICES = List.of("justice", "audit", "notary");
    static final int QUORUM = 2;
    static final int BIDDERS = 5;
    static final Instant PUBLISHED = Instant.parse("2026-03-02T02:00:00Z");
    static final Instant DEADLINE = Instant.parse("2026-03-24T01:30:00Z");
    private static final Instant FROM = PUBLISHED.minus(Duration.ofDays(60));
    private static final Instant TO = PUBLISHED.plus(Duration.ofDays(600));

    final Path root = memory();
    final Authority authority = Authority.create(new Subject("CA", "CA", null), FROM, TO);
    final Signer seal = signer("platform");
    final Signer combiner =
            authority.newSigner(new Subject("combiner", "combiner", null), FROM, TO, Authority.Usage.ENCRYPTION);
    final Signer entity = signer("城建集团");
    final Signer tenderingOffice = signer("招标办");
    final List<Signer> bidders = new ArrayList<>();
    final NoteSigner log = NoteSigner.generate(ORIGIN, Vkey.Type.ED25519, new SecureRandom());
    final Rulebook rules = Rulebook.load(Path.of("bid-rules"));
    final TrustFolder trust;

    SimPeople() {
        for (int i = 0; i < BIDDERS; i++) {
            bidders.add(signer("投标人" + (i + 1)));
        }
        var offices = new ArrayList<TrustedOffice>();
        for (var name : OFFICES) {
            offices.add(SimulatedOffice.make(folder("templates/" + name), name, url(name), this::issue));
        }
        var witnesses = offices.stream()
                .map(office -> new Policy.Witness(office.name(), office.cosigner(), Optional.empty()))
                .toList();
        trust = TrustFolder.of(
                Policy.of(List.of(new Policy.Log(log.vkey(), Optional.empty())), witnesses, QUORUM),
                offices,
                ORIGIN,
                List.of(seal.certificate()),
                List.of(combiner.certificate()),
                Anchors.of(List.of(authority.certificate())));
        trust.write(root.resolve("trust"));
        OFFICES.forEach(name -> Office.trust(root.resolve("templates").resolve(name), root.resolve("trust")));
    }

    static String url(String office) {
        return "http://" + office + ".simulation";
    }

    Signer signer(String name) {
        return authority.newSigner(new Subject(name, name, null), FROM, TO, Authority.Usage.SIGNING);
    }

    private java.security.cert.X509Certificate issue(byte[] request, boolean signing) {
        return authority.issue(request, FROM, TO, signing ? Authority.Usage.SIGNING : Authority.Usage.ENCRYPTION);
    }

    /** An office as it was on its first day, in a folder of its own. */
    Path office(Path run, String name) {
        var from = root.resolve("templates").resolve(name);
        var to = run.resolve(name);
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Offices wait for their disk at every step: in memory that costs nothing. */
    private static Path memory() {
        var shared = Path.of("/dev/shm");
        try {
            var parent = Files.isWritable(shared) ? shared : Files.createDirectories(Path.of("target"));
            var made = Files.createTempDirectory(parent, "jianzheng-simulation-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(made), "simulation-cleaner"));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

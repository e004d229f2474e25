package org.jianzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jianzheng.record.Anchors;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Pkcs12;
import org.jianzheng.record.RevocationList;
import org.jianzheng.record.SignatureSuite;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.DurableFile;

/**
 * The demonstration's certificate authority and everyone it issues to: the platform's seal and combiner, the people of a
 * tender, the offices. All keys lie in one folder under a printed password: for rehearsals only.
 *
 * <p>Layout under the platform's {@code jianzheng.data}: {@code authority/ca.p12}, {@code keys/seal.p12},
 * {@code keys/combiner.p12}, {@code keys/password}, {@code people/NAME.p12}, {@code roles.json},
 * {@code trust/anchors.pem}, {@code crl/demo.crl}. What exists is kept, so a demonstration that was killed goes on with the same people.
 */
public final class DemoAuthority {
    /** The password of every PKCS#12 file here. Not a secret: whoever wants one runs a real authority. */
    public static final String PASSWORD = "jianzheng-demo";

    private static final Duration VALIDITY = Duration.ofDays(3650);

    private final Path directory;
    private final SignatureSuite suite;
    private final Instant from;
    private final Authority authority;

    private DemoAuthority(Path directory, Instant now, SignatureSuite suite) {
        this.directory = directory;
        this.suite = suite;
        // A day early, for clocks of other processes; whole seconds, as X.509 has it.
        this.from = Instant.ofEpochSecond(now.getEpochSecond()).minus(Duration.ofDays(1));
        this.authority = Authority.of(keep("authority/ca.p12", this::newAuthority));
    }

    /** Makes what is missing in {@code directory} (the platform's {@code jianzheng.data}) and keeps what is there. */
    public static DemoAuthority create(Path directory, Instant now) {
        return create(directory, now, SignatureSuite.P256);
    }

    /** As above; everybody's certificate is of {@code suite}. */
    public static DemoAuthority create(Path directory, Instant now, SignatureSuite suite) {
        var demo = new DemoAuthority(directory, now, suite);
        demo.writeOnce("trust/anchors.pem", demo.anchors().pem().getBytes(StandardCharsets.US_ASCII));
        demo.writeOnce("crl/demo.crl", demo.revocationList(List.of(), 1));
        demo.writeOnce("keys/password", PASSWORD.getBytes(StandardCharsets.US_ASCII));
        demo.seal();
        demo.combiner();
        var roles = new TreeMap<String, List<String>>();
        for (var person : DemoPerson.values()) {
            var id = Certificates.id(demo.person(person).certificate());
            roles.put(id, List.of(person.role().name()));
        }
        demo.writeOnce("roles.json", Canonical.write(roles));
        return demo;
    }

    public Anchors anchors() {
        return Anchors.of(List.of(authority.certificate()));
    }

    /** The platform's seal: signs receipts, requests, case files. */
    public Signer seal() {
        return keep("keys/seal.p12", () -> issue(platform("平台印章"), Usage.SIGNING));
    }

    /** The platform's combiner: receives decryption shares. */
    public Signer combiner() {
        return keep("keys/combiner.p12", () -> issue(platform("平台合成"), Usage.ENCRYPTION));
    }

    public Signer person(DemoPerson person) {
        return keep(file(person), () -> issue(person.subject(), Usage.SIGNING));
    }

    /** Bidder number 1, 2, …: each a company of its own. */
    public Signer bidder(int number) {
        return keep("people/bidder-" + number + ".p12", () -> issue(bidderSubject(number), Usage.SIGNING));
    }

    /** A bidder whose key is kept nowhere: for thousands of them, who are gone when their test is over. */
    public Signer passingBidder(int number) {
        return issue(bidderSubject(number), Usage.SIGNING);
    }

    /** Where the key of a person lies, for the tool. */
    public Path path(DemoPerson person) {
        person(person);
        return directory.resolve(file(person));
    }

    /** Where the key of a bidder lies, for the tool. */
    public Path bidderPath(int number) {
        bidder(number);
        return directory.resolve("people/bidder-" + number + ".p12");
    }

    /** The certificate for a request that an office made for itself: its private key stays with the office. */
    public X509Certificate issueOffice(byte[] request, Usage usage) {
        return authority.issue(request, from, from.plus(VALIDITY), usage);
    }

    /** Revokes certificates from {@code at} on, in a list with this number that replaces the one in {@code crl/}. */
    public void revoke(List<X509Certificate> certificates, Instant at, long number) {
        var entries = certificates.stream()
                .map(one -> new RevocationList.Entry(one.getSerialNumber(), at, "keyCompromise"))
                .toList();
        DurableFile.replace(directory.resolve("crl/demo.crl"), revocationList(entries, number));
    }

    private byte[] revocationList(List<RevocationList.Entry> entries, long number) {
        return authority.revocationList(entries, number, from, from.plus(VALIDITY));
    }

    private static String file(DemoPerson person) {
        return "people/" + person.fileName() + ".p12";
    }

    private static Subject platform(String name) {
        return new Subject(name, "示范市公共资源交易平台", Subject.creditCode("12110000MB0000001"));
    }

    private static Subject bidderSubject(int number) {
        var code = Subject.creditCode("91110000MA%07d".formatted(number));
        return new Subject("投标人%d代表".formatted(number), "示范建设%d号有限公司".formatted(number), code);
    }

    private Signer issue(Subject subject, Usage usage) {
        return authority.newSigner(subject, from, from.plus(VALIDITY), usage);
    }

    private Signer newAuthority() {
        var subject = new Subject("示范根证书 (仅供演示)", "示范认证中心", null);
        return Authority.create(subject, from, from.plus(VALIDITY), suite).signer();
    }

    private interface Maker {
        Signer make();
    }

    private Signer keep(String name, Maker maker) {
        var file = directory.resolve(name);
        var password = PASSWORD.toCharArray();
        try {
            if (Files.exists(file)) {
                return Pkcs12.read(Files.readAllBytes(file), password);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        var signer = maker.make();
        var chain = authority == null ? List.<X509Certificate>of() : List.of(authority.certificate());
        writeOnce(name, Pkcs12.write(signer, chain, password));
        return signer;
    }

    private void writeOnce(String name, byte[] bytes) {
        var file = directory.resolve(name);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + file.getParent(), e);
        }
        if (Files.notExists(file)) {
            DurableFile.replace(file, bytes);
        }
    }

    @Override
    public String toString() {
        return "DemoAuthority[" + directory + "]";
    }
}

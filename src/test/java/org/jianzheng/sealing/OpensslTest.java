package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody depends on this code: openssl makes packages that it opens, and opens what it makes. */
class OpensslTest {
    private static final TestOffices OFFICES = TestOffices.of(Suite.P256, 3, 2);
    private static final Point Q = OFFICES.key.q();

    @TempDir
    Path dir;

    @BeforeEach
    void needsOpenssl() {
        var found = Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl")));
        assumeTrue(found, "skipped: the openssl command is absent here");
    }

    @Test
    void packageMadeByOpensslAloneOpens() throws Exception {
        var bid = byOpenssl("-keyid", "-keyopt", "ecdh_kdf_md:sha256");
        var r = Header.parse(Q, bid.headerBytes()).r();
        var opened = assertInstanceOf(OpenedBid.class, BidOpener.open(bid, OFFICES.open(r), dir.resolve("out")));
        assertEquals(TestBid.FORM, BidForm.read(opened.form()));
        assertEquals("the plan", Files.readString(opened.files().get(1)));
    }

    @Test
    void recipientByIssuerAndSerialOpensToo() throws Exception {
        var bid = byOpenssl("-keyopt", "ecdh_kdf_md:sha256");
        var r = Header.parse(Q, bid.headerBytes()).r();
        assertInstanceOf(OpenedBid.class, BidOpener.open(bid, OFFICES.open(r), dir.resolve("out")));
    }

    @Test
    void sha1KeyDerivationIsRefused() throws Exception {
        var bid = byOpenssl("-keyid");
        assertThrows(Problem.class, () -> Header.parse(Q, bid.headerBytes()));
        assertEquals("header-form", BidOpener.checkHeader(bid).reason());
    }

    @Test
    void opensslOpensOurEnvelope() throws Exception {
        var recipient = TestBid.P256.encryption("Combiner");
        var secret = "分享".repeat(3000).getBytes(StandardCharsets.UTF_8);
        var envelope = ShareEnvelope.seal(secret, recipient.certificate(), TestOffices.RANDOM);
        assertArrayEquals(secret, ShareEnvelope.open(envelope, recipient.key(), recipient.certificate()));
        Files.write(dir.resolve("envelope"), envelope);
        pem("key.pem", "PRIVATE KEY", recipient.key().getEncoded());
        run("cms", "-decrypt", "-binary", "-inform", "DER", "-in", "envelope", "-inkey", "key.pem", "-out", "plain");
        assertArrayEquals(secret, Files.readAllBytes(dir.resolve("plain")));
        envelope[envelope.length - 1] ^= 1;
        assertThrows(Problem.class, () -> ShareEnvelope.open(envelope, recipient.key(), recipient.certificate()));
    }

    /** The whole package, with the openssl command as the only reader; the recipient is an ordinary certificate. */
    @Test
    void opensslOpensOurPackage() throws Exception {
        var recipient = TestBid.P256.encryption("Recipient");
        var q = Point.of(Suite.P256, recipient.certificate().getPublicKey());
        Files.writeString(dir.resolve("plan.txt"), "the plan");
        var file = new PackageInput.FileToSeal(dir.resolve("plan.txt"), "plan.txt", "text/plain");
        PackageWriter.write(TestBid.input(q, List.of(file)), dir.resolve("p"));
        pem("key.pem", "PRIVATE KEY", recipient.key().getEncoded());
        pem("recipient.pem", "CERTIFICATE", Certificates.der(recipient.certificate()));
        run(
                "cms",
                "-decrypt",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "p/header.p7m",
                "-inkey",
                "key.pem",
                "-recip",
                "recipient.pem",
                "-out",
                "header");
        var fields = run("asn1parse", "-inform", "DER", "-in", "header")
                .lines()
                .filter(line -> line.contains("[HEX DUMP]:"))
                .map(line -> line.substring(line.indexOf("[HEX DUMP]:") + 11))
                .toList();
        run(
                "cms",
                "-decrypt",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "p/part-00001.p7m",
                "-secretkey",
                fields.get(1),
                "-secretkeyid",
                fields.get(0),
                "-out",
                "plan");
        assertEquals("the plan", Files.readString(dir.resolve("plan")));
        pem("ca.pem", "CERTIFICATE", Certificates.der(TestBid.P256.authority.certificate()));
        run(
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "p/slip.p7s",
                "-CAfile",
                "ca.pem",
                "-purpose",
                "any",
                "-attime",
                Long.toString(TestBid.NOW.getEpochSecond()),
                "-out",
                "manifest");
        assertEquals(
                "opening",
                Manifest.read(Files.readAllBytes(dir.resolve("manifest"))).envelope());
    }

    /** Makes a package with the commands of docs/protocols/envelope.md only. */
    private SealedBid byOpenssl(String... headerOptions) throws Exception {
        var issuer = TestBid.P256.authority.signer();
        var certificate = OpeningCertificate.issue(
                Q, "opening key", TestBid.NOW, TestBid.NOW.plus(Duration.ofDays(30)), issuer, TestOffices.RANDOM);
        pem("op.pem", "CERTIFICATE", Certificates.der(certificate));
        writeSigner(TestBid.P256.bidder);
        var k = run("rand", "-hex", "32").strip();
        var kid = run("rand", "-hex", "16").strip();
        Files.createDirectory(dir.resolve("p"));
        var form = TestBid.FORM.bytes();
        part(0, Arrays.copyOf(form, 64 << 10), k, kid);
        part(1, "the plan".getBytes(StandardCharsets.US_ASCII), k, kid);
        Files.write(dir.resolve("manifest.json"), manifest(form));
        run(
                "cms",
                "-sign",
                "-binary",
                "-nodetach",
                "-nosmimecap",
                "-in",
                "manifest.json",
                "-signer",
                "bidder.pem",
                "-inkey",
                "bidder.key",
                "-md",
                "sha256",
                "-outform",
                "DER",
                "-out",
                "slip.p7s");
        var slip = HexFormat.of().formatHex(Files.readAllBytes(dir.resolve("slip.p7s")));
        Files.writeString(
                dir.resolve("header.cnf"),
                String.join(
                        "\n",
                        "asn1=SEQUENCE:header",
                        "[header]",
                        "v=INTEGER:1",
                        "kid=FORMAT:HEX,OCTETSTRING:" + kid,
                        "k=FORMAT:HEX,OCTETSTRING:" + k,
                        "slip=FORMAT:HEX,OCTETSTRING:" + slip,
                        ""));
        run("asn1parse", "-genconf", "header.cnf", "-noout", "-out", "header.der");
        var command = new java.util.ArrayList<>(List.of(
                "cms",
                "-encrypt",
                "-binary",
                "-aes-256-gcm",
                "-in",
                "header.der",
                "-outform",
                "DER",
                "-out",
                "p/header.p7m",
                "-recip",
                "op.pem"));
        command.addAll(List.of(headerOptions));
        command.add("-aes256-wrap");
        run(command.toArray(String[]::new));
        return TestBid.submitted(Q, dir.resolve("p"), Suite.P256.hex(Files.readAllBytes(dir.resolve("slip.p7s"))));
    }

    private void part(int index, byte[] plain, String k, String kid) throws Exception {
        Files.write(dir.resolve("plain-" + index), plain);
        run(
                "cms",
                "-encrypt",
                "-binary",
                "-aes-256-gcm",
                "-in",
                "plain-" + index,
                "-outform",
                "DER",
                "-out",
                "p/" + SealedPackage.partName(index),
                "-secretkey",
                k,
                "-secretkeyid",
                kid);
    }

    private byte[] manifest(byte[] form) throws IOException {
        var files = List.of(
                new ManifestFile(Manifest.FORM, "application/json", form.length, List.of(manifestPart(0))),
                new ManifestFile("plan.txt", "text/plain", 8, List.of(manifestPart(1))));
        var bidder = Certificates.id(TestBid.P256.bidder.certificate());
        var manifest = new Manifest(
                1, "p256", TestBid.TENDER, TestBid.LOT, "opening", bidder, Q.keyId(), "5a".repeat(32), files, "");
        // Written by hand a manifest has spaces and its own order; only its signature counts.
        return new String(Canonical.write(manifest), StandardCharsets.UTF_8)
                .replace("\":", "\" : ")
                .getBytes(StandardCharsets.UTF_8);
    }

    private ManifestPart manifestPart(int index) throws IOException {
        var plain = Files.readAllBytes(dir.resolve("plain-" + index));
        var object = Files.readAllBytes(dir.resolve("p").resolve(SealedPackage.partName(index)));
        return new ManifestPart(Suite.P256.hex(object), plain.length, Suite.P256.hex(plain));
    }

    private void writeSigner(Signer signer) throws IOException {
        pem("bidder.pem", "CERTIFICATE", Certificates.der(signer.certificate()));
        pem("bidder.key", "PRIVATE KEY", ((Key) signer.key()).getEncoded());
    }

    private void pem(String name, String type, byte[] der) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                dir.resolve(name), "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        var log = dir.resolve("openssl.log");
        var process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertEquals(true, process.waitFor(60, TimeUnit.SECONDS), "openssl hangs");
        var said = Files.readString(log);
        assertEquals(0, process.exitValue(), command + "\n" + said);
        return said;
    }
}

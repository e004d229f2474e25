package org.jianzheng.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures that other programs make or read: the openssl command, and Bouncy Castle's own generator. */
class CmsForeignTest {
    private static final byte[] CONTENT = "{\"v\":1}".getBytes(UTF_8);

    private final TrustFixture fixture = new TrustFixture();
    private final Signer signer = fixture.signer("张三", Usage.SIGNING);

    @TempDir
    Path folder;

    @Test
    void takesWhatOpensslSigns() throws Exception {
        writePem();
        openssl("cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-out", "signed.p7s");
        var signed = Cms.verify(Files.readAllBytes(folder.resolve("signed.p7s")));
        assertArrayEquals(CONTENT, signed.content());
        assertEquals(signer.certificate(), signed.signer());

        openssl("cms", "-sign", "-binary", "-nodetach", "-keyid", "-outform", "DER", "-out", "keyid.p7s");
        assertArrayEquals(
                CONTENT,
                Cms.verify(Files.readAllBytes(folder.resolve("keyid.p7s"))).content());

        openssl("cms", "-sign", "-binary", "-outform", "DER", "-out", "detached.p7s");
        var detached = Files.readAllBytes(folder.resolve("detached.p7s"));
        assertEquals(signer.certificate(), Cms.verifyDetached(detached, CONTENT));
    }

    @Test
    void refusesOpensslsStreamsAndBareSignatures() throws Exception {
        writePem();
        openssl("cms", "-sign", "-binary", "-nodetach", "-stream", "-outform", "DER", "-out", "stream.p7s");
        assertRefused(() -> Cms.verify(Files.readAllBytes(folder.resolve("stream.p7s"))));
        openssl("cms", "-sign", "-binary", "-nodetach", "-noattr", "-outform", "DER", "-out", "bare.p7s");
        assertRefused(() -> Cms.verify(Files.readAllBytes(folder.resolve("bare.p7s"))));
        openssl("cms", "-sign", "-binary", "-nodetach", "-md", "sha512", "-outform", "DER", "-out", "sha512.p7s");
        assertRefused(() -> Cms.verify(Files.readAllBytes(folder.resolve("sha512.p7s"))));
        openssl("cms", "-sign", "-binary", "-nodetach", "-nocerts", "-outform", "DER", "-out", "nocerts.p7s");
        assertRefused(() -> Cms.verify(Files.readAllBytes(folder.resolve("nocerts.p7s"))));
    }

    @Test
    void opensslVerifiesWhatIsSignedHere() throws Exception {
        writePem();
        Files.write(folder.resolve("ours.p7s"), Cms.sign(CONTENT, signer));
        run(List.of(
                "openssl",
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "ours.p7s",
                "-noverify",
                "-out",
                "content"));
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("content")));
    }

    @Test
    void refusesTwoSigners() throws Exception {
        var other = fixture.signer("李四", Usage.SIGNING);
        var one = generate(List.of(signer), CONTENT).getEncoded("DER");
        assertEquals(signer.certificate(), Cms.verify(one).signer());
        var two = generate(List.of(signer, other), CONTENT).getEncoded("DER");
        assertRefused(() -> Cms.verify(two));
    }

    @Test
    void refusesACurveOfNoSuite() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        var keys = generator.generateKeyPair();
        var certificate = fixture.authority.issue(
                new Subject("a", "a", null), keys.getPublic(), TrustFixture.FROM, TrustFixture.TO, Usage.SIGNING);
        var stranger = new Signer(keys.getPrivate(), certificate);
        assertEquals(
                "record/suite",
                assertThrows(Problem.class, () -> Cms.sign(CONTENT, stranger)).slug());
        var made = generate(List.of(stranger), CONTENT).getEncoded("DER");
        assertRefused(() -> Cms.verify(made));
    }

    private static org.bouncycastle.cms.CMSSignedData generate(List<Signer> signers, byte[] content) throws Exception {
        var generator = new CMSSignedDataGenerator();
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        for (var signer : signers) {
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(digests)
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.key()), signer.certificate()));
        }
        generator.addCertificates(
                new JcaCertStore(signers.stream().map(Signer::certificate).toList()));
        return generator.generate(new CMSProcessableByteArray(content), true);
    }

    private void writePem() throws IOException {
        Files.writeString(
                folder.resolve("cert.pem"),
                Anchors.of(List.of(signer.certificate())).pem());
        var key = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(signer.key().getEncoded());
        Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
        Files.write(folder.resolve("content.json"), CONTENT);
    }

    private void openssl(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-in", "content.json", "-signer", "cert.pem", "-inkey", "key.pem"));
        run(command);
    }

    private void run(List<String> command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            assumeTrue(false, "skipped: openssl is not installed here");
            return;
        }
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            fail(command + " failed: " + output);
        }
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable act) {
        assertEquals("record/signature", assertThrows(Problem.class, act).slug());
    }
}

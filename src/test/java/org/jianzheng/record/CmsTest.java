package org.jianzheng.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class CmsTest {
    private static final byte[] CONTENT = "{\"v\":1}".getBytes(UTF_8);

    private final SignatureSuite suite;
    private final TrustFixture fixture;
    private final Signer signer;

    @TempDir
    Path folder;

    CmsTest(SignatureSuite suite) {
        this.suite = suite;
        this.fixture = new TrustFixture(suite);
        this.signer = fixture.signer("张三", Usage.SIGNING);
    }

    @Test
    void returnsContentAndSignerOfAnAttachedSignature() {
        var signed = Cms.verify(Cms.sign(CONTENT, signer));
        assertArrayEquals(CONTENT, signed.content());
        assertEquals(signer.certificate(), signed.signer());
    }

    @Test
    void detachedSignatureFitsItsContentOnly() {
        var signature = Cms.signDetached(CONTENT, signer);
        assertEquals(signer.certificate(), Cms.verifyDetached(signature, CONTENT));
        assertRefused(() -> Cms.verifyDetached(signature, "{\"v\":2}".getBytes(UTF_8)));
    }

    @Test
    void doesNotTakeOneKindForTheOther() {
        assertRefused(() -> Cms.verify(Cms.signDetached(CONTENT, signer)));
        assertRefused(() -> Cms.verifyDetached(Cms.sign(CONTENT, signer), CONTENT));
    }

    @Test
    void everyChangedByteIsRefusedOrNamesAnotherCertificate() {
        var der = Cms.sign(CONTENT, signer);
        for (int i = 0; i < der.length; i++) {
            for (int bit : new int[] {0x01, 0x80}) {
                var changed = der.clone();
                changed[i] ^= (byte) bit;
                Cms.Signed signed;
                try {
                    signed = Cms.verify(changed);
                } catch (Problem refused) {
                    continue;
                }
                if (signed.signer().equals(signer.certificate())) {
                    fail("A flip of " + bit + " in byte " + i + " went unnoticed");
                }
            }
        }
    }

    @Test
    void refusesATailAndAnotherEncodingOfTheSameSignature() throws Exception {
        var der = Cms.sign(CONTENT, signer);
        assertRefused(() -> Cms.verify(Arrays.copyOf(der, der.length + 1)));
        assertRefused(() -> Cms.verify(new byte[0]));
        // The outermost length in its indefinite form, which ends in two zero bytes.
        var ber = new java.io.ByteArrayOutputStream();
        ber.write(new byte[] {0x30, (byte) 0x80});
        ber.write(der, 4, der.length - 4);
        ber.write(new byte[2]);
        assertRefused(() -> Cms.verify(ber.toByteArray()));
    }

    @Test
    void refusesTwoSigners() throws Exception {
        assumeTrue(suite == SignatureSuite.P256, "skipped: the library writes RFC 5652 frames only");
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

    @Test
    void takesWhatOpensslSigns() throws Exception {
        assumeTrue(suite == SignatureSuite.P256, "skipped: openssl cms knows no SM2; see NationalOpensslTest");
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
        assumeTrue(suite == SignatureSuite.P256, "skipped: openssl cms knows no SM2; see NationalOpensslTest");
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
        assumeTrue(suite == SignatureSuite.P256, "skipped: openssl cms knows no SM2; see NationalOpensslTest");
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
    void aSignerNeverPrintsItsKey() {
        assertFalse(signer.toString().contains("Private"));
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

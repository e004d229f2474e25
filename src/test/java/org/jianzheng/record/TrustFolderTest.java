package org.jianzheng.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustFolderTest {
    private final TrustFixture fixture = new TrustFixture();

    @TempDir
    Path directory;

    @Test
    void readsBackWhatItWrote() {
        var folder = fixture.folder();
        folder.write(directory);
        var read = TrustFolder.read(directory);
        assertEquals(folder.fingerprint(), read.fingerprint());
        assertEquals(fixture.offices, read.offices());
        assertEquals(TrustFixture.ORIGIN, read.origin());
        assertEquals(List.of(fixture.seal.certificate()), read.seals());
        assertEquals(List.of(fixture.combiner.certificate()), read.combiners());
        assertEquals(
                fixture.combiner.certificate(),
                read.combiner(Certificates.id(fixture.combiner.certificate())).orElseThrow());
        read.anchors().check(fixture.seal.certificate(), TrustFixture.FROM.plusSeconds(1));
    }

    @Test
    void travelsAsJson() {
        var folder = fixture.folder();
        var json = Canonical.read(Canonical.write(folder.json()), TrustFolder.Json.class);
        assertEquals(folder.fingerprint(), TrustFolder.of(json).fingerprint());
    }

    @Test
    void keepsTheBytesItWasReadFrom() {
        var files = new HashMap<>(fixture.folder().files());
        files.put("policy.txt", ("# ours\n" + new String(files.get("policy.txt"), UTF_8)).getBytes(UTF_8));
        var read = TrustFolder.read(files);
        assertArrayEquals(files.get("policy.txt"), read.files().get("policy.txt"));
        assertNotEquals(fixture.folder().fingerprint(), read.fingerprint());
    }

    @Test
    void findsAnOfficeByNameAndBySigningCertificate() {
        var folder = fixture.folder();
        var notary = folder.office("notary");
        assertEquals(notary, folder.officeSigning(notary.signing()));
        assertThrows(Problem.class, () -> folder.office("nobody"));
        assertThrows(Problem.class, () -> folder.officeSigning(notary.encryption()));
    }

    @Test
    void onlyAPlatformSealIsOne() {
        var folder = fixture.folder();
        folder.checkSeal(fixture.seal.certificate());
        var problem = assertThrows(Problem.class, () -> folder.checkSeal(fixture.combiner.certificate()));
        assertEquals("record/not-the-platform", problem.slug());
    }

    @Test
    void printsEveryKey() {
        var text = fixture.folder().fingerprints();
        assertTrue(text.contains(fixture.log.vkey().format()));
        for (var office : fixture.offices) {
            assertTrue(text.contains(office.cosigner().format()));
            assertTrue(text.contains(Certificates.id(office.signing())));
            assertTrue(text.contains(Certificates.id(office.encryption())));
        }
        assertTrue(text.contains(Certificates.id(fixture.seal.certificate())));
        assertTrue(text.contains(Certificates.id(fixture.authority.certificate())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy.txt", "offices.json", "platform.json", "anchors.pem"})
    void namesTheFileThatIsMissing(String name) {
        var files = new HashMap<>(fixture.folder().files());
        files.remove(name);
        assertEquals(
                name, assertThrows(Problem.class, () -> TrustFolder.read(files)).field());
        assertThrows(Problem.class, () -> TrustFolder.read(directory));
    }

    @Test
    void refusesAnOfficeWhoseCosignerIsNotThePolicys() {
        var policy = fixture.policy();
        var a = fixture.offices.get(0);
        var b = fixture.offices.get(1);
        var swapped = List.of(
                new TrustedOffice(a.name(), b.cosigner(), a.signing(), a.encryption(), null),
                new TrustedOffice(b.name(), a.cosigner(), b.signing(), b.encryption(), null));
        assertRefused(swapped);
        assertRefused(List.of(new TrustedOffice("stranger", a.cosigner(), a.signing(), a.encryption(), null)));
        assertRefused(List.of(a, a));
        assertEquals(3, policy.witnesses().size());
    }

    @Test
    void refusesAKeyThatServesTwice() {
        var a = fixture.offices.get(0);
        var b = fixture.offices.get(1);
        assertRefused(List.of(a, new TrustedOffice(b.name(), b.cosigner(), a.signing(), b.encryption(), null)));
        assertRefused(List.of(new TrustedOffice(a.name(), a.cosigner(), a.signing(), a.signing(), null)));
    }

    @Test
    void refusesThePolicyOfAnotherLog() {
        var other = new TrustFixture();
        assertThrows(
                Problem.class,
                () -> TrustFolder.of(
                        fixture.policy(),
                        fixture.offices,
                        "other.example",
                        List.of(other.seal.certificate()),
                        List.of(other.combiner.certificate()),
                        Anchors.of(List.of(other.authority.certificate()))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            platform.json | "origin"  | "Origin"
            platform.json | "seal":[  | "seal":[],"x":[
            platform.json | {"combiner" | { "combiner"
            offices.json  | "notary"  | "Notary"
            offices.json  | "notary"  | "../notary"
            offices.json  | http://127.0.0.1 | file:///etc/passwd
            policy.txt    | quorum    | chorus
            anchors.pem   | BEGIN     | BEGINN
            """)
    void refusesAFileThatIsNotItsForm(String name, String right, String wrong) {
        Map<String, byte[]> files = new HashMap<>(fixture.folder().files());
        var text = new String(files.get(name), UTF_8);
        assertTrue(text.contains(right), text);
        files.put(name, text.replace(right, wrong).getBytes(UTF_8));
        assertThrows(Problem.class, () -> TrustFolder.read(files));
    }

    private void assertRefused(List<TrustedOffice> offices) {
        var signer = fixture.signer("x", Usage.SIGNING);
        assertEquals(
                "record/trust",
                assertThrows(
                                Problem.class,
                                () -> TrustFolder.of(
                                        fixture.policy(),
                                        offices,
                                        TrustFixture.ORIGIN,
                                        List.of(signer.certificate()),
                                        List.of(signer.certificate()),
                                        Anchors.of(List.of(fixture.authority.certificate()))))
                        .slug());
    }
}

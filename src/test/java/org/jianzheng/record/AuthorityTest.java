package org.jianzheng.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class AuthorityTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Subject PERSON = new Subject("张三", "某某建设有限公司", Subject.creditCode("91110000600037341"));

    private final SignatureSuite suite;
    private final Authority authority;

    AuthorityTest(SignatureSuite suite) {
        this.suite = suite;
        this.authority = Authority.create(new Subject("根", "示范认证中心", null), FROM, TO, suite);
    }

    @Test
    void issuesFromARequestWhatItsAnchorTrusts() {
        var keys = suite.newKeyPair();
        var certificate = authority.issue(CertificateRequests.create(PERSON, keys), FROM, TO, Usage.SIGNING);

        Anchors.of(List.of(authority.certificate())).check(certificate, NOW);
        assertEquals(PERSON, Subject.of(certificate));
        assertTrue(certificate.getKeyUsage()[0]);
        assertFalse(certificate.getKeyUsage()[4]);
        var signed = Cms.sign(new byte[] {1}, new Signer(keys.getPrivate(), certificate));
        assertEquals(certificate, Cms.verify(signed).signer());
    }

    @Test
    void issuedCertificateIsNotTrustedAfterItsEndOrUnderAnotherAuthority() {
        var signer = authority.newSigner(PERSON, FROM, TO, Usage.SIGNING);
        var other = Authority.create(new Subject("根", "示范认证中心", null), FROM, TO, suite);

        var anchors = Anchors.of(List.of(authority.certificate()));
        assertThrows(Problem.class, () -> anchors.check(signer.certificate(), TO.plusSeconds(1)));
        var foreign = Anchors.of(List.of(other.certificate()));
        assertThrows(Problem.class, () -> foreign.check(signer.certificate(), NOW));
    }

    /** What a national certification authority's customers bring, and the other way round. */
    @Test
    void oneAuthorityCertifiesKeysOfBothSuites() {
        for (var other : SignatureSuite.values()) {
            var keys = other.newKeyPair();
            var certificate = authority.issue(CertificateRequests.create(PERSON, keys), FROM, TO, Usage.SIGNING);
            var pem = Anchors.of(
                            List.of(Authority.create(PERSON, FROM, TO, other).certificate(), authority.certificate()))
                    .pem();
            Anchors.ofPem(pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                    .check(Certificates.read(Certificates.der(certificate)), NOW);
            assertEquals(other, SignatureSuite.of(certificate));
        }
    }

    /** Its algorithm, its curve and, unless the JDK leaves that to whoever uses the key, its point. */
    @Test
    void aCertificateWithADamagedKeyIsRefused() {
        var certificate = authority.newSigner(PERSON, FROM, TO, Usage.SIGNING).certificate();
        byte[] key = certificate.getPublicKey().getEncoded();
        byte[] der = Certificates.der(certificate);
        int start = indexOf(der, key);
        int judged = suite == SignatureSuite.P256 ? key.length - 64 : key.length;
        for (int i = start; i < start + judged; i++) {
            byte[] damaged = der.clone();
            damaged[i] ^= 0x20;
            var slug = slug(() -> SignatureSuite.of(Certificates.read(damaged)));
            assertTrue(
                    Set.of("record/certificate", "record/suite").contains(slug), "byte " + (i - start) + ": " + slug);
        }
    }

    private static int indexOf(byte[] all, byte[] part) {
        var hex = HexFormat.of();
        return hex.formatHex(all).indexOf(hex.formatHex(part)) / 2;
    }

    @Test
    void anEndCertificateIssuesNothing() {
        var signer = authority.newSigner(PERSON, FROM, TO, Usage.SIGNING);
        assertEquals("record/not-an-authority", slug(() -> Authority.of(signer)));
    }

    @Test
    void refusesARequestWithOneFlippedBit() {
        var request = CertificateRequests.create(PERSON, suite.newKeyPair());
        request[40] ^= 1;
        assertEquals("record/request", slug(() -> CertificateRequests.read(request)));
    }

    @Test
    void refusesARequestWithATail() {
        var request = CertificateRequests.create(PERSON, suite.newKeyPair());
        var longer = java.util.Arrays.copyOf(request, request.length + 1);
        assertEquals("record/request", slug(() -> CertificateRequests.read(longer)));
    }

    @Test
    void pkcs12KeepsKeyAndCertificateUnderItsPasswordOnly() {
        var signer = authority.newSigner(PERSON, FROM, TO, Usage.SIGNING);
        var file = Pkcs12.write(signer, List.of(authority.certificate()), "secret".toCharArray());

        var read = Pkcs12.read(file, "secret".toCharArray());
        assertEquals(signer.certificate(), read.certificate());
        assertArrayEquals(signer.key().getEncoded(), read.key().getEncoded());
        assertEquals("record/pkcs12", slug(() -> Pkcs12.read(file, "wrong".toCharArray())));
        assertEquals("record/pkcs12", slug(() -> Pkcs12.read(new byte[] {1, 2}, "secret".toCharArray())));
        assertFalse(read.toString().contains("Private"));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            91350100M000100Y43, true
            91350100M000100Y44, false
            9135O100M000100Y43, false
            91350100M000100Y4 , false
            """)
    void knowsTheCheckCharacterOfACreditCode(String code, boolean right) {
        assertEquals(right, Subject.isCreditCode(code));
    }

    private static String slug(org.junit.jupiter.api.function.Executable act) {
        return assertThrows(Problem.class, act).slug();
    }
}

package org.jianzheng.identity;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.record.Anchors;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.RevocationList;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationsTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant NEXT = NOW.plus(Duration.ofDays(7));

    private final Authority authority = Authority.create(new Subject("根", "甲认证中心", null), FROM, TO);
    private final Authority second = Authority.create(new Subject("根", "乙认证中心", null), FROM, TO);
    private final Signer person = signer(authority);

    @TempDir
    Path dir;

    @BeforeEach
    void trustBoth() throws IOException {
        var anchors = Anchors.of(List.of(authority.certificate(), second.certificate()));
        Files.createDirectories(dir.resolve("trust"));
        Files.createDirectories(dir.resolve("crl"));
        Files.write(dir.resolve("trust/anchors.pem"), anchors.pem().getBytes(StandardCharsets.US_ASCII));
    }

    private static Signer signer(Authority authority) {
        return authority.newSigner(new Subject("张三", "某某建设有限公司", null), FROM, TO, Usage.SIGNING);
    }

    /** An instance that has just started; each test looks once, so nothing waits for the next look. */
    private Revocations started(Optional<Path> folder) {
        var trust = new Trust(Optional.of(dir.resolve("trust")), dir, null);
        return new Revocations(folder, Duration.ofHours(24), trust);
    }

    private Revocations started() {
        return started(Optional.of(dir.resolve("crl")));
    }

    private void list(String name, long number, RevocationList.Entry... entries) throws IOException {
        Files.write(dir.resolve("crl").resolve(name), authority.revocationList(List.of(entries), number, NOW, NEXT));
    }

    private RevocationList.Entry entry(Instant at) {
        return new RevocationList.Entry(person.certificate().getSerialNumber(), at, "keyCompromise");
    }

    @Test
    void aRevokedCertificateIsRefusedWithSerialNumberDateAndRemedy() throws IOException {
        list("a.crl", 1, entry(NOW));
        var refused = assertThrows(Problem.class, () -> started().requireNotRevoked(person.certificate(), NOW));
        assertEquals("identity/revoked", refused.slug());
        assertEquals(403, refused.status());
        assertTrue(
                refused.detail().contains(person.certificate().getSerialNumber().toString(16)), refused.detail());
        assertTrue(refused.detail().contains("2026-06-01T00:00:00.000Z"), refused.detail());
        assertTrue(refused.remedy().contains("new certificate"), refused.remedy());
    }

    @Test
    void beforeTheRevocationTookEffectTheCertificateIsGood() throws IOException {
        list("a.crl", 1, entry(NOW));
        var revocations = started();
        assertDoesNotThrow(() -> revocations.requireKnownGood(person.certificate(), NOW.minusMillis(1)));
        assertThrows(Problem.class, () -> revocations.requireKnownGood(person.certificate(), NOW));
    }

    @Test
    void whileAnAuthorityHasNoListItsPeopleLogInButSignNoAct() throws IOException {
        list("a.crl", 1);
        var other = signer(second).certificate();
        var revocations = started();
        assertDoesNotThrow(() -> revocations.requireNotRevoked(other, NOW));
        var doubt = assertThrows(Problem.class, () -> revocations.requireKnownGood(other, NOW));
        assertEquals("identity/revocation-unknown", doubt.slug());
        assertEquals(503, doubt.status());
        assertDoesNotThrow(() -> revocations.requireKnownGood(person.certificate(), NOW));
    }

    @Test
    void aListCountsUntilItsNextUpdateAndTheGrace() throws IOException {
        list("a.crl", 1);
        var revocations = started();
        assertDoesNotThrow(() -> revocations.requireKnownGood(person.certificate(), NEXT.plus(Duration.ofHours(24))));
        var late = NEXT.plus(Duration.ofHours(24)).plusMillis(1);
        assertEquals(
                "identity/revocation-unknown",
                assertThrows(Problem.class, () -> revocations.requireKnownGood(person.certificate(), late))
                        .slug());
    }

    @Test
    void ofTwoListsTheNewerCountsWhateverTheFilesAreCalled() throws IOException {
        list("z-old.crl", 1);
        list("a-new.crl", 2, entry(NOW));
        assertThrows(Problem.class, () -> started().requireNotRevoked(person.certificate(), NOW));
    }

    @Test
    void aFileThatIsNoListOrOfAStrangerGivesNoList() throws IOException {
        Files.writeString(dir.resolve("crl/a.crl"), "nonsense");
        var stranger = Authority.create(new Subject("根", "甲认证中心", null), FROM, TO);
        Files.write(dir.resolve("crl/b.crl"), stranger.revocationList(List.of(), 9, NOW, NEXT));
        assertEquals(
                "identity/revocation-unknown",
                assertThrows(Problem.class, () -> started().requireKnownGood(person.certificate(), NOW))
                        .slug());
    }

    @Test
    void aFolderThatIsNotThereLeavesNoActThrough() {
        var revocations = started(Optional.of(dir.resolve("nowhere")));
        assertThrows(Problem.class, () -> revocations.requireKnownGood(person.certificate(), NOW));
    }

    @Test
    void withoutAFolderNothingIsAsked() {
        var revocations = started(Optional.empty());
        assertDoesNotThrow(() -> revocations.requireKnownGood(person.certificate(), NOW));
        assertEquals(Map.of(), revocations.hoursLeft(NOW));
    }

    @Test
    void monitoringSeesHowLongEachListLasts() throws IOException {
        list("a.crl", 1);
        var hours = started().hoursLeft(NOW);
        assertEquals(
                168L,
                hours.get(authority.certificate().getSubjectX500Principal().getName()));
        assertEquals(
                -1L, hours.get(second.certificate().getSubjectX500Principal().getName()));
    }
}

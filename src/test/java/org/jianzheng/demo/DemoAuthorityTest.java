package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.CertificateRequests;
import org.jianzheng.record.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void keepsEveryoneWhenItIsMadeAgain() throws IOException {
        var first = DemoAuthority.create(directory, NOW);
        var bidder = first.bidder(3).certificate();
        var roles = Files.readAllBytes(directory.resolve("roles.json"));

        var again = DemoAuthority.create(directory, NOW.plus(Duration.ofDays(40)));
        assertEquals(first.anchors().certificates(), again.anchors().certificates());
        assertEquals(first.seal().certificate(), again.seal().certificate());
        assertEquals(bidder, again.bidder(3).certificate());
        assertArrayEquals(roles, Files.readAllBytes(directory.resolve("roles.json")));
    }

    @Test
    void everyoneIsTrustedAndHasARightCreditCode() {
        var demo = DemoAuthority.create(directory, NOW);
        for (var person : DemoPerson.values()) {
            var certificate = demo.person(person).certificate();
            demo.anchors().check(certificate, NOW);
            assertTrue(Subject.isCreditCode(Subject.of(certificate).organisationId()));
        }
        var bidder = demo.bidder(12).certificate();
        demo.anchors().check(bidder, NOW.plus(Duration.ofDays(3000)));
        assertTrue(Subject.isCreditCode(Subject.of(bidder).organisationId()));
    }

    @Test
    void issuesToAnOfficeWithoutItsPrivateKey() {
        var office = new Subject("见证节点", "示范市审计局", null);
        var request = CertificateRequests.create(office, CertificateRequests.newKeyPair());
        var demo = DemoAuthority.create(directory, NOW);
        demo.anchors().check(demo.issueOffice(request, Usage.ENCRYPTION), NOW);
    }
}

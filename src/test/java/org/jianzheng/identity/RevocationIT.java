package org.jianzheng.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.PartyId;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

/** Threat 12: a stolen certificate is worth nothing from its revocation on, for login, for tokens, for acts. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RevocationIT {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    @Inject
    Acts acts;

    @Test
    void aRevokedCertificateLosesItsTokenItsLoginAndItsActs() {
        var bidder = DemoPeople.bidder(51);
        var other = DemoPeople.bidder(52);
        var now = Clock.systemUTC().instant();
        var token = DemoPeople.token(bidder);
        var otherToken = DemoPeople.token(other);
        assertEquals(200, me(token).statusCode());
        assertDoesNotThrow(() -> act(bidder));

        DemoPeople.authority().revoke(List.of(bidder.certificate()), now, 2);
        try {
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (me(token).statusCode() == 200 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            me(token)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:jianzheng:problem:identity/revoked"))
                    .body(
                            "detail",
                            containsString(
                                    bidder.certificate().getSerialNumber().toString(16)));
            given().contentType("application/json")
                    .body(Map.of("certificate", Certificates.der(bidder.certificate())))
                    .post("/login/challenge")
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("urn:jianzheng:problem:identity/revoked"));
            assertEquals(
                    "identity/revoked",
                    assertThrows(Problem.class, () -> act(bidder)).slug());
            assertEquals(200, me(otherToken).statusCode());
            assertDoesNotThrow(() -> act(other));
        } finally {
            DemoPeople.authority().revoke(List.of(), now, 3);
        }
    }

    private void act(Signer signer) {
        var caller = new Caller(
                PartyId.at(Clock.systemUTC().instant()), signer.certificate(), java.util.Set.of(Role.BIDDER));
        acts.content(caller, Cms.sign(new byte[] {1}, signer), Clock.systemUTC().instant());
    }

    private static Response me(String token) {
        return given().auth().oauth2(token).get("/parties/me");
    }
}

package org.jianzheng.identity;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.contains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.record.CertificateRequests;
import org.jianzheng.record.Certificates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Threat 21: a bidder gives himself a role. That every endpoint asks for roles is shown by {@code RoleMatrixIT}; here, that
 * only the platform says who has which.
 */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class Threat21_RolesCannotBeForgedIT {
    private String token;

    @BeforeEach
    void logIn() {
        token = DemoPeople.token(DemoPeople.bidder(61));
    }

    @Test
    void aRoleWrittenIntoATokenMakesItWorthless() {
        var parts = token.split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        var more = claims.replace("[\"BIDDER\"]", "[\"BIDDER\",\"SUPERVISOR\"]");
        assertNotEquals(claims, more);
        assertEquals(401, status(parts[0] + "." + encode(more) + "." + parts[2]));
    }

    @Test
    void aTokenWithoutASignatureIsNone() {
        var parts = token.split("\\.");
        for (var algorithm : new String[] {"none", "None", "HS256"}) {
            var header = encode("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}");
            assertEquals(401, status(header + "." + parts[1] + "."));
            assertEquals(401, status(header + "." + parts[1] + "." + parts[2]));
        }
    }

    @Test
    void aTokenOfAnotherKeyOrIssuerIsNone() {
        var own = CertificateRequests.newKeyPair().getPrivate();
        var now = Clock.systemUTC().instant();
        var actor = Certificates.id(DemoPeople.bidder(61).certificate());
        var forged = Jwt.issuer("urn:jianzheng:platform")
                .subject(actor)
                .upn(actor)
                .groups(Set.of("SUPERVISOR"))
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(5)))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(own);
        assertEquals(401, status(forged));
    }

    @Test
    void aRoleNamedAnywhereElseIsNotRead() {
        given().auth()
                .oauth2(token)
                .header("X-Roles", "SUPERVISOR")
                .header("X-Forwarded-User", "supervisor")
                .queryParam("role", "SUPERVISOR")
                .get("/parties/me")
                .then()
                .statusCode(200)
                .body("roles", contains("BIDDER"));
    }

    @Test
    void aMethodThatTheTableDoesNotHaveIsNotThere() {
        for (var method : new String[] {"DELETE", "PATCH", "PUT"}) {
            int status = given().auth()
                    .oauth2(token)
                    .request(method, "/tenders/00000000-0000-7000-8000-000000000000")
                    .statusCode();
            assertEquals(405, status, method);
        }
        assertEquals(404, given().auth().oauth2(token).get("/admin").statusCode());
    }

    private static int status(String token) {
        return given().auth().oauth2(token).get("/parties/me").statusCode();
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }
}

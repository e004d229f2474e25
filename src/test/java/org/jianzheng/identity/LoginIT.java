package org.jianzheng.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.record.Act;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.CertificateRequests;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class LoginIT {
    @Test
    void anyTrustedCertificateIsABidderWithoutRegistering() {
        var bidder = DemoPeople.bidder(1);
        given().auth()
                .oauth2(DemoPeople.token(bidder))
                .get("/parties/me")
                .then()
                .statusCode(200)
                .body("actor", equalTo(Certificates.id(bidder.certificate())))
                .body("roles", contains("BIDDER"));
    }

    @Test
    void whoOverseesIsNoBidder() {
        given().auth()
                .oauth2(DemoPeople.token(DemoPerson.SUPERVISOR))
                .get("/parties/me")
                .then()
                .body("roles", contains("SUPERVISOR"));
        given().auth()
                .oauth2(DemoPeople.token(DemoPerson.AGENT))
                .get("/parties/me")
                .then()
                .body("roles", hasItems("AGENT", "BIDDER"));
    }

    @Test
    void refusesAChallengeUsedBefore() {
        var bidder = DemoPeople.bidder(1);
        var challenge = DemoPeople.challenge(bidder);
        var signature = Cms.signDetached(Base64.getDecoder().decode(challenge), bidder);
        login(challenge, signature).statusCode(200);
        refused(login(challenge, signature));
    }

    @Test
    void refusesAChallengeSignedByAnotherThanItWasMadeFor() {
        var challenge = DemoPeople.challenge(DemoPeople.bidder(1));
        refused(login(challenge, Cms.signDetached(Base64.getDecoder().decode(challenge), DemoPeople.bidder(2))));
    }

    @Test
    void refusesAChallengeThatThePlatformDidNotMake() {
        var bidder = DemoPeople.bidder(1);
        var challenge = Base64.getDecoder().decode(DemoPeople.challenge(bidder));
        var text = new String(challenge).replaceFirst("\n[0-9]+\n", "\n99999999999999\n");
        refused(login(Base64.getEncoder().encodeToString(text.getBytes()), Cms.signDetached(text.getBytes(), bidder)));
    }

    @Test
    void refusesACertificateOfAnotherAuthority() {
        var now = Clock.systemUTC().instant();
        var foreign = Authority.create(new Subject("假", "假认证中心", null), now.minusSeconds(60), now.plusSeconds(600));
        var someone = new Subject("李四", "某公司", null);
        var signer = foreign.newSigner(someone, now.minusSeconds(60), now.plusSeconds(600), Usage.SIGNING);
        askChallenge(signer).statusCode(403).body("type", equalTo("urn:jianzheng:problem:record/untrusted"));
    }

    @Test
    void refusesACertificateThatIsNotForSignatures() {
        var keys = CertificateRequests.newKeyPair();
        var request = CertificateRequests.create(new Subject("李四", "某公司", null), keys);
        var certificate = DemoPeople.authority().issueOffice(request, Usage.ENCRYPTION);
        askChallenge(new Signer(keys.getPrivate(), certificate))
                .statusCode(403)
                .body("type", equalTo("urn:jianzheng:problem:identity/certificate-use"));
    }

    @Test
    void refusesATokenWithOneLetterChanged() {
        var token = DemoPeople.token(DemoPeople.bidder(1));
        var at = token.length() - 10;
        var other = token.charAt(at) == 'A' ? 'B' : 'A';
        given().auth()
                .oauth2(token.substring(0, at) + other + token.substring(at + 1))
                .get("/parties/me")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:jianzheng:problem:identity/login-required"));
    }

    @Test
    void tradingCentreGrantsARoleBySignedActOnce() {
        var centre = DemoPeople.signer(DemoPerson.TRADING_CENTRE);
        var token = DemoPeople.token(centre);
        var evaluator = DemoPeople.bidder(90);
        var cms = grant(centre, evaluator, List.of(Role.EVALUATOR));

        sendGrant(token, cms).statusCode(200);
        roles(evaluator).body("roles", contains("EVALUATOR"));
        sendGrant(token, cms).statusCode(409).body("type", equalTo("urn:jianzheng:problem:identity/act-replayed"));

        sendGrant(token, grant(centre, evaluator, List.of())).statusCode(200);
        roles(evaluator).body("roles", contains("BIDDER"));
    }

    @Test
    void roleTakenBackEndsWithTheNextActNotWithTheLogin() {
        var centre = DemoPeople.signer(DemoPerson.TRADING_CENTRE);
        var token = DemoPeople.token(centre);
        var deputy = DemoPeople.bidder(92);
        sendGrant(token, grant(centre, deputy, List.of(Role.TRADING_CENTRE))).statusCode(200);
        var deputysToken = DemoPeople.token(deputy);
        sendGrant(deputysToken, grant(deputy, DemoPeople.bidder(93), List.of(Role.AGENT)))
                .statusCode(200);
        sendGrant(token, grant(centre, deputy, List.of())).statusCode(200);

        sendGrant(deputysToken, grant(deputy, DemoPeople.bidder(93), List.of(Role.SUPERVISOR)))
                .statusCode(403)
                .body("type", equalTo("urn:jianzheng:problem:identity/roles-changed"));
        roles(DemoPeople.bidder(93)).body("roles", hasItems("AGENT", "BIDDER"));
    }

    @Test
    void aStolenTokenWithoutTheKeyGrantsNothing() {
        var token = DemoPeople.token(DemoPerson.TRADING_CENTRE);
        var thief = DemoPeople.bidder(91);
        sendGrant(token, grant(thief, thief, List.of(Role.TENDERING_OFFICE)))
                .statusCode(403)
                .body("type", equalTo("urn:jianzheng:problem:identity/act-signer"));
        roles(thief).body("roles", contains("BIDDER"));
    }

    @Test
    void errorsNameTheFieldAndShowNoStackTrace() {
        given().contentType("application/json")
                .body("{\"certificat\": \"\"}")
                .post("/login/challenge")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("certificat"))
                .body(not(containsString("org.jianzheng")));
        given().contentType("application/json")
                .body("{\"certificate\": ")
                .post("/login/challenge")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        given().contentType("application/json")
                .body("{}")
                .post("/login")
                .then()
                .statusCode(400)
                .body("field", equalTo("challenge"));
    }

    private static byte[] grant(Signer by, Signer holder, List<Role> roles) {
        var data = new RoleGrant(Certificates.id(holder.certificate()), roles);
        return Cms.sign(Act.of(Parties.GRANT_ACT, null, null, data).bytes(), by);
    }

    private static ValidatableResponse sendGrant(String token, byte[] cms) {
        return given().auth()
                .oauth2(token)
                .contentType("application/pkcs7-mime")
                .body(cms)
                .post("/parties/roles")
                .then();
    }

    private static ValidatableResponse roles(Signer signer) {
        return given().auth()
                .oauth2(DemoPeople.token(signer))
                .get("/parties/me")
                .then();
    }

    private static ValidatableResponse login(String challenge, byte[] signature) {
        return given().contentType("application/json")
                .body(Map.of("challenge", challenge, "signature", signature))
                .post("/login")
                .then();
    }

    private static ValidatableResponse askChallenge(Signer signer) {
        return given().contentType("application/json")
                .body(Map.of("certificate", Certificates.der(signer.certificate())))
                .post("/login/challenge")
                .then();
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(401).body("type", equalTo("urn:jianzheng:problem:identity/challenge"));
    }
}

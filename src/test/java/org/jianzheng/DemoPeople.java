package org.jianzheng;

import static io.restassured.RestAssured.given;

import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.jianzheng.demo.DemoAuthority;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;

/** The demonstration's people, for integration tests on {@link StoresResource}: their keys, and real logins. */
public final class DemoPeople {
    private DemoPeople() {}

    public static DemoAuthority authority() {
        return DemoAuthority.create(StoresResource.data(), Clock.systemUTC().instant());
    }

    public static Signer signer(DemoPerson person) {
        return authority().person(person);
    }

    public static Signer bidder(int number) {
        return authority().bidder(number);
    }

    public static String token(DemoPerson person) {
        return token(signer(person));
    }

    /** Logs in over HTTP, as the tool does. */
    public static String token(Signer signer) {
        var challenge = challenge(signer);
        var signature = Cms.signDetached(Base64.getDecoder().decode(challenge), signer);
        return given().contentType("application/json")
                .body(Map.of("challenge", challenge, "signature", signature))
                .post("/login")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    /** A fresh login challenge for this certificate, in base64. */
    public static String challenge(Signer signer) {
        return given().contentType("application/json")
                .body(Map.of("certificate", Certificates.der(signer.certificate())))
                .post("/login/challenge")
                .then()
                .statusCode(200)
                .extract()
                .path("challenge");
    }
}

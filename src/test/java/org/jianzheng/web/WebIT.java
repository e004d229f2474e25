package org.jianzheng.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.demo.DemoPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class WebIT {
    @Test
    void thePageLoadsNothingFromElsewhereAndRunsNoInlineScript() {
        var page = given().get("/")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .body(containsString("见证"))
                .extract()
                .asString();
        assertFalse(page.contains("//"), page);
        assertFalse(page.contains("style="), page);
    }

    @Test
    void trustFolderIsShown() {
        given().get("/trust").then().statusCode(200).body("anchors", startsWith("-----BEGIN CERTIFICATE-----"));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            GET,    /nothing/here,    application/json, 404
            DELETE, /trust,           application/json, 405
            POST,   /login/challenge, text/plain,       415
            """)
    void everyErrorIsAProblemDocument(String method, String path, String type, int status) {
        given().contentType(type)
                .body("x")
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", startsWith("urn:jianzheng:problem:"));
    }

    @Test
    void aFormTooLargeIsRefusedBeforeItIsParsed() {
        given().contentType("application/json")
                .body(Map.of("certificate", "A".repeat(1 << 20)))
                .post("/login/challenge")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void withoutASandboxTimeCannotBeMoved() {
        given().auth()
                .oauth2(DemoPeople.token(DemoPerson.TRADING_CENTRE))
                .contentType("application/json")
                .body(Map.of("to", "2030-01-01T00:00:00.000Z"))
                .post("/sandbox/move")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:jianzheng:problem:web/no-sandbox"));
    }
}

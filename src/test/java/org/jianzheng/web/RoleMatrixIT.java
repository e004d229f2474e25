package org.jianzheng.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Deny by default: every endpoint × every role, as {@code role-matrix.txt} says (threats 7, 8 and 21). */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RoleMatrixIT {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.jianzheng");

    /** Routes that are no REST methods: the framework's own, and the plain page. Anything else is 404. */
    private static final Map<String, Integer> ROUTES = Map.ofEntries(
            Map.entry("/", 200),
            Map.entry("/index.html", 200),
            Map.entry("/app.css", 200),
            Map.entry("/app.js", 200),
            Map.entry("/q/openapi", 200),
            Map.entry("/q/health/live", 200),
            Map.entry("/q/health", 200),
            Map.entry("/q/health/ready", 200),
            Map.entry("/q/health/started", 200),
            Map.entry("/q/metrics", 404),
            Map.entry("/q/metrics/", 404),
            Map.entry("/q/swagger-ui", 404),
            Map.entry("/q/dev", 404),
            Map.entry("/q/info", 404),
            Map.entry("/q/arc", 404));

    /** The port of the operator's own network: metrics, and nothing of the platform. */
    private static final Map<String, Integer> MANAGEMENT = Map.of(
            "/q/metrics", 200, "/", 404, "/q/health", 404, "/q/openapi", 404, "/q/info", 404, "/log/checkpoint", 404);

    @TestHTTPResource(value = "/", management = true)
    URL management;

    @Test
    void codeApiDescriptionAndTableNameTheSameEndpoints() throws IOException {
        var compiled = Endpoint.compiled(CODE);
        assertEquals(lines(compiled), lines(Endpoint.described(openapi())), "compiled methods, then /q/openapi");
        assertEquals(
                lines(compiled), lines(table().keySet()), "compiled methods, then role-matrix.txt: edit the table");
    }

    @Test
    void everyEndpointAnswersExactlyTheRolesOfTheTable() throws IOException {
        var openapi = openapi();
        var checks = new ArrayList<Executable>();
        var tokens = new TreeMap<String, String>();
        for (var person : DemoPerson.values()) {
            tokens.put(DemoPeople.token(person), person.name());
        }
        tokens.put(DemoPeople.token(DemoPeople.bidder(1)), "BIDDER");
        assertEquals(Role.values().length, tokens.size());
        table().forEach((endpoint, who) -> {
            checks.add(() -> check(endpoint, who, "anonymous", status(openapi, endpoint, null)));
            tokens.forEach(
                    (token, name) -> checks.add(() -> check(endpoint, who, name, status(openapi, endpoint, token))));
        });
        assertAll(checks);
    }

    @Test
    void ownedThingsAreNotShownToAStrangerOfTheSameRole() {
        var checks = new ArrayList<Executable>();
        for (var owned : ServiceLoader.load(OwnedResource.class)) {
            for (var request : owned.make()) {
                int stranger = send(request, DemoPeople.token(request.stranger()));
                int owner = send(request, DemoPeople.token(request.owner()));
                checks.add(() -> assertEquals(request.ownerStatus(), owner, "owner: " + request.path()));
                checks.add(() -> assertTrue(
                        stranger == 403 || stranger == 404, "stranger got " + stranger + ": " + request.path()));
            }
        }
        assertAll(checks);
    }

    @Test
    void routesOfTheFrameworkAreThoughtAbout() {
        var checks = new ArrayList<Executable>();
        ROUTES.forEach((path, status) ->
                checks.add(() -> assertEquals(status, given().get(path).statusCode(), "GET " + path)));
        MANAGEMENT.forEach((path, status) -> checks.add(() -> assertEquals(
                status, given().port(management.getPort()).get(path).statusCode(), "management GET " + path)));
        assertAll(checks);
    }

    @Test
    void nobodyAddsARouteBesideTheRestMethods() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.ext.web.Router")
                .because("the role matrix does not see such a route; write a REST method")
                .check(CODE);
    }

    private static void check(Endpoint endpoint, String who, String role, int status) {
        var message = endpoint + " as " + role + " (table: " + who + ") answered " + status;
        if (who.equals("public")) {
            assertTrue(status != 401 && status != 403, message);
        } else if (role.equals("anonymous")) {
            assertEquals(401, status, message);
        } else if (who.equals("any") || mayAs(role, Set.of(who.split("\\s+")))) {
            assertTrue(status != 401 && status != 403, message);
        } else {
            assertEquals(403, status, message);
        }
    }

    /** A procuring entity and an agent may also bid, in tenders of others. */
    private static boolean mayAs(String role, Set<String> who) {
        boolean bidsToo = role.equals("PROCURING_ENTITY") || role.equals("AGENT");
        return who.contains(role) || bidsToo && who.contains("BIDDER");
    }

    private static int status(JsonPath openapi, Endpoint endpoint, String token) {
        var request = request(token);
        var consumes = openapi.getMap("paths.'" + endpoint.path() + "'."
                + endpoint.method().toLowerCase(java.util.Locale.ROOT) + ".requestBody.content");
        if (consumes != null && !consumes.isEmpty()) {
            var type = String.valueOf(consumes.keySet().iterator().next());
            request.contentType(type).body(type.contains("json") ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[1]);
        }
        return request.request(endpoint.method(), endpoint.example()).statusCode();
    }

    private static int send(OwnedResource.Request owned, String token) {
        var request = request(token);
        if (owned.body() != null) {
            request.contentType(owned.contentType()).body(owned.body());
        }
        return request.request(owned.method(), owned.path()).statusCode();
    }

    private static RequestSpecification request(String token) {
        var limits = HttpClientConfig.httpClientConfig().setParam("http.socket.timeout", 10_000);
        var request =
                given().config(RestAssuredConfig.config().httpClient(limits)).urlEncodingEnabled(false);
        return token == null ? request : request.auth().oauth2(token);
    }

    private static JsonPath openapi() {
        return given().accept("application/json").get("/q/openapi").jsonPath();
    }

    private static Map<Endpoint, String> table() throws IOException {
        try (var in = RoleMatrixIT.class.getResourceAsStream("/role-matrix.txt")) {
            var table = new TreeMap<Endpoint, String>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\|"))
                    .forEach(parts -> table.put(Endpoint.of(parts[0]), parts[1].strip()));
            return table;
        }
    }

    private static String lines(Set<Endpoint> endpoints) {
        return String.join(
                "\n", endpoints.stream().map(Endpoint::toString).sorted().toList());
    }
}

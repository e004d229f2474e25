package org.jianzheng.bidding;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jianzheng.Administrator;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Threat 7 at the API: two lots accept bids, one has three of them and one has none. Whoever is not one of the three asks
 * every endpoint about both, and must not find a difference: not in a status, a text, a number or a length.
 */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class Threat07_BiddersListStaysSecretIT {
    private static final int STRANGER = 404;

    private Administrator administrator;
    private PlantedLot busy;
    private PlantedLot quiet;
    private final List<PlantedLot.Bid> bids = new ArrayList<>();

    @BeforeEach
    void threeBidsAndNone() throws SQLException, IOException {
        administrator = new Administrator();
        busy = new PlantedLot(administrator);
        quiet = new PlantedLot(administrator);
        for (int number = 41; number <= 43; number++) {
            bids.add(busy.submit(DemoPeople.bidder(number), Money.ofYuan("4980000")));
        }
    }

    @AfterEach
    void end() throws SQLException {
        busy.end();
        quiet.end();
        administrator.close();
    }

    @Test
    void noEndpointTellsALotWithBidsFromOneWithoutNorNamesABidder() {
        var checks = new ArrayList<Executable>();
        var names = names();
        for (var asker : askers().entrySet()) {
            for (var endpoint : endpoints()) {
                var question = endpoint + " as " + asker.getKey();
                var answer = ask(endpoint, asker.getValue(), busy);
                var one = shape(answer, busy);
                var other = shape(ask(endpoint, asker.getValue(), quiet), quiet);
                checks.add(() -> assertEquals(other, one, question));
                var text = answer.asString();
                checks.add(() -> assertEquals(
                        List.of(), names.stream().filter(text::contains).toList(), question));
            }
        }
        assertTrue(checks.size() > 2 * 9 * 15, checks.size() + " are too few: is the description empty?");
        assertAll(checks);
    }

    @Test
    void nobodyElseIsToldThatABidExists() {
        var real = bids.get(0);
        var invented = UUID.randomUUID().toString();
        var checks = new ArrayList<Executable>();
        for (var asker : askers().entrySet()) {
            for (var path : new String[] {"/bids/%s", "/bids/%s/receipt", "/acts/%s/receipt"}) {
                var id = path.startsWith("/acts") ? real.record() : real.id();
                var one = shape(get(asker.getValue(), path.formatted(id)), busy);
                var other = shape(get(asker.getValue(), path.formatted(invented)), busy);
                checks.add(() -> assertEquals(other, one, path + " as " + asker.getKey()));
            }
        }
        assertAll(checks);
    }

    /** Not by sending a part for it either, whatever its size. */
    @Test
    void aPartSentForAnothersBidIsAnsweredAsForNone() {
        var invented = UUID.randomUUID().toString();
        var stranger = DemoPeople.token(DemoPeople.bidder(STRANGER));
        for (int size : new int[] {1, 1000}) {
            for (var path : new String[] {"/bids/%s/objects/" + "3c".repeat(32), "/bids/%s/objects/none"}) {
                var one = shape(put(stranger, path.formatted(bids.get(0).id()), size), busy);
                var other = shape(put(stranger, path.formatted(invented), size), busy);
                assertEquals(other, one);
                assertTrue(one.startsWith("404 "), one);
            }
        }
    }

    /** Two bidders could otherwise count those between them by comparing what they were given. */
    @Test
    void theIdsThatBiddersAreGivenAreNotASequence() {
        for (int i = 1; i < bids.size(); i++) {
            var before = UUID.fromString(bids.get(i - 1).record());
            var after = UUID.fromString(bids.get(i).record());
            long step = Math.abs(after.getLeastSignificantBits() - before.getLeastSignificantBits());
            assertTrue(step > 1 << 20, before + " and " + after);
        }
        String chain =
                busy.get(DemoPeople.token(DemoPeople.bidder(43)), "/bids").asString();
        assertTrue(chain.contains("\"nextSeq\":2"), "the third bidder's chain counts his own acts only: " + chain);
    }

    /** What must not be said of the three: their certificates, organisations, bids and records. */
    private Set<String> names() {
        var names = new TreeSet<String>();
        for (int number = 41; number <= 43; number++) {
            var certificate = DemoPeople.bidder(number).certificate();
            names.add(Certificates.id(certificate));
            names.add(Subject.of(certificate).organisation());
        }
        bids.forEach(bid -> names.addAll(List.of(bid.id(), bid.record())));
        return names;
    }

    /** Everybody who is not one of the three. */
    private static Map<String, String> askers() {
        var askers = new LinkedHashMap<String, String>();
        askers.put("anonymous", null);
        for (var person : DemoPerson.values()) {
            askers.put(person.name(), DemoPeople.token(person));
        }
        askers.put("another bidder", DemoPeople.token(DemoPeople.bidder(STRANGER)));
        return askers;
    }

    /** What the API description has about a tender or a lot as a whole, so that a new endpoint is asked too. */
    private static List<String> endpoints() {
        Map<String, Map<String, Object>> paths =
                given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");
        var all = new ArrayList<String>();
        paths.forEach((path, operations) -> {
            boolean whole = path.replaceAll("\\{(lot|tender)}", "").indexOf('{') < 0 && path.contains("{");
            if (whole) {
                operations.keySet().stream()
                        .filter(verb -> verb.equals("get") || verb.equals("post"))
                        .forEach(verb -> all.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path));
            }
        });
        return all;
    }

    private static Response ask(String endpoint, String token, PlantedLot about) {
        var words = endpoint.split(" ");
        var path = words[1].replace("{lot}", about.lot.toString()).replace("{tender}", about.tender.toString());
        var request = token == null ? given() : given().auth().oauth2(token);
        return words[0].equals("GET")
                ? request.get(path)
                : request.contentType("application/pkcs7-mime")
                        .body("no signed act".getBytes(StandardCharsets.US_ASCII))
                        .post(path);
    }

    private Response get(String token, String path) {
        var request = token == null ? given() : given().auth().oauth2(token);
        return request.get("/lots/" + busy.lot + path);
    }

    private Response put(String token, String path, int size) {
        return given().auth()
                .oauth2(token)
                .contentType("application/octet-stream")
                .body(new byte[size])
                .put("/lots/" + busy.lot + path);
    }

    /** An answer, its headers too, without what is each lot's own by its nature: ids, keys, signatures, times. */
    private static String shape(Response answer, PlantedLot of) {
        var text = answer.asString()
                .replace(of.lot.toString(), "LOT")
                .replace(of.tender.toString(), "TENDER")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("[0-9a-f]{64}", "HASH")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("[A-Za-z0-9+/=\\\\n]{60,}", "BASE64")
                // A refusal is a record of its own asker, with its index in a log that everybody sees grow.
                .replaceAll("index (tree/)?\\d+|\"(index|expires)\":\\d+", "INDEX");
        var headers = answer.headers().asList().stream()
                .filter(header -> !Set.of("date", "content-length")
                        .contains(header.getName().toLowerCase(java.util.Locale.ROOT)))
                .map(header -> header.getName() + ": " + header.getValue())
                .sorted()
                .toList();
        return answer.statusCode() + " " + headers + "\n" + text;
    }
}

package org.jianzheng.bidding;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jianzheng.Administrator;
import org.jianzheng.DemoPeople;
import org.jianzheng.StoresResource;
import org.jianzheng.shared.Money;
import org.junit.jupiter.api.Test;

/** Threat 7: whoever reads the metrics learns neither that a bid came in nor how many did. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class Threat07_MetricsCountNoBidsIT {
    private static final Pattern SERIES = Pattern.compile("(?m)^([a-z_]+)(\\{[^}]*})? ([^ \\n]+)$");

    /**
     * What moves by itself: time, the heap after a collection, the time collections take, the disk of the machine; and the
     * size of the published log, which everybody reads in /log/checkpoint and cover records blur.
     */
    private static final Set<String> MOVE_BY_THEMSELVES = Set.of(
            "process_uptime_seconds",
            "jvm_memory_usage_after_gc",
            "jvm_gc_overhead",
            "jianzheng_free_gibibytes",
            "jianzheng_log_published_entries",
            "jianzheng_log_stuck_seconds");

    @TestHTTPResource(value = "/", management = true)
    URL management;

    @Inject
    MeterRegistry registry;

    @Test
    void noSeriesMovesWithTheBids() throws Exception {
        try (var administrator = new Administrator()) {
            var planted = new PlantedLot(administrator);
            var before = scrape();
            for (int number = 11; number <= 13; number++) {
                planted.submit(DemoPeople.bidder(number), Money.ofYuan("4980000"));
            }
            var after = scrape();
            planted.end();
            assertTrue(before.size() >= 10, before.toString());
            assertEquals(before.keySet(), after.keySet());
            before.keySet().removeIf(series -> MOVE_BY_THEMSELVES.contains(series.replaceAll("\\{.*", "")));
            after.keySet().retainAll(before.keySet());
            assertEquals(before, after);
        }
    }

    @Test
    void theLogsSizeIsTheOneThatEverybodyReads() {
        // The look is at most two seconds old, and the log grows only by bids and covers: read until both agree.
        for (int attempt = 0; ; attempt++) {
            var shown = scrape().get("jianzheng_log_published_entries");
            var checkpoint = given().get("/log/checkpoint");
            var published =
                    checkpoint.statusCode() == 404 ? "0" : checkpoint.asString().split("\n")[1];
            if (attempt == 10_000 || Long.parseLong(published) == (long) Double.parseDouble(shown)) {
                assertEquals(Long.parseLong(published), (long) Double.parseDouble(shown));
                return;
            }
        }
    }

    @Test
    void whatALibraryCountsIsNotShown() {
        registry.counter("http.server.requests", "uri", "/lots/{lot}/bids").increment();
        registry.counter("agroal.acquire.count").increment();
        var names = names(scrape());
        assertTrue(
                names.stream().noneMatch(name -> name.contains("http") || name.contains("agroal")), names.toString());
    }

    @Test
    void theOperatorsGuideNamesEverySeriesAndNoOther() throws IOException {
        var guide = Files.readString(Path.of("docs/guides/operator.md"));
        var named = Pattern.compile("(?m)^\\| `((?:jianzheng|jvm|process)_[a-z_]+)")
                .matcher(guide)
                .results()
                .map(hit -> hit.group(1))
                .collect(toCollection(TreeSet::new));
        var shown = names(scrape());
        // There is one for each office of the policy and each revocation list, and this instance has neither.
        shown.add("jianzheng_office_silent_seconds");
        shown.add("jianzheng_revocation_left_hours");
        assertEquals(named, shown);
    }

    private Map<String, String> scrape() {
        var text = given().port(management.getPort())
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        var series = new TreeMap<String, String>();
        SERIES.matcher(text)
                .results()
                .forEach(hit -> series.put(hit.group(1) + (hit.group(2) == null ? "" : hit.group(2)), hit.group(3)));
        return series;
    }

    private static TreeSet<String> names(Map<String, String> series) {
        return series.keySet().stream()
                .map(name -> name.replaceAll("\\{.*", ""))
                .collect(toCollection(TreeSet::new));
    }
}

package org.jianzheng.bidding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jianzheng.Administrator;
import org.jianzheng.DemoPeople;
import org.jianzheng.LogLines;
import org.jianzheng.StoresResource;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.Money;
import org.junit.jupiter.api.Test;

/** Threats 1 and 7: before the opening neither price nor bidder stands anywhere that an administrator reads. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class Threat01_AdministratorReadsNoBidIT {
    /** A company and a price that nothing else in these tests has. */
    private static final int CANARY = 7731;

    private static final Money PRICE = Money.ofYuan("48317729.53");

    @Inject
    MinioClient objects;

    @Test
    void findsNeitherPriceNorBidderInTablesObjectsAndLogs() throws Exception {
        var bidder = DemoPeople.bidder(CANARY);
        var subject = Subject.of(bidder.certificate());
        var words = List.of(
                subject.organisation(),
                subject.organisationId(),
                subject.name(),
                Certificates.id(bidder.certificate()),
                "4831772953");
        try (var administrator = new Administrator();
                var log = new LogLines()) {
            var planted = new PlantedLot(administrator);
            planted.submit(bidder, PRICE);
            var tables = administrator.dump();
            planted.end();
            assertTrue(tables.stream().anyMatch(row -> row.startsWith("bid_act ")));
            assertEquals(List.of(), found(words, tables));
            var stored = objects();
            assertTrue(stored.size() >= 2, "the bid's own objects at least");
            assertEquals(List.of(), found(words, stored));
            assertEquals(List.of(), found(words, log.lines()));
        }
    }

    private static List<String> found(List<String> words, List<String> texts) {
        var found = new ArrayList<String>();
        for (var text : texts) {
            for (var word : words) {
                if (text.contains(word) || text.contains(HexFormat.of().formatHex(word.getBytes(UTF_8)))) {
                    found.add(word + " in " + text.substring(0, Math.min(text.length(), 100)));
                }
            }
        }
        return found;
    }

    /** The objects as hex digits. */
    private List<String> objects() throws Exception {
        var bucket = StoresResource.address().bucket();
        var all = new ArrayList<String>();
        for (var item : objects.listObjects(
                ListObjectsArgs.builder().bucket(bucket).recursive(true).build())) {
            var name = item.get().objectName();
            try (var in = objects.getObject(
                    GetObjectArgs.builder().bucket(bucket).object(name).build())) {
                all.add(name + " " + HexFormat.of().formatHex(in.readAllBytes()));
            }
        }
        return all;
    }
}

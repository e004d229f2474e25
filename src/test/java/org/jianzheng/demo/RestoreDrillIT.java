package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.SubmissionStatement;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.WitnessRecord;
import org.junit.jupiter.api.Test;

/** The operator's drill in real processes: a backup from before the project itself, and the way back from it. */
class RestoreDrillIT {
    /**
     * Twice the whole database is the old one again: after the bids, and after the opening record, when the offices have
     * destroyed their shares. The tender goes on to case files that verify, and every receipt can be fetched again.
     */
    @Test
    void anOldBackupLosesNoBidNoOpeningAndNoReceipt() {
        assumeTrue(DemoRestore.isPossible(), "no pg_dump and pg_restore: install postgresql-client");
        var options = DemoRun.options("restore", 3, 100_000);
        var world = new DemoWorld(options);
        var drill = new DemoRestore(options, world);
        var restored = new ArrayList<String>();
        try {
            world.start();
            drill.backup("early");
            Demo.goOn(options, world, step -> {
                if (List.of("bids", "recorded").contains(step)) {
                    world.platformProcess().kill();
                    drill.restore("early");
                    if (step.equals("bids")) {
                        refusesToWrite(world);
                    }
                    assertEquals(0, drill.recover(mirror(world)), () -> "recover, see " + drill.log());
                    restored.add(step);
                }
            });
            assertEquals(List.of("bids", "recorded"), restored);
            assertTrue(Files.exists(options.dir().resolve("summary.json")), "the case files verified");
            receiptsAreThereAgain(options, world);
        } finally {
            world.stop();
        }
    }

    private static List<String> mirror(DemoWorld world) {
        return List.of("--mirror", world.office("jiwei").toString());
    }

    private static void refusesToWrite(DemoWorld world) {
        world.startPlatformOnly();
        try {
            PlayedTender.await("the alarm", () -> health(world.platform()).contains("lost its tail"));
        } finally {
            world.platformProcess().kill();
        }
    }

    private static String health(URI platform) {
        try {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(platform.resolve("/q/health/ready"))
                                    .build(),
                            BodyHandlers.ofString());
            return answer.statusCode() == 503 ? answer.body() : "";
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void receiptsAreThereAgain(DemoOptions options, DemoWorld world) {
        var play = new PlayedTender(options, world, step -> {});
        var trust = TrustFolder.read(world.trust());
        int fetched = 0;
        for (int bidder = 1; bidder <= options.bidders(); bidder++) {
            for (var act : List.of("bid", "bid-2")) {
                var folder = options.dir().resolve("receipts").resolve("bidder-%02d-%s".formatted(bidder, act));
                if (Files.exists(folder)) {
                    same(Receipt.read(folder), fetch(play, world, bidder, folder), trust);
                    fetched++;
                }
            }
        }
        assertEquals(options.bidders() + 1, fetched);
    }

    private static Receipt fetch(PlayedTender play, DemoWorld world, int bidder, Path folder) {
        var record = WitnessRecord.read(Receipt.read(folder).record());
        assertEquals(RecordType.BID_SUBMITTED, record.type());
        var statement = SubmissionStatement.read(Cms.verify(record.act()).content());
        return Receipt.of(play.as(world.authority().bidder(bidder))
                .receipt(statement.lot().toString(), statement.id().toString()));
    }

    private static void same(Receipt then, Receipt now, TrustFolder trust) {
        assertArrayEquals(then.record(), now.record());
        var deadline = java.time.Instant.MAX;
        var quorum =
                new org.jianzheng.record.Quorum(java.util.Set.copyOf(DemoWorld.OFFICES), DemoWorld.QUORUM, deadline);
        assertEquals(ReceiptState.COSIGNED, now.verify(trust, quorum).state());
    }
}

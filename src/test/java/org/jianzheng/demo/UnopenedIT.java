package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jianzheng.cli.Jianzheng;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.replay.Replay;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

/** Lots whose bids stay sealed, in real processes. */
class UnopenedIT {
    @Test
    void nothingOpensWhenTwoOfThreeOfficesAreLostAndThePlatformSaysWhatIsMissing() {
        play(
                "lost",
                3,
                (world, lot) -> {
                    world.lose("caizheng");
                    world.lose("gongzheng");
                },
                (world, play) -> {
                    var lot = play.published().lot();
                    play.tender().awaitStage(lot, "CLOSED");
                    var office = play.tender().as(DemoPerson.TENDERING_OFFICE);
                    PlayedTender.await(
                            "the trouble of two offices",
                            () -> silent(office, lot.toString()).size() == 2);
                    assertEquals(List.of("caizheng", "gongzheng"), silent(office, lot.toString()));
                    assertEquals(
                            "CLOSED", play.tender().lotView(lot).get("stage").textValue());
                    assertTrue(play.tender()
                            .anybody()
                            .get("/lots/" + lot + "/session")
                            .get("openedAt")
                            .isNull());
                });
    }

    @Test
    void twoBidsStaySealedAndTheCaseOfThatReplays() {
        play("too-few", 2, (world, lot) -> {}, (world, play) -> {
            var lot = play.published().lot();
            PlayedTender.await(
                    "the decision not to open",
                    () -> play.tender().lotView(lot).get("stage").textValue().equals("NOT_OPENED"));
            destroyAtOnce(world, play);
            var file = world.data().resolveSibling("case.zip");
            var supervisor = play.tender().as(DemoPerson.SUPERVISOR);
            var path = "/tenders/" + play.published().tender() + "/case.zip?profile=";
            PlayedTender.await("the case file", () -> downloads(() -> supervisor.download(path + "full", file)));
            var report = Replay.run(file, Optional.of(TrustFolder.read(world.trust())), List.of());
            assertEquals(0, report.exitCode(), report.text());
            assertFalse(downloads(() -> play.tender().anybody().download(path + "public", file)));
        });
    }

    /** The tendering office ends the 30 days, and every office destroys its share and says so. */
    private static void destroyAtOnce(DemoWorld world, Play play) {
        var lot = play.published().lot();
        var office = play.tender().as(DemoPerson.TENDERING_OFFICE);
        var out = new StringWriter();
        // Refused until the offices have cosigned the list, a second or so after the lot is closed.
        PlayedTender.await(
                "the order",
                () -> Jianzheng.run(
                                new PrintWriter(out),
                                new PrintWriter(out),
                                name -> name.equals("JIANZHENG_PASSWORD") ? DemoAuthority.PASSWORD : null,
                                world.clock(),
                                "ceremony",
                                "destroy-shares",
                                "--lot",
                                lot.toString(),
                                "--reason",
                                "招标人撤回项目",
                                "--identity",
                                world.authority()
                                        .path(DemoPerson.TENDERING_OFFICE)
                                        .toString(),
                                "--platform",
                                world.platform().toString())
                        == 0);
        PlayedTender.await("three destructions", () -> {
            var done = new ArrayList<String>();
            office.get("/lots/" + lot + "/offices").get("offices").forEach(one -> {
                if (one.get("done").toString().contains("destroyed")) {
                    done.add(one.get("office").textValue());
                }
            });
            return done.size() == 3;
        });
    }

    /** A play that has been published, and bid on. */
    private record Play(PlayedTender tender, PlayedTender.Published published) {}

    private static void play(
            String name,
            int bids,
            BiConsumer<DemoWorld, PlayedTender.Published> before,
            BiConsumer<DemoWorld, Play> after) {
        var options = DemoRun.options(name, 3, 1_000);
        var world = new DemoWorld(options);
        try {
            world.end();
            world.start();
            var tender = new PlayedTender(options, world, step -> {});
            var published = tender.publish();
            tender.moveTo(published.deadline().minus(Duration.ofDays(1)));
            for (int i = 1; i <= bids; i++) {
                var bid = RacingBid.seal(world, published, RaceWorld.openingKey(world, published.lot()), i);
                bid.sendAllButTheLast(new PlatformClient(world.platform()));
                assertNotNull(bid.sendTheLast());
                PlayedTender.await(
                        "the cosigned receipt of bidder " + i,
                        () -> bid.receipt().state() == ReceiptState.COSIGNED);
            }
            before.accept(world, published);
            tender.moveTo(published.deadline().minus(Duration.ofSeconds(3)));
            after.accept(world, new Play(tender, published));
        } finally {
            world.stop();
        }
    }

    private static List<String> silent(PlatformClient office, String lot) {
        var silent = new ArrayList<String>();
        office.get("/lots/" + lot + "/offices").get("offices").forEach(one -> {
            if (!one.get("trouble").isNull()) {
                silent.add(one.get("office").textValue());
            }
        });
        return silent;
    }

    private static boolean downloads(Runnable download) {
        try {
            download.run();
            return true;
        } catch (Problem refused) {
            return false;
        }
    }
}

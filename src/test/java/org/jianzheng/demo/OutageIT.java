package org.jianzheng.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.record.OutageDecision;
import org.jianzheng.record.Receipt;
import org.jianzheng.record.ReceiptState;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.replay.Replay;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

/** Two of three offices are out over a deadline: what was accepted in the last seconds, no quorum saw in time. */
class OutageIT {
    private final DemoOptions options = DemoRun.options("outage", 4, 1_000);
    private final DemoWorld world = new DemoWorld(options);
    private final PlayedTender play = new PlayedTender(options, world, step -> {});
    private final List<RacingBid> bids = new ArrayList<>();
    private PlayedTender.Published published;

    @Test
    void anAcceptedBidOutsideTheClosingCheckpointIsListedAfterTheDecisionAndTheCaseReplays() {
        try {
            world.end();
            world.start();
            published = play.publish();
            play.moveTo(published.deadline().minus(Duration.ofDays(1)));
            bid(1, true);
            bid(2, true);
            outOverTheDeadline();
            waits("DECISION");
            refusesWhatTheRuleDoesNotGive();
            var later = decide();
            waits("EXTENSION");
            refusesAnotherExtension(later);
            tool(DemoPerson.PROCURING_ENTITY, "extend", "--trust", world.trust().toString());
            PlayedTender.await("the new deadline", () -> deadline().equals(Instants.format(later)));
            bid(4, true);
            play.moveTo(later.minus(Duration.ofSeconds(4)));
            play.awaitStage(published.lot(), "OPENED");
            new PlayedSession(options, world, play, published.tender(), published.lot()).run();
            play.awaitStage(published.lot(), "RECORDED");
            assertEquals(4, play.anybody().get(session()).get("rows").size());
            replays(later);
        } finally {
            world.stop();
        }
    }

    /** The third bid is accepted while two offices are out; they come back when the grace is over. */
    private void outOverTheDeadline() {
        var bid = sealed(3);
        bid.sendAllButTheLast(new PlatformClient(world.platform()));
        play.moveTo(published.deadline().minus(Duration.ofSeconds(8)));
        world.officeProcess("caizheng").kill();
        world.officeProcess("gongzheng").kill();
        assertEquals(
                ReceiptState.INCLUDED,
                verified(bid.sendTheLast(), published.deadline()).state());
        PlayedTender.await(
                "the end of the grace", () -> now().isAfter(published.deadline().plusSeconds(4)));
        world.start();
    }

    private Instant decide() {
        var from = Instants.format(published.deadline().minusSeconds(10));
        var to = now().truncatedTo(ChronoUnit.SECONDS);
        var explanation = "two offices were cut off";
        tool(
                DemoPerson.TENDERING_OFFICE,
                "decide",
                "--from",
                from,
                "--to",
                Instants.format(to),
                "--reason",
                "网络中断",
                "--explanation",
                explanation);
        return to.plus(Duration.ofDays(1));
    }

    /** The act says from when to when; what follows is the rule's, and each lot that is treated otherwise is named. */
    private void refusesWhatTheRuleDoesNotGive() {
        var to = Instants.format(now().truncatedTo(ChronoUnit.SECONDS));
        var from = Instants.format(published.deadline().minusSeconds(10));
        var office = play.as(DemoPerson.TENDERING_OFFICE);
        var draft = office.get("/outages/draft?from=" + from + "&to=" + to);
        var hit = Canonical.value(draft.get("lots").get(0), OutageDecision.Hit.class);
        var elsewhere = Instants.format(hit.newDeadlineInstant().plusSeconds(60));
        var later = new OutageDecision.Hit(
                hit.tender(), hit.lot(), hit.version(), hit.deadline(), elsewhere, hit.outside());
        var another = new OutageDecision.Hit(
                hit.tender(), LotId.at(now()), hit.version(), hit.deadline(), hit.newDeadline(), hit.outside());
        var hidden = new OutageDecision.Hit(
                hit.tender(), hit.lot(), hit.version(), hit.deadline(), hit.newDeadline(), "00".repeat(32));
        var because = "two offices were cut off";
        refused("opening/outage-deadline", new OutageDecision(from, to, "x", because, List.of(later)));
        refused("opening/outage-left-out", new OutageDecision(from, to, "x", because, List.of(another)));
        refused("opening/outage-differs", new OutageDecision(from, to, "x", because, List.of(hidden)));
    }

    private void refused(String slug, OutageDecision decision) {
        var refusal = assertThrows(
                Problem.class,
                () -> play.act(DemoPerson.TENDERING_OFFICE, "/outages", Act.OUTAGE_DECIDE, null, null, decision));
        assertEquals(slug, refusal.slug());
    }

    /** All lots hit move alike: the entity can neither choose another instant nor do without the decision. */
    private void refusesAnotherExtension(Instant later) {
        var data = Map.of("deadline", Instants.format(later.plusSeconds(60)), "reason", "ours");
        var refusal = assertThrows(
                Problem.class,
                () -> play.act(
                        DemoPerson.PROCURING_ENTITY,
                        "/lots/" + published.lot() + "/deadline",
                        Act.TENDER_EXTEND,
                        published.tender(),
                        published.lot(),
                        data));
        assertEquals("tender/past-deadline", refusal.slug());
    }

    private void replays(Instant later) {
        var folders = new ArrayList<Path>();
        for (var bid : bids) {
            var receipt = bid.receipt();
            assertEquals(ReceiptState.COSIGNED, verified(receipt, later).state(), "bidder " + bid.number());
            folders.add(options.dir().resolve("receipts").resolve("bidder-" + bid.number()));
            Receipt.of(receipt).write(folders.get(folders.size() - 1));
        }
        for (var profile : List.of("full", "public")) {
            var file = options.dir().resolve(profile + ".zip");
            PlayedTender.await("the case file", () -> downloads(profile, file));
            var report = Replay.run(file, Optional.of(TrustFolder.read(world.trust())), folders);
            assertEquals(0, report.exitCode(), report.text());
            assertTrue(report.text().contains("网络中断"), report.text());
        }
    }

    private boolean downloads(String profile, Path file) {
        try {
            play.as(DemoPerson.SUPERVISOR)
                    .download("/tenders/" + published.tender() + "/case.zip?profile=" + profile, file);
            return true;
        } catch (Problem notYet) {
            return false;
        }
    }

    private RacingBid sealed(int number) {
        var bid = RacingBid.seal(world, published, RaceWorld.openingKey(world, published.lot()), number);
        bids.add(bid);
        return bid;
    }

    private void bid(int number, boolean cosigned) {
        var bid = sealed(number);
        bid.sendAllButTheLast(new PlatformClient(world.platform()));
        assertNotNull(bid.sendTheLast());
        if (cosigned) {
            PlayedTender.await(
                    "the cosigned receipt of bidder " + number,
                    () -> bid.receipt().state() == ReceiptState.COSIGNED);
        }
    }

    private Receipt.Verified verified(Receipt.Json receipt, Instant deadline) {
        return Receipt.of(receipt).verify(TrustFolder.read(world.trust()), RaceWorld.quorum(deadline));
    }

    /** The lot waits, and both who decides and who extends are told for what. */
    private void waits(String need) {
        for (var person : List.of(DemoPerson.TENDERING_OFFICE, DemoPerson.PROCURING_ENTITY)) {
            PlayedTender.await(person + " told of " + need, () -> need.equals(need(person)));
        }
        assertEquals("PUBLISHED", play.lotView(published.lot()).get("stage").textValue());
    }

    private String need(DemoPerson person) {
        for (var waiting : play.as(person).get("/outages/pending")) {
            if (LotId.fromString(waiting.get("lot").textValue()).equals(published.lot())) {
                return waiting.get("needs").textValue();
            }
        }
        return null;
    }

    private void tool(DemoPerson person, String command, String... more) {
        var arguments = new ArrayList<>(List.of("outage", command));
        arguments.addAll(List.of("--identity", world.authority().path(person).toString()));
        arguments.addAll(
                List.of("--password-file", world.data().resolve("keys/password").toString()));
        arguments.addAll(List.of("--platform", world.platform().toString()));
        arguments.addAll(List.of(more));
        if (command.equals("extend")) {
            arguments.addAll(List.of("--sandbox", world.sandbox().toString()));
        }
        assertEquals(0, DemoTool.run(options, arguments.toArray(new String[0])), "see run/tool.log");
    }

    private String deadline() {
        return play.lotView(published.lot()).get("deadline").textValue();
    }

    private String session() {
        return "/lots/" + published.lot() + "/session";
    }

    private Instant now() {
        return world.clock().instant();
    }
}

package org.jianzheng.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.Signer;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/**
 * One whole tender as its people play it: notice, questions, sealed bids, opening session, opening record, case files.
 *
 * <p>Each step asks first what stands, so a demonstration that was killed between any two steps goes on.
 */
final class PlayedTender {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(BEIJING);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final DemoOptions options;
    private final DemoWorld world;
    private final DemoState state;
    private final Consumer<String> between;
    private final Duration later;
    private final Map<String, PlatformClient> clients = new LinkedHashMap<>();

    PlayedTender(DemoOptions options, DemoWorld world, Consumer<String> between) {
        this(options, world, between, "state.json", Duration.ZERO);
    }

    /**
     * @param file in which its steps are kept, so that several tenders are played in one house
     * @param later how much later than 9:30 its deadline is
     */
    PlayedTender(DemoOptions options, DemoWorld world, Consumer<String> between, String file, Duration later) {
        this.options = options;
        this.between = between;
        this.world = world;
        this.state = new DemoState(options.dir().resolve(file));
        this.later = later;
    }

    void play() {
        title("招标公告", "the notice");
        var published = publish();
        var tender = published.tender();
        var lot = published.lot();
        var deadline = published.deadline();
        title("澄清与疑问", "questions and clarification");
        clarify(tender, deadline);
        done("clarified");
        title("密封投标", "sealed bids");
        var bidders = new PlayedBidders(options, world, state, tender, lot, deadline);
        bidders.bid(this::moveTo, this::done);
        title("开标", "the opening");
        signIn(tender, lot, deadline);
        done("signed-in");
        passDeadline(lot, deadline, bidders);
        done("deadline");
        awaitStage(lot, "CLOSED");
        done("closed");
        awaitStage(lot, "OPENED");
        done("opened");
        new PlayedSession(options, world, this, tender, lot).run();
        awaitStage(lot, "RECORDED");
        done("recorded");
        title("归档与重放", "case files and replay");
        new PlayedArchive(options, world, state, this, tender, lot).run(bidders);
    }

    /** A published tender with its one lot. */
    record Published(TenderId tender, LotId lot, Instant deadline) {}

    Published publish() {
        var tender = draft();
        done("drafted");
        publish(tender);
        done("published");
        var lot = lotOf(tender);
        return new Published(
                tender, lot, Instants.parse(lotView(lot).get("deadline").textValue()));
    }

    /** Tells whoever listens, one step at a time, once for each step over all lives of the play. */
    synchronized void done(String step) {
        if (state.get("done-" + step).isEmpty()) {
            state.put("done-" + step, "yes");
            between.accept(step);
            if (!world.isAlive()) {
                throw Problem.of("demo/died").detail("A process died after the step %s.", step);
            }
        }
    }

    private TenderId draft() {
        var number = state.once(
                "projectNumber", () -> "E110000" + String.format("%010d", System.nanoTime() % 10_000_000_000L));
        var project = state.once("project", () -> project(number));
        return TenderId.fromString(state.once("tender", () -> {
            var draft = DemoTexts.tender(project, options.suite(), noticeDay(), later);
            var answer = as(DemoPerson.PROCURING_ENTITY).post("/tenders", draft).json();
            say("起草 drafted %s", answer.get("number").textValue());
            return answer.get("id").textValue();
        }));
    }

    private String project(String number) {
        try {
            return as(DemoPerson.PROCURING_ENTITY)
                    .post("/projects", Map.of("number", number, "name", DemoTexts.PROJECT))
                    .json()
                    .get("project")
                    .textValue();
        } catch (Problem again) {
            // The platform had it before the demonstration could write it down.
            if (again.slug().equals("tender/project-exists")) {
                return String.valueOf(again.members().get("project"));
            }
            throw again;
        }
    }

    /** The day whose deadline the draft states; the notice must be out on it. */
    private Instant noticeDay() {
        return world.clock().instant();
    }

    private void publish(TenderId tender) {
        var entity = as(DemoPerson.PROCURING_ENTITY);
        if (!entity.get("/tenders/" + tender).get("publishedAt").isNull()) {
            return;
        }
        DemoTexts.documents()
                .forEach((name, text) -> entity.put(
                        "/tenders/" + tender + "/documents/" + DemoTexts.path(name),
                        text.getBytes(StandardCharsets.UTF_8)));
        say("三个机构生成开标密钥 the offices make the opening key");
        await("the opening key", () -> {
            try {
                entity.getBytes("/tenders/" + tender + "/notice");
                return true;
            } catch (Problem notYet) {
                if (notYet.slug().equals("tender/key-not-ready")) {
                    return false;
                }
                throw notYet;
            }
        });
        var notice = Canonical.read(entity.getBytes("/tenders/" + tender + "/notice"), Notice.class);
        act(DemoPerson.PROCURING_ENTITY, "/tenders/" + tender + "/publish", Act.TENDER_PUBLISH, tender, null, notice);
        say("公告发布，规则冻结 published; rules frozen at %s", notice.rules().substring(0, 16));
    }

    private LotId lotOf(TenderId tender) {
        return LotId.fromString(anybody()
                .get("/tenders/" + tender)
                .get("lots")
                .get(0)
                .get("lot")
                .textValue());
    }

    private void clarify(TenderId tender, Instant deadline) {
        if (!anybody().get("/tenders/" + tender).get("clarifications").isEmpty()) {
            return;
        }
        moveTo(deadline.minus(Duration.ofDays(19)));
        state.once("asked", () -> {
            as(world.authority().bidder(1))
                    .post("/tenders/" + tender + "/questions", Map.of("text", "工程量清单第 3 项的计量单位是否为立方米？"));
            return "yes";
        });
        var data =
                new Notice.Clarification(1, "关于工程量清单第 3 项的澄清", "第 3 项计量单位为立方米。本澄清不影响投标文件编制时间。", List.of(), List.of());
        act(
                DemoPerson.PROCURING_ENTITY,
                "/tenders/" + tender + "/clarifications",
                Act.CLARIFICATION_ISSUE,
                tender,
                null,
                data);
        say("澄清发布 clarification issued, 19 days before the deadline");
    }

    private void signIn(TenderId tender, LotId lot, Instant deadline) {
        if (!lotView(lot).get("stage").textValue().equals("PUBLISHED")) {
            return;
        }
        moveTo(deadline.minus(Duration.ofMinutes(20)));
        for (int i = 1; i <= Math.min(3, options.bidders()); i++) {
            var bidder = i;
            state.once("signedIn" + i, () -> {
                act(
                        world.authority().bidder(bidder),
                        "/lots/" + lot + "/session/sign-in",
                        Act.SESSION_SIGN_IN,
                        tender,
                        lot,
                        Map.of());
                return "yes";
            });
        }
        say("投标人签到 bidders signed in");
    }

    private void passDeadline(LotId lot, Instant deadline, PlayedBidders bidders) {
        if (!lotView(lot).get("stage").textValue().equals("PUBLISHED")) {
            return;
        }
        moveTo(deadline.minus(Duration.ofSeconds(3)));
        await("the deadline", () -> !world.clock().instant().isBefore(deadline));
        say("投标截止 the deadline has passed");
        bidders.tryLate();
    }

    /** Moves the sandbox forward, never back; where it stands later already nothing happens. */
    void moveTo(Instant target) {
        if (world.clock().instant().isBefore(target)) {
            as(DemoPerson.TRADING_CENTRE).post("/sandbox/move", Map.of("to", Instants.format(target)));
        }
    }

    /** Waits until the lot is in this stage or beyond it. */
    void awaitStage(LotId lot, String stage) {
        var order = List.of("PUBLISHED", "CLOSED", "OPENED", "RECORDED");
        await("stage " + stage, () -> order.indexOf(lotView(lot).get("stage").textValue()) >= order.indexOf(stage));
    }

    static void await(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw Problem.of("demo/waited")
                        .detail("Waited %d s in vain for %s.", PATIENCE.toSeconds(), what)
                        .remedy("Look into target/demo/run/platform.log.");
            }
            Demo.pause(Duration.ofMillis(200));
        }
    }

    JsonNode lotView(LotId lot) {
        return anybody().get("/lots/" + lot);
    }

    PlatformClient anybody() {
        return clients.computeIfAbsent("", key -> new PlatformClient(world.platform()));
    }

    PlatformClient as(DemoPerson person) {
        return as(world.authority().person(person));
    }

    PlatformClient as(Signer signer) {
        return clients.computeIfAbsent(
                signer.certificate().getSubjectX500Principal().getName(),
                key -> new PlatformClient(world.platform()).login(signer));
    }

    JsonNode act(DemoPerson person, String path, String type, TenderId tender, LotId lot, Object data) {
        return act(world.authority().person(person), path, type, tender, lot, data);
    }

    JsonNode act(Signer signer, String path, String type, TenderId tender, LotId lot, Object data) {
        var answer = as(signer).postAct(path, Act.of(type, tender, lot, data), signer);
        return answer.isEmpty() ? null : answer.json();
    }

    private static void title(String chinese, String english) {
        Demo.head("\n" + chinese + " · " + english);
    }

    void say(String format, Object... arguments) {
        Demo.say("[" + CLOCK.format(world.clock().instant()) + "] " + String.format(format, arguments));
    }
}

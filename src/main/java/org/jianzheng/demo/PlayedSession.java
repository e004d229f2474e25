package org.jianzheng.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.jianzheng.record.Act;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Subject;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;

/** The session after the bids are open: read-out, confirmation, one objection and its answer, the signed record. */
final class PlayedSession {
    private static final int MANY = 10;
    /** As eng.opening.objection.window says. */
    private static final Duration OBJECTIONS = Duration.ofMinutes(5);

    private final DemoOptions options;
    private final DemoWorld world;
    private final PlayedTender play;
    private final TenderId tender;
    private final LotId lot;

    PlayedSession(DemoOptions options, DemoWorld world, PlayedTender play, TenderId tender, LotId lot) {
        this.options = options;
        this.world = world;
        this.play = play;
        this.tender = tender;
        this.lot = lot;
    }

    void run() {
        if (play.lotView(lot).get("stage").textValue().equals("RECORDED")) {
            return;
        }
        var session = "/lots/" + lot + "/session";
        var now = play.anybody().get(session);
        if (now.get("rows").isNull() || now.get("rows").isEmpty()) {
            play.as(DemoPerson.TENDERING_OFFICE).post(session + "/read-out", Map.of());
            now = play.anybody().get(session);
        }
        readOut(now.get("columns"), now.get("rows"));
        if (now.get("objections").isEmpty()) {
            confirm(now.get("rows"));
            var text = Map.of("text", "请确认投标人 02 的报价大写与小写一致。");
            play.act(world.authority().bidder(1), session + "/objections", Act.SESSION_OBJECT, tender, lot, text);
            now = play.anybody().get(session);
        }
        var first = now.get("objections").get(0);
        if (first.get("answer").isNull()) {
            var objection = first.get("objection").get("record").textValue();
            var answer = Map.of("objection", objection, "text", "经核对，大写与小写一致。");
            play.act(DemoPerson.TENDERING_OFFICE, session + "/answers", Act.SESSION_ANSWER, tender, lot, answer);
            play.say("异议当场答复 an objection was answered on the spot");
        }
        var record = play.anybody().getBytes("/lots/" + lot + "/opening-record");
        var pdf = play.anybody().getBytes("/lots/" + lot + "/opening-record.pdf");
        var hashes = Map.of("record", Commitment.hash(record), "pdf", Commitment.hash(pdf));
        sign(session, hashes);
        play.say("开标记录已签署 the opening record is signed");
    }

    /** The read-out table, with its columns as the procedure names them. */
    private static void readOut(JsonNode columns, JsonNode rows) {
        for (var row : rows) {
            var line = new StringBuilder("唱标 ").append(row.get("no").asText()).append(". ");
            for (var column : columns) {
                var value =
                        row.get("values").path(column.get("key").textValue()).asText("—");
                boolean money = column.path("type").asText().equalsIgnoreCase("money");
                line.append(money ? Money.ofFen(value).toString() : value).append("  ");
            }
            Demo.say(line.toString());
        }
    }

    /** The tendering office signs: at once when everyone has spoken, else when the time for objections is over. */
    private void sign(String session, Map<String, String> hashes) {
        try {
            play.act(DemoPerson.TENDERING_OFFICE, session + "/record", Act.SESSION_RECORD_SIGN, tender, lot, hashes);
        } catch (Problem open) {
            if (!open.slug().equals("opening/objections-open")) {
                throw open;
            }
            play.moveTo(world.clock().instant().plus(OBJECTIONS));
            play.act(DemoPerson.TENDERING_OFFICE, session + "/record", Act.SESSION_RECORD_SIGN, tender, lot, hashes);
        }
    }

    /** Those whose bids were read out confirm, but not hundreds of them. */
    private void confirm(JsonNode rows) {
        var read = new HashSet<String>();
        rows.forEach(row -> read.add(row.get("values").path("bidder").asText()));
        IntStream.rangeClosed(1, Math.min(options.bidders(), MANY))
                .filter(bidder -> read.contains(
                        Subject.of(world.authority().bidder(bidder).certificate())
                                .organisation()))
                .forEach(this::confirm);
    }

    private void confirm(int bidder) {
        try {
            play.act(
                    world.authority().bidder(bidder),
                    "/lots/" + lot + "/session/confirmations",
                    Act.SESSION_CONFIRM,
                    tender,
                    lot,
                    Map.of());
        } catch (Problem again) {
            if (again.status() != 409) {
                throw again;
            }
        }
    }
}

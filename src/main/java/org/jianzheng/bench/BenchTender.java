package org.jianzheng.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jianzheng.cli.PlatformClient;
import org.jianzheng.demo.DemoPerson;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.Problem;
import org.jianzheng.shared.TenderId;
import org.jianzheng.tender.NewTender;

/** A published tender whose keys the offices have really made. */
record BenchTender(TenderId tender, List<KeyStatement> lots, Instant deadline) {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int OFFICES = 3;
    private static final int QUORUM = 2;

    /** Publishes a tender of {@code lots} lots whose deadline is {@code days} days from now. */
    static BenchTender publish(World world, int lots, int days) {
        var entity = new PlatformClient(world.one()).login(world.authority().person(DemoPerson.PROCURING_ENTITY));
        var deadline = world.now()
                .plus(Duration.ofDays(days))
                .atZone(BEIJING)
                .toLocalDate()
                .atTime(LocalTime.of(9, 30))
                .atZone(BEIJING)
                .toInstant();
        var number = "E110000" + String.format("%010d", System.nanoTime() % 10_000_000_000L);
        var project = entity.post("/projects", Map.of("number", number, "name", "性能测试项目"))
                .json()
                .get("project")
                .textValue();
        var tender = TenderId.fromString(entity.post("/tenders", draft(project, lots, deadline))
                .json()
                .get("id")
                .textValue());
        entity.put("/tenders/" + tender + "/documents/a.txt", "招标文件".getBytes(StandardCharsets.UTF_8));
        var notice = await(entity, tender);
        var signer = world.authority().person(DemoPerson.PROCURING_ENTITY);
        entity.postAct("/tenders/" + tender + "/publish", Act.of(Act.TENDER_PUBLISH, tender, null, notice), signer);
        return new BenchTender(tender, keys(entity, tender), deadline);
    }

    LotId lot(int number) {
        return lots.get(number).lot();
    }

    private static NewTender draft(String project, int lots, Instant deadline) {
        var all = new ArrayList<NewTender.NewLot>();
        for (int i = 1; i <= lots; i++) {
            all.add(new NewTender.NewLot("第" + i + "标段", Money.ofYuan("58600000"), Instants.format(deadline)));
        }
        return new NewTender(
                project,
                "性能测试招标",
                "engineering-open-tender",
                "p256",
                new Notice.Offices(OFFICES, QUORUM),
                List.of(),
                90,
                Map.of("招标条件", "本工程已批准建设。", "项目概况", "性能测试。", "资格要求", "无。", "获取方式", "本平台。", "开标", "在线开标。"),
                all);
    }

    private static Notice await(PlatformClient entity, TenderId tender) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return Canonical.read(entity.getBytes("/tenders/" + tender + "/notice"), Notice.class);
            } catch (Problem notYet) {
                if (!notYet.slug().equals("tender/key-not-ready") || System.nanoTime() > end) {
                    throw notYet;
                }
                Waiting.pause(Duration.ofMillis(100));
            }
        }
    }

    private static List<KeyStatement> keys(PlatformClient anybody, TenderId tender) {
        var all = new ArrayList<KeyStatement>();
        for (var lot : anybody.get("/tenders/" + tender).get("lots")) {
            all.add(statement(anybody.get("/lots/" + lot.get("lot").textValue() + "/opening-key")));
        }
        return List.copyOf(all);
    }

    private static KeyStatement statement(JsonNode answer) {
        try {
            var signed = answer.get("statements").get(0).binaryValue();
            return KeyStatement.read(Cms.verify(signed).content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.jianzheng.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jianzheng.record.Notice;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.sealing.BidForm;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The lot one seals for: its tender's notice, its present deadline, and the key as the offices stated it. */
record SealingTarget(LotAnswers.Tender tender, LotAnswers.Lot lot, LotAnswers.Key key) {
    /** From the platform, or from its answers saved to files: sealing itself needs no network. */
    static final class Options {
        @Option(names = "--tender", paramLabel = "ID", description = "招标编号，默认由标段得出 · The tender; by default the lot's")
        private String tender;

        @Option(names = "--lot", required = true, paramLabel = "ID", description = "标段 · The lot")
        private LotId lot;

        @Mixin
        private PlatformOption platform;

        @Option(
                names = "--notice",
                paramLabel = "FILE",
                description = "离线：GET /tenders/{tender} 的答复 · Offline: that answer, saved")
        private Path notice;

        @Option(
                names = "--key",
                paramLabel = "FILE",
                description = "离线：GET /lots/{lot}/opening-key 的答复 · Offline: that answer, saved")
        private Path key;

        SealingTarget read(Jianzheng tool) {
            var target = notice != null && key != null ? offline() : fetch(tool);
            if (tender != null && !tender.equals(target.tender().id())) {
                throw Problem.of("cli/tender")
                        .field("--tender")
                        .detail(
                                "标段不属于该招标 · The lot %s is of the tender %s.",
                                lot, target.tender().id())
                        .remedy("Check --tender and --lot against the notice.");
            }
            return target;
        }

        private SealingTarget offline() {
            var saved = new PlatformAnswer(200, ToolCommand.read(notice)).as(LotAnswers.Tender.class);
            var one = saved.lots() == null
                    ? null
                    : saved.lots().stream()
                            .filter(l -> l.lot().equals(lot.toString()))
                            .findFirst()
                            .orElse(null);
            if (one == null) {
                throw Problem.of("cli/notice")
                        .field("--notice")
                        .detail("公告中没有该标段 · %s holds no lot %s.", notice, lot)
                        .remedy("Save the answer of GET /tenders/{tender} of this lot's tender.");
            }
            return new SealingTarget(
                    saved, one, new PlatformAnswer(200, ToolCommand.read(key)).as(LotAnswers.Key.class));
        }

        private SealingTarget fetch(Jianzheng tool) {
            return SealingTarget.fetch(platform.require(tool), lot);
        }
    }

    static SealingTarget fetch(PlatformClient platform, LotId id) {
        var lot = platform.get("/lots/" + id, LotAnswers.Lot.class);
        var tender = platform.get("/tenders/" + lot.tender(), LotAnswers.Tender.class);
        return new SealingTarget(tender, lot, platform.get("/lots/" + id + "/opening-key", LotAnswers.Key.class));
    }

    /** The key, if it may be sealed to. */
    LotKey check(TrustFolder trust, Instant now) {
        return LotKey.check(key, trust, tender, lot, now);
    }

    /** What the notice says against this form; its bidder may still mean it. */
    List<String> warnings(BidForm form) {
        var warnings = new ArrayList<String>();
        var noticed = tender.notice().lots().stream()
                .filter(one -> one.lot().equals(lot.lot()))
                .findFirst();
        noticed.map(Notice.Lot::ceiling)
                .filter(ceiling -> form.price().compareTo(ceiling) > 0)
                .ifPresent(ceiling -> warnings.add("报价高于最高投标限价，将被否决 · the price " + form.price()
                        + " exceeds the ceiling " + ceiling + " and leads to rejection (实施条例 第五十一条)"));
        var declared = new HashSet<String>();
        tender.notice().formItems().forEach(item -> declared.add(item.name()));
        declared.stream()
                .filter(name -> !form.items().containsKey(name))
                .forEach(name -> warnings.add("缺少项目 · the notice asks for the item " + name));
        form.items().keySet().stream()
                .filter(name -> !declared.contains(name))
                .forEach(name -> warnings.add("多余项目 · the notice does not ask for the item " + name));
        return warnings;
    }
}

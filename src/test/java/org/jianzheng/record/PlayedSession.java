package org.jianzheng.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.ProjectId;
import org.jianzheng.shared.TenderId;
import org.jianzheng.shared.UuidV7;

/** The records of one opening, with true signatures and nothing sealed: three bids, the second of which does not open. */
public final class PlayedSession {
    public static final Instant DEADLINE = Instant.parse("2026-03-23T01:30:00Z");
    public static final List<ReadOut.Column> COLUMNS = List.of(
            new ReadOut.Column("bidder", "投标人名称", "text"),
            new ReadOut.Column("price", "投标报价（元）", "money"),
            new ReadOut.Column("period", "工期（日历天）", "days"),
            new ReadOut.Column("quality", "质量目标", "text"),
            new ReadOut.Column("projectManager", "项目负责人", "text"));
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofDays(365));

    public final TenderId tender = TenderId.at(FROM);
    public final LotId lot = LotId.at(FROM);
    public final List<WitnessRecord> records = new ArrayList<>();
    private final Authority authority = Authority.create(new Subject("认证机构", "认证机构", null), FROM, TO);
    private final List<Signer> bidders = List.of(signer("长江第一建筑工程有限公司"), signer("鄂东市政集团有限公司"), signer("楚天路桥股份有限公司"));
    private final Signer entity = signer("武汉市城市建设投资开发集团有限公司");
    private final Signer tenderingOffice = signer("武汉市招标投标管理办公室");
    private final Signer office = signer("公证处");
    private Instant now = DEADLINE.minus(Duration.ofMinutes(20));
    private WitnessRecord objection;

    /** Everything up to the read-out. */
    public PlayedSession() {
        for (var bidder : bidders) {
            later(60);
            act(RecordType.SESSION_SIGNED_IN, Act.SESSION_SIGN_IN, bidder, Map.of());
        }
        var bids = bidders.stream().map(this::submit).toList();
        now = DEADLINE.plusSeconds(6);
        add(RecordType.LOT_CLOSED, WitnessRecord.PLATFORM, Map.of("listed", List.of(3, 4, 5)), null);
        release("公证处");
        release("纪检监察组");
        later(2);
        for (int i = 0; i < bids.size(); i++) {
            if (i == 1) {
                fail(bids.get(i));
            } else {
                open(bids.get(i), i);
            }
        }
        release("招标办");
        later(60);
        add(
                RecordType.SESSION_READ_OUT,
                Certificates.id(tenderingOffice.certificate()),
                Map.of("rows", ReadOut.rows(COLUMNS, records)),
                null);
    }

    /** A confirmation, an objection and its answer. */
    public PlayedSession speak() {
        confirm(0);
        objectTo("开标现场唱标速度过快，请求复核楚天路桥股份有限公司的工期。");
        answer("已复核：工期为 182 日历天，与投标函一致。");
        return this;
    }

    public void confirm(int bidder) {
        later(30);
        act(RecordType.SESSION_CONFIRMED, Act.SESSION_CONFIRM, bidders.get(bidder), Map.of());
    }

    public void objectTo(String text) {
        later(30);
        objection = act(
                RecordType.SESSION_OBJECTION, Act.SESSION_OBJECT, bidders.get(1), new OpeningRecord.Objecting(text));
    }

    public void answer(String text) {
        later(30);
        var answering = new OpeningRecord.Answering(objection.id(), text);
        act(RecordType.SESSION_ANSWER, Act.SESSION_ANSWER, entity, answering);
    }

    public OpeningRecord record() {
        return OpeningRecord.of(notice(), lot, DEADLINE, COLUMNS, records);
    }

    /** An office's answer, as far as the opening record reads it. */
    public void release(String name) {
        later(1);
        var answer = Map.of("v", 1, "kind", "release", "office", name, "list", "5a".repeat(32));
        add(
                RecordType.OFFICE_RELEASED,
                Certificates.id(office.certificate()),
                Map.of(),
                Cms.sign(Canonical.write(answer), office));
    }

    private SubmissionStatement submit(Signer bidder) {
        later(60);
        var header = new ObjectRef("3c".repeat(32), 1000);
        var part = new ObjectRef("6b".repeat(32), 1000);
        var envelope = new SubmissionStatement.Envelope("opening", "4d".repeat(32), header, List.of(part));
        var statement = new SubmissionStatement(
                1, "p256", tender, lot, BidId.at(now), 1, null, "7e".repeat(32), List.of(envelope));
        add(
                RecordType.BID_SUBMITTED,
                Certificates.id(bidder.certificate()),
                Map.of(),
                Cms.sign(statement.bytes(), bidder));
        return statement;
    }

    private void open(SubmissionStatement bid, int no) {
        var form = new LinkedHashMap<String, Object>();
        form.put("bidder", Subject.of(bidders.get(no).certificate()).organisation());
        form.put("price", Money.ofYuan(no == 0 ? "49123456.78" : "47980000").text());
        form.put("period", 180 + no);
        form.put("quality", "符合国家验收规范合格标准");
        form.put("projectManager", Map.of("name", no == 0 ? "欧阳建国" : "龚䶮", "certificate", "鄂142201900001"));
        form.put("items", Map.of("coefficient", "0.95"));
        var data = Map.of("submission", bid.id().toString(), "manifest", bid.manifest(), "form", form);
        add(RecordType.BID_OPENED, WitnessRecord.PLATFORM, data, null);
    }

    private void fail(SubmissionStatement bid) {
        var data = Map.of(
                "submission",
                bid.id().toString(),
                "reason",
                "part-tag",
                "detail",
                "Part 3 does not decrypt.",
                "blame",
                "bidder");
        add(RecordType.BID_FAILED, WitnessRecord.PLATFORM, data, null);
    }

    private Notice notice() {
        var named = new Notice.Lot(
                lot.toString(), "E4201000001000001001", "一标段", new Money(1), Instants.format(DEADLINE), List.of());
        return new Notice(
                ProjectId.at(FROM).toString(),
                "E4201000001",
                "武汉市长江南路市政道路及附属工程",
                "E4201000001000001",
                "长江南路（三环线至东湖大道）道路施工",
                "engineering",
                "engineering-open-tender",
                "p256",
                "武汉市城市建设投资开发集团有限公司",
                "00".repeat(32),
                List.of(),
                new Notice.Offices(3, 2),
                List.of(),
                90,
                Map.of(),
                List.of(named));
    }

    private WitnessRecord act(RecordType type, String name, Signer by, Object data) {
        var cms = Cms.sign(Act.of(name, tender, lot, data).bytes(), by);
        return add(type, Certificates.id(by.certificate()), Map.of(), cms);
    }

    private WitnessRecord add(RecordType type, String actor, Object data, byte[] act) {
        var id = UuidV7.at(now).toString();
        var record = new WitnessRecord(1, id, type, tender, lot, actor, now, Canonical.tree(data), act);
        records.add(record);
        return record;
    }

    private void later(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private Signer signer(String name) {
        return authority.newSigner(new Subject("经办人", name, null), FROM, TO, Authority.Usage.SIGNING);
    }
}

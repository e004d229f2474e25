package org.jianzheng.simulation;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.Instants;
import org.jianzheng.record.Notice;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.KeyStatement;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.sealing.OpeningCertificate;
import org.jianzheng.sealing.SignedForm;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.ProjectId;

/** What stands when bidding begins: the key that the real offices made, and the published notice. */
final class SimTender {
    static final byte[] DOCUMENT = "招标文件".getBytes(StandardCharsets.UTF_8);

    private static final String PROJECT = ProjectId.at(SimPeople.PUBLISHED).toString();

    private final SimPlatform platform;
    private CeremonyPlan plan;

    private SimTender(SimPlatform platform) {
        this.platform = platform;
    }

    /** Nothing fails yet: the run is about what comes after. */
    static void prepare(SimPlatform platform) {
        new SimTender(platform).prepare();
    }

    private void prepare() {
        var people = platform.people;
        plan = new CeremonyPlan(
                1,
                CeremonyPlan.OPENING,
                "p256",
                platform.tender,
                platform.lot,
                Notice.StageKey.OPENING,
                1,
                3,
                SimPeople.QUORUM,
                Instants.format(SimPeople.DEADLINE),
                10,
                5,
                3,
                SimPeople.ORIGIN,
                Certificates.id(people.entity.certificate()),
                Certificates.id(people.combiner.certificate()),
                custodians(),
                "00112233445566778899aabbccddeeff");
        var signed = plan.sign(people.seal);
        var project = Map.of("project", "p", "number", "A1", "name", "道路", "entity", "城建集团");
        var entity = Certificates.id(people.entity.certificate());
        add(RecordType.PROJECT_CREATED, false, entity, project, null);
        add(RecordType.CEREMONY_PLAN, true, WitnessRecord.PLATFORM, Map.of(), signed);
        ceremony(signed);
        var act = Act.of(Act.TENDER_PUBLISH, platform.tender, null, notice(platform));
        add(RecordType.TENDER_PUBLISHED, false, entity, Map.of(), Cms.sign(act.bytes(), people.entity));
        platform.sequence();
        platform.finish();
        platform.publish();
    }

    private List<CeremonyPlan.Custodian> custodians() {
        var all = new ArrayList<CeremonyPlan.Custodian>();
        for (var name : SimPeople.OFFICES) {
            var office = platform.people.trust.office(name);
            all.add(new CeremonyPlan.Custodian(
                    all.size() + 1, name, Certificates.id(office.signing()), Certificates.id(office.encryption())));
        }
        return all;
    }

    private void ceremony(byte[] signed) {
        var ofCeremony = Map.of("ceremony", plan.ceremony());
        var commits = each(i -> message(i, "/ceremony/plan", new OfficeCall.Plan(signed)));
        keep(RecordType.CEREMONY_COMMIT, ofCeremony, commits);
        var call = new OfficeCall.Commits(plan.ceremony(), commits);
        var revealed = new ArrayList<OfficeCall.Revealed>();
        for (int i = 0; i < 3; i++) {
            revealed.add(Canonical.read(ask(i, "/ceremony/commits", call), OfficeCall.Revealed.class));
        }
        keep(
                RecordType.CEREMONY_REVEAL,
                ofCeremony,
                revealed.stream().map(OfficeCall.Revealed::message).toList());
        var acks = each(i -> message(i, "/ceremony/reveals", reveals(i, revealed)));
        keep(RecordType.CEREMONY_ACK, ofCeremony, acks);
        var statements = each(i -> message(i, "/ceremony/acks", new OfficeCall.Acks(plan.ceremony(), acks)));
        keep(RecordType.KEY_STATED, Map.of(), statements);
        platform.keyStatements.addAll(statements);
        platform.key = SignedForm.read(statements.get(0), KeyStatement.class).form();
        var from = SimPeople.PUBLISHED.minus(Duration.ofHours(1));
        var certificate = OpeningCertificate.issue(
                platform.key.point(),
                "Key",
                from,
                from.plus(Duration.ofDays(200)),
                platform.people.seal,
                new SecureRandom());
        var data = Map.of("key", platform.key.key(), "certificate", Certificates.der(certificate));
        add(RecordType.KEY_CERTIFIED, true, WitnessRecord.PLATFORM, data, null);
    }

    private OfficeCall.Reveals reveals(int to, List<OfficeCall.Revealed> revealed) {
        var shares = new ArrayList<OfficeCall.ShareFrom>();
        for (int from = 0; from < 3; from++) {
            for (var share : revealed.get(from).shares()) {
                if (share.to() == to + 1) {
                    shares.add(new OfficeCall.ShareFrom(from + 1, share.envelope()));
                }
            }
        }
        var messages = revealed.stream().map(OfficeCall.Revealed::message).toList();
        return new OfficeCall.Reveals(plan.ceremony(), messages, shares);
    }

    private static List<byte[]> each(IntFunction<byte[]> office) {
        return List.of(office.apply(0), office.apply(1), office.apply(2));
    }

    private byte[] message(int office, String path, Object call) {
        return Canonical.read(ask(office, path, call), OfficeCall.Message.class).message();
    }

    private byte[] ask(int office, String path, Object call) {
        var answer = platform.network.office(SimPeople.OFFICES.get(office)).ask("POST", path, Canonical.write(call));
        if (answer.status() != 200) {
            throw new AssertionError(new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body();
    }

    private void keep(RecordType type, Object data, List<byte[]> messages) {
        for (int i = 0; i < 3; i++) {
            add(type, true, custodians().get(i).signing(), data, messages.get(i));
        }
    }

    private void add(RecordType type, boolean ofLot, String actor, Object data, byte[] act) {
        platform.stores.commit(type.wire(), db -> platform.append(db, type, ofLot, actor, data, act, rows -> {}));
    }

    static Notice notice(SimPlatform platform) {
        return new Notice(
                PROJECT,
                "A1234567890123456",
                "道路",
                "A1234567890123456001",
                "道路施工",
                "engineering",
                "engineering-open-tender",
                "p256",
                "城建集团",
                platform.people.rules.hash(),
                List.of(new Notice.Document("招标文件.pdf", Commitment.hash(DOCUMENT), DOCUMENT.length)),
                new Notice.Offices(3, SimPeople.QUORUM),
                List.of(),
                90,
                Map.of("scope", "道路 3.2 公里"),
                List.of(new Notice.Lot(
                        platform.lot.toString(),
                        "001",
                        "一标段",
                        Money.ofYuan("60000000"),
                        Instants.format(SimPeople.DEADLINE),
                        List.of(new Notice.StageKey(
                                Notice.StageKey.OPENING, platform.key.ceremony(), platform.key.key())))));
    }
}

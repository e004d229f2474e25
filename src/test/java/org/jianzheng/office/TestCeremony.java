package org.jianzheng.office;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Instants;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.OfficeCall;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/** The platform's part of a key ceremony: it relays. */
final class TestCeremony {
    final TestOffices offices;
    final TenderId tender;
    final LotId lot;
    /** Moved by a test that extends it. */
    Instant deadline;

    CeremonyPlan plan;

    TestCeremony(TestOffices offices, Instant deadline) {
        this.offices = offices;
        this.deadline = deadline;
        this.tender = TenderId.at(offices.start);
        this.lot = LotId.at(offices.start);
        this.plan = plan(1, 1, deadline);
    }

    CeremonyPlan plan(int attempt, int minBids, Instant notBefore) {
        var custodians = offices.trust.offices().stream()
                .map(office -> new CeremonyPlan.Custodian(
                        TestOffices.NAMES.indexOf(office.name()) + 1,
                        office.name(),
                        Certificates.id(office.signing()),
                        Certificates.id(office.encryption())))
                .toList();
        var nonce = new byte[16];
        Trustee.RANDOM.nextBytes(nonce);
        return new CeremonyPlan(
                1,
                CeremonyPlan.OPENING,
                "p256",
                tender,
                lot,
                CeremonyPlan.OPENING,
                attempt,
                3,
                2,
                Instants.format(notBefore),
                10,
                5,
                minBids,
                TestOffices.ORIGIN,
                Certificates.id(offices.entity.certificate()),
                Certificates.id(offices.combiner.certificate()),
                custodians,
                HexFormat.of().formatHex(nonce));
    }

    List<byte[]> plans() {
        var signed = plan.sign(offices.seal);
        return each(i -> message(i, "/ceremony/plan", new OfficeCall.Plan(signed)));
    }

    List<OfficeCall.Revealed> commits(List<byte[]> commits) {
        var call = new OfficeCall.Commits(plan.ceremony(), commits);
        var revealed = new ArrayList<OfficeCall.Revealed>();
        for (int i = 0; i < 3; i++) {
            revealed.add(offices.ok(offices.post(i, "/ceremony/commits", call), OfficeCall.Revealed.class));
        }
        return revealed;
    }

    OfficeCall.Reveals reveals(int to, List<OfficeCall.Revealed> revealed) {
        var shares = new ArrayList<OfficeCall.ShareFrom>();
        for (int from = 0; from < 3; from++) {
            for (var share : revealed.get(from).shares()) {
                if (share.to() == to + 1) {
                    shares.add(new OfficeCall.ShareFrom(from + 1, share.envelope()));
                }
            }
        }
        return new OfficeCall.Reveals(
                plan.ceremony(),
                revealed.stream().map(OfficeCall.Revealed::message).toList(),
                shares);
    }

    /** The whole ceremony; gives the key statement as signed by each office. */
    List<byte[]> play() {
        var revealed = commits(plans());
        var acks = each(i -> message(i, "/ceremony/reveals", reveals(i, revealed)));
        return each(i -> message(i, "/ceremony/acks", new OfficeCall.Acks(plan.ceremony(), acks)));
    }

    byte[] message(int i, String path, Object call) {
        return offices.ok(offices.post(i, path, call), OfficeCall.Message.class).message();
    }

    static List<byte[]> each(java.util.function.IntFunction<byte[]> office) {
        return IntStream.range(0, 3).mapToObj(office).toList();
    }
}

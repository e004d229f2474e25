package org.jianzheng.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jianzheng.record.Act;
import org.jianzheng.record.Canonical;
import org.jianzheng.record.Cms;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.sealing.CeremonyMessage;
import org.jianzheng.sealing.CeremonyMessage.Ack;
import org.jianzheng.sealing.CeremonyMessage.Commit;
import org.jianzheng.sealing.CeremonyMessage.DealtShare;
import org.jianzheng.sealing.CeremonyMessage.JustifiedShare;
import org.jianzheng.sealing.CeremonyMessage.Justify;
import org.jianzheng.sealing.CeremonyMessage.Reveal;
import org.jianzheng.sealing.CeremonyPlan;
import org.jianzheng.sealing.DealtEnvelope;
import org.jianzheng.sealing.Dkg;
import org.jianzheng.sealing.Polynomial;
import org.jianzheng.sealing.Suite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ceremony of three offices that was abandoned: the blame in its record holds, or replay says that it does not. */
class BlameCheckTest {
    private static final CaseFixture PLAYED = CaseFixture.get();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Suite SUITE = Suite.P256;

    private final CaseLog log = new CaseLog();
    private final CeremonyPlan plan = plan(1, PLAYED.offices.custodians());
    private final List<Polynomial> polynomials = IntStream.range(0, 3)
            .mapToObj(i -> Polynomial.random(SUITE, CaseOffices.QUORUM, RANDOM))
            .toList();
    private final List<Dkg.Reveal> arithmetic = IntStream.range(0, 3)
            .mapToObj(i -> Dkg.reveal(plan.arithmetic(), i + 1, polynomials.get(i), RANDOM))
            .toList();

    private static CeremonyPlan plan(int attempt, List<CeremonyPlan.Custodian> custodians) {
        return new CeremonyPlan(
                1,
                CeremonyPlan.OPENING,
                "p256",
                PLAYED.tender,
                PLAYED.lot,
                CaseFixture.STAGE,
                attempt,
                3,
                CaseOffices.QUORUM,
                "2026-03-24T01:30:00.000Z",
                3,
                1,
                3,
                CaseLog.ORIGIN,
                "ab".repeat(32),
                "cd".repeat(32),
                custodians,
                "0011223344556677889900112233445" + attempt);
    }

    private static byte[] seed(int dealer, int to) {
        return DealtEnvelope.seed(SUITE, new byte[] {(byte) dealer}, to);
    }

    /** What went wrong: office 1 deals office 2 a share that is not its own, or office 2 says so. */
    private void play(String story) {
        var act = Act.of(Act.TENDER_PUBLISH, PLAYED.tender, null, PLAYED.notice);
        log.add(
                RecordType.TENDER_PUBLISHED,
                PLAYED.tender,
                null,
                CaseOffices.id(PLAYED.people.entity),
                CaseFixture.PUBLISHED,
                Map.of(),
                Cms.sign(act.bytes(), PLAYED.people.entity));
        add(RecordType.CEREMONY_PLAN, WitnessRecord.PLATFORM, Map.of(), plan.sign(PLAYED.people.seal));
        var commits = new ArrayList<CeremonyMessage>();
        var reveals = new ArrayList<CeremonyMessage>();
        for (int i = 1; i <= 3; i++) {
            commits.add(Commit.of(plan, i, arithmetic.get(i - 1)));
            says(RecordType.CEREMONY_COMMIT, commits.get(i - 1));
        }
        for (int i = 1; i <= (story.equals("nobody reveals last") ? 2 : 3); i++) {
            reveals.add(reveal(i, story));
            says(RecordType.CEREMONY_REVEAL, reveals.get(i - 1));
        }
        if (!story.startsWith("complaint") || reveals.size() < 3) {
            return;
        }
        var transcript = CeremonyMessage.transcript(bytes(commits), bytes(reveals));
        int of = story.equals("complaint of nobody") ? 2 : 1;
        says(RecordType.CEREMONY_ACK, Ack.of(plan, 2, transcript, List.of(of)));
        if (!story.equals("complaint, no answer") && of == 1) {
            var shown = new JustifiedShare(2, share(story).hex(), HexFormat.of().formatHex(seed(1, 2)));
            says(RecordType.CEREMONY_JUSTIFY, Justify.of(plan, 1, List.of(shown)));
        }
    }

    private org.jianzheng.sealing.Scalar share(String story) {
        return polynomials.get(story.equals("complaint, wrong share") ? 1 : 0).shareFor(2);
    }

    private Reveal reveal(int dealer, String story) {
        var dealt = new ArrayList<DealtShare>();
        for (int to = 1; to <= 3; to++) {
            if (to != dealer) {
                var share = dealer == 1 && to == 2
                        ? share(story)
                        : polynomials.get(dealer - 1).shareFor(to);
                var certificate = PLAYED.offices.encryption.get(to - 1).certificate();
                dealt.add(DealtShare.of(to, DealtEnvelope.seal(SUITE, share, certificate, seed(dealer, to))));
            }
        }
        boolean lies = dealer == 1 && story.equals("another reveal");
        return Reveal.of(plan, dealer, arithmetic.get(lies ? 1 : dealer - 1), dealt);
    }

    private static List<byte[]> bytes(List<CeremonyMessage> messages) {
        return messages.stream().map(Canonical::write).toList();
    }

    private void says(RecordType type, CeremonyMessage message) {
        var office = PLAYED.offices.signing.get(message.index() - 1);
        add(type, CaseOffices.id(office), Map.of("ceremony", plan.ceremony()), message.sign(office));
    }

    private void add(RecordType type, String actor, Object data, byte[] act) {
        log.add(type, PLAYED.tender, PLAYED.lot, actor, CaseFixture.PUBLISHED, data, act);
    }

    private Report replay(String reason, int blamed, CeremonyPlan next) {
        var data = Map.of("ceremony", plan.ceremony(), "reason", reason, "blame", List.of(blamed));
        add(RecordType.CEREMONY_ABANDONED, WitnessRecord.PLATFORM, data, null);
        if (next != null) {
            add(RecordType.CEREMONY_PLAN, WitnessRecord.PLATFORM, Map.of(), next.sign(PLAYED.people.seal));
        }
        var index = new CaseIndex(
                1,
                Profile.FULL,
                true,
                CaseLog.ORIGIN,
                PLAYED.tender,
                List.of(PLAYED.lot),
                "ab".repeat(32),
                List.of(),
                List.of());
        var evidence = new Evidence(null, index, PLAYED.trust);
        log.added.forEach(one -> evidence.proved(Logged.of(one.index(), one.bytes(), one.salt(), new byte[0])));
        evidence.arrange();
        var findings = new Findings();
        findings.begin("blame");
        new BlameCheck().run(evidence, findings);
        findings.end();
        return findings.report(Report.About.unknown("case"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # what happened           | reason           | blamed | holds
                    another reveal            | wrong-reveal     | 1      | true
                    another reveal            | wrong-reveal     | 2      | false
                    nothing                   | wrong-reveal     | 1      | false
                    complaint, wrong share    | wrong-share      | 1      | true
                    complaint, wrong share    | false-complaint  | 2      | false
                    complaint, no answer      | wrong-share      | 1      | true
                    complaint, no answer      | wrong-share      | 3      | false
                    complaint, right share    | false-complaint  | 2      | true
                    complaint, right share    | wrong-share      | 1      | false
                    complaint of nobody       | false-complaint  | 2      | true
                    nobody reveals last       | silent           | 3      | true
                    nothing                   | other-transcript | 1      | false
                    nothing                   | other-key        | 1      | false
                    nothing                   | tired            | 1      | false
                    nothing                   | silent           | 4      | false
                    """)
    void theBlameFollowsFromWhatWasSigned(String story, String reason, int blamed, boolean holds) {
        play(story);
        var report = replay(reason, blamed, null);
        assertEquals(holds ? 0 : 1, report.exitCode(), report::text);
    }

    @ParameterizedTest
    @CsvSource({"another reveal, wrong-reveal, 1, false", "nobody reveals last, silent, 3, true"})
    void whoeverIsProvenWrongIsGoneAndWhoeverWasSilentMayReturn(
            String story, String reason, int blamed, boolean holds) {
        play(story);
        var report = replay(reason, blamed, plan(2, PLAYED.offices.custodians()));
        assertEquals(holds ? 0 : 1, report.exitCode(), report::text);
        assertTrue(holds || report.text().contains("takes part in attempt 2"), report::text);
    }
}

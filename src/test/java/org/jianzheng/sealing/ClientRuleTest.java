package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jianzheng.record.Anchors;
import org.jianzheng.record.Certificates;
import org.jianzheng.record.Signer;
import org.jianzheng.record.TrustFolder;
import org.jianzheng.record.TrustedOffice;
import org.jianzheng.sealing.CeremonyMessage.DealtShare;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.Vkey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole ceremony through its forms, then every way in which its key must not be used. */
@InBothSuites
class ClientRuleTest {
    private static final Instant DEADLINE = Instant.parse("2026-04-20T01:30:00Z");
    private static final int N = 3;

    private final Suite suite;
    private final TestBid people;

    ClientRuleTest(Suite suite) {
        this.suite = suite;
        this.people = TestBid.in(suite);
        this.combiner = people.encryption("Combiner");
    }

    private final List<Signer> signing = new ArrayList<>();
    private final List<Signer> encryption = new ArrayList<>();
    private final Signer combiner;
    private CeremonyPlan plan;
    private KeyStatement statement;
    private List<byte[]> statements;

    @BeforeEach
    void playCeremony() {
        for (int i = 1; i <= N; i++) {
            signing.add(people.signer("office-" + i));
            encryption.add(people.encryption("office-" + i));
        }
        plan = CeremonyPlan.read(plan(2, 10).bytes());
        var polynomials = new ArrayList<Polynomial>();
        var reveals = new ArrayList<Dkg.Reveal>();
        var commits = new ArrayList<byte[]>();
        for (int i = 1; i <= N; i++) {
            polynomials.add(Polynomial.random(suite, plan.t(), TestOffices.RANDOM));
            reveals.add(Dkg.reveal(plan.arithmetic(), i, polynomials.get(i - 1), TestOffices.RANDOM));
            var cms = CeremonyMessage.Commit.of(plan, i, reveals.get(i - 1)).sign(signing.get(i - 1));
            commits.add(SignedForm.read(cms, CeremonyMessage.Commit.class).content());
        }
        statement = dealAndState(polynomials, reveals, commits);
        statements = signing.stream().map(statement::sign).toList();
    }

    private KeyStatement dealAndState(List<Polynomial> polynomials, List<Dkg.Reveal> reveals, List<byte[]> commits) {
        var contents = new ArrayList<byte[]>();
        var dealt = new HashMap<Integer, List<Scalar>>();
        for (int i = 1; i <= N; i++) {
            var pinned = new ArrayList<DealtShare>();
            for (int j = 1; j <= N; j++) {
                var to = encryption.get(j - 1);
                var share = polynomials.get(i - 1).shareFor(j).bytes();
                var envelope = ShareEnvelope.seal(share, to.certificate(), TestOffices.RANDOM);
                pinned.add(DealtShare.of(j, envelope));
                var opened = ShareEnvelope.open(envelope, to.key(), to.certificate());
                dealt.computeIfAbsent(j, index -> new ArrayList<>()).add(Scalar.decode(suite, opened));
            }
            var cms = CeremonyMessage.Reveal.of(plan, i, reveals.get(i - 1), pinned)
                    .sign(signing.get(i - 1));
            var read = SignedForm.read(cms, CeremonyMessage.Reveal.class);
            var commitment = SignedForm.read(
                            CeremonyMessage.Commit.of(plan, i, reveals.get(i - 1))
                                    .sign(signing.get(i - 1)),
                            CeremonyMessage.Commit.class)
                    .form()
                    .commitment();
            Dkg.check(plan.arithmetic(), i, read.form().arithmetic(suite), commitment);
            contents.add(read.content());
        }
        IntStream.rangeClosed(1, N).forEach(j -> Dkg.keyShare(plan.arithmetic(), j, dealt.get(j), reveals));
        var transcript = CeremonyMessage.transcript(commits, contents);
        CeremonyMessage.Ack.of(plan, 1, transcript, List.of()).sign(signing.get(0));
        return KeyStatement.of(plan, Dkg.jointKey(plan.arithmetic(), reveals), transcript);
    }

    @Test
    void keySignedByAllItsOfficesIsUsable() {
        var usable = check(statements, List.of(), DEADLINE);
        assertEquals(statement.point(), usable.q());
        assertEquals(1, usable.deadline().version());
        assertEquals(KeyStatement.read(statement.bytes()), statement);
    }

    @Test
    void keyThatOneOfficeHasNotSignedIsRefused() {
        assertRefused(statements.subList(0, 2), "has not signed");
        assertRefused(List.of(), "no office has signed");
        var rogue = new ArrayList<>(statements.subList(0, 2));
        rogue.add(statement.sign(people.signer("office-3")));
        assertRefused(rogue, "has not signed");
    }

    @Test
    void substitutedKeyIsRefused() {
        var own = TestOffices.of(suite, 3, 2).key;
        var forged = KeyStatement.of(plan, own, "ab".repeat(32));
        var mixed = new ArrayList<>(statements.subList(0, 2));
        mixed.add(forged.sign(signing.get(2)));
        assertRefused(mixed, "different statements");
        var issuer = people.authority.signer();
        var certificate = OpeningCertificate.issue(own.q(), "x", TestBid.NOW, DEADLINE, issuer, TestOffices.RANDOM);
        var problem = assertThrows(
                Problem.class,
                () -> ClientRule.check(statements, List.of(), certificate, trust(), wanted(DEADLINE), TestBid.NOW));
        assertTrue(problem.detail().contains("another key"));
    }

    @Test
    void strangersAsCustodiansAreRefused() {
        signing.set(1, people.signer("office-2"));
        var problem = assertThrows(Problem.class, () -> check(statements, List.of(), DEADLINE));
        assertTrue(problem.detail().contains("not an office of the trust folder"));
    }

    @Test
    void keyOfAnotherLotStageOrDeadlineIsRefused() {
        var other = new ClientRule.Wanted(TestBid.TENDER, LotId.at(DEADLINE), "opening", suite.name(), DEADLINE);
        assertThrows(Problem.class, () -> ClientRule.check(statements, List.of(), trust(), other, TestBid.NOW));
        var price = new ClientRule.Wanted(TestBid.TENDER, TestBid.LOT, "price", suite.name(), DEADLINE);
        assertThrows(Problem.class, () -> ClientRule.check(statements, List.of(), trust(), price, TestBid.NOW));
        assertThrows(Problem.class, () -> check(statements, List.of(), DEADLINE.plusSeconds(1)));
    }

    @Test
    void extensionCountsOnlyWhenEnoughOfficesStatedIt() {
        var later = DEADLINE.plusSeconds(86400);
        var act = "the act".getBytes(StandardCharsets.UTF_8);
        var moved = DeadlineStatement.of(statement.key(), 2, later, act);
        var one = List.of(moved.sign(signing.get(0)), moved.sign(signing.get(0)));
        assertThrows(Problem.class, () -> check(statements, one, later));
        assertEquals(1, check(statements, one, DEADLINE).deadline().version());
        var two = List.of(moved.sign(signing.get(0)), moved.sign(signing.get(2)));
        assertEquals(2, check(statements, two, later).deadline().version());
        var stranger = List.of(moved.sign(signing.get(0)), moved.sign(people.signer("office-2")));
        assertEquals(1, check(statements, stranger, DEADLINE).deadline().version());
    }

    @Test
    void deadlineThatMovesBackIsDoubleDealing() {
        var act = new byte[0];
        var back = DeadlineStatement.of(statement.key(), 2, DEADLINE.minusSeconds(60), act);
        var both = List.of(back.sign(signing.get(0)), back.sign(signing.get(1)));
        assertThrows(Problem.class, () -> DeadlineStatement.inForce(statement, both));
    }

    @Test
    void planWithHalfAQuorumOrAnotherGraceIsRefused() {
        assertThrows(Problem.class, () -> plan(1, 10));
        assertThrows(Problem.class, () -> plan(2, 11));
        assertThrows(Problem.class, () -> plan(2, 3));
    }

    @Test
    void decryptionShareSurvivesItsForm() {
        var offices = TestOffices.of(suite, 3, 2);
        var share = offices.release(offices.key.q(), new byte[32], 2).get(0);
        var form = Share.of(org.jianzheng.shared.BidId.at(TestBid.NOW), share);
        assertEquals(share, Share.read(form.bytes()).arithmetic(suite, 2));
        assertEquals(64, form.hash().length());
    }

    private CeremonyPlan plan(int t, int grace) {
        var custodians = IntStream.range(0, N)
                .mapToObj(i -> new CeremonyPlan.Custodian(
                        i + 1,
                        "office-" + (i + 1),
                        Certificates.id(signing.get(i).certificate()),
                        Certificates.id(encryption.get(i).certificate())))
                .toList();
        return new CeremonyPlan(
                1,
                "opening",
                suite.name(),
                TestBid.TENDER,
                TestBid.LOT,
                "opening",
                1,
                N,
                t,
                "2026-04-20T01:30:00.000Z",
                grace,
                5,
                3,
                "log.test",
                "ab".repeat(32),
                Certificates.id(combiner.certificate()),
                custodians,
                "cd".repeat(16));
    }

    private TrustFolder trust() {
        var offices = new ArrayList<TrustedOffice>();
        for (int i = 0; i < N; i++) {
            var name = "office-" + (i + 1);
            var cosigner = vkey(name, Vkey.Type.COSIGNATURE);
            offices.add(new TrustedOffice(
                    name,
                    cosigner,
                    signing.get(i).certificate(),
                    encryption.get(i).certificate(),
                    null));
        }
        var witnesses = offices.stream()
                .map(office -> new Policy.Witness(office.name(), office.cosigner(), Optional.empty()))
                .toList();
        var log = new Policy.Log(vkey("log.test", Vkey.Type.ED25519), Optional.empty());
        return TrustFolder.of(
                Policy.of(List.of(log), witnesses, 2),
                offices,
                "log.test",
                List.of(people.bidder.certificate()),
                List.of(combiner.certificate()),
                Anchors.of(List.of(people.authority.certificate())));
    }

    private static Vkey vkey(String name, Vkey.Type type) {
        return NoteSigner.generate(name, type, TestOffices.RANDOM).vkey();
    }

    private ClientRule.Wanted wanted(Instant deadline) {
        return new ClientRule.Wanted(TestBid.TENDER, TestBid.LOT, "opening", suite.name(), deadline);
    }

    private ClientRule.UsableKey check(List<byte[]> signed, List<byte[]> deadlines, Instant deadline) {
        return ClientRule.check(signed, deadlines, trust(), wanted(deadline), TestBid.NOW);
    }

    private void assertRefused(List<byte[]> signed, String why) {
        var problem = assertThrows(Problem.class, () -> check(signed, List.of(), DEADLINE));
        assertEquals("sealing/untrusted-key", problem.slug());
        assertTrue(problem.detail().contains(why), problem.detail());
    }
}

package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jianzheng.record.Authority;
import org.jianzheng.record.Authority.Usage;
import org.jianzheng.record.Signer;
import org.jianzheng.record.Subject;
import org.jianzheng.sealing.Blame.Fault;
import org.jianzheng.sealing.CeremonyMessage.Ack;
import org.jianzheng.sealing.CeremonyMessage.Commit;
import org.jianzheng.sealing.CeremonyMessage.DealtShare;
import org.jianzheng.sealing.CeremonyMessage.JustifiedShare;
import org.jianzheng.sealing.CeremonyMessage.Justify;
import org.jianzheng.sealing.CeremonyMessage.Reveal;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;
import org.junit.jupiter.api.Test;

/** Dealer 1 and complainer 2 of three: whoever lies is named, and nobody who does not. */
@InBothSuites
class BlameTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final int DEALER = 1;
    private static final int COMPLAINER = 2;

    private final byte[] secret = new byte[32];
    private final Suite suite;
    private final CeremonyPlan plan;
    private final Signer to;
    private final Dkg.Reveal arithmetic;
    private final Commit commit;
    private final Scalar right;
    private final Scalar wrong;

    BlameTest(Suite suite) {
        this.suite = suite;
        this.plan = plan();
        this.to = Authority.create(new Subject("CA", "CA", null), NOW, NOW.plusSeconds(9), suite.signatures())
                .newSigner(new Subject("office", "office", null), NOW, NOW.plusSeconds(9), Usage.ENCRYPTION);
        var polynomial = Polynomial.random(suite, plan.t(), RANDOM);
        this.arithmetic = Dkg.reveal(plan.arithmetic(), DEALER, polynomial, RANDOM);
        this.commit = Commit.of(plan, DEALER, arithmetic);
        this.right = polynomial.shareFor(COMPLAINER);
        this.wrong = right.plus(right);
    }

    private CeremonyPlan plan() {
        var custodians = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> new CeremonyPlan.Custodian(i, "office-" + i, hex("a" + i), hex("b" + i)))
                .toList();
        return new CeremonyPlan(
                1,
                CeremonyPlan.OPENING,
                suite.name(),
                TenderId.at(NOW),
                LotId.at(NOW),
                CeremonyPlan.OPENING,
                1,
                3,
                2,
                "2026-03-24T01:30:00.000Z",
                10,
                5,
                3,
                "example.test/log",
                hex("c0"),
                hex("d0"),
                custodians,
                "00".repeat(16));
    }

    private static String hex(String twoDigits) {
        return twoDigits.repeat(32);
    }

    private byte[] seed(int office) {
        return DealtEnvelope.seed(suite, secret, office);
    }

    private Reveal dealing(Scalar share) {
        var dealt = new ArrayList<DealtShare>();
        dealt.add(DealtShare.of(COMPLAINER, DealtEnvelope.seal(suite, share, to.certificate(), seed(COMPLAINER))));
        dealt.add(DealtShare.of(3, new byte[] {3}));
        return Reveal.of(plan, DEALER, arithmetic, dealt);
    }

    private Blame complaint(Reveal accused, JustifiedShare... shown) {
        return Blame.ofComplaint(plan, accused, COMPLAINER, Justify.of(plan, DEALER, List.of(shown)), to.certificate());
    }

    private JustifiedShare shown(Scalar share) {
        return new JustifiedShare(COMPLAINER, share.hex(), HexFormat.of().formatHex(seed(COMPLAINER)));
    }

    @Test
    void whoComplainsOfARightShareIsNamed() {
        assertEquals(new Blame(Fault.FALSE_COMPLAINT, COMPLAINER), complaint(dealing(right), shown(right)));
    }

    @Test
    void whoDealtAWrongShareIsNamedWhateverItShows() {
        var dealer = new Blame(Fault.WRONG_SHARE, DEALER);
        assertEquals(dealer, complaint(dealing(wrong), shown(wrong)));
        // The right share, which was not in the envelope: an honest complainer is not framed by it.
        assertEquals(dealer, complaint(dealing(wrong), shown(right)));
        assertEquals(dealer, complaint(dealing(right), shown(wrong)));
        assertEquals(dealer, complaint(dealing(right)));
        var otherSeed = new JustifiedShare(COMPLAINER, right.hex(), "00".repeat(32));
        assertEquals(dealer, complaint(dealing(right), otherSeed));
        var noScalar = new JustifiedShare(COMPLAINER, "ff".repeat(32), "00".repeat(32));
        assertEquals(dealer, complaint(dealing(right), noScalar));
    }

    @Test
    void aSeedOpensOneEnvelopeOnly() {
        assertNotEquals(HexFormat.of().formatHex(seed(2)), HexFormat.of().formatHex(seed(3)));
        var once = DealtEnvelope.seal(suite, right, to.certificate(), seed(2));
        assertEquals(
                HexFormat.of().formatHex(once),
                HexFormat.of().formatHex(DealtEnvelope.seal(suite, right, to.certificate(), seed(2))));
        var opened = ShareEnvelope.open(once, to.key(), to.certificate());
        assertEquals(right.hex(), HexFormat.of().formatHex(opened));
    }

    @Test
    void aRevealThatIsNotTheCommittedOneIsSeenByEverybody() {
        var blame = Optional.of(new Blame(Fault.WRONG_REVEAL, DEALER));
        var reveal = dealing(right);
        assertEquals(Optional.empty(), Blame.ofReveal(plan, commit, reveal));
        assertEquals(blame, Blame.ofReveal(plan, commit, with(reveal, reveal.c(), reveal.shares())));
        assertEquals(blame, Blame.ofReveal(plan, commit, with(reveal, "ff".repeat(32), reveal.shares())));
        var other = Dkg.reveal(plan.arithmetic(), DEALER, Polynomial.random(suite, plan.t(), RANDOM), RANDOM);
        assertEquals(blame, Blame.ofReveal(plan, Commit.of(plan, DEALER, other), reveal));
    }

    @Test
    void aRevealThatDealsNotOneShareToEachIsWrong() {
        var blame = Optional.of(new Blame(Fault.WRONG_REVEAL, DEALER));
        var reveal = dealing(right);
        var all = reveal.shares();
        assertEquals(blame, Blame.ofReveal(plan, commit, with(reveal, reveal.z(), all.subList(0, 1))));
        assertEquals(blame, Blame.ofReveal(plan, commit, with(reveal, reveal.z(), List.of(all.get(0), all.get(0)))));
        assertEquals(
                blame,
                Blame.ofReveal(
                        plan, commit, with(reveal, reveal.z(), List.of(all.get(0), DealtShare.of(1, new byte[1])))));
    }

    private static Reveal with(Reveal reveal, String z, List<DealtShare> shares) {
        return new Reveal(
                1,
                "reveal",
                reveal.ceremony(),
                reveal.index(),
                reveal.commitments(),
                reveal.c(),
                z,
                reveal.salt(),
                shares);
    }

    @Test
    void anAckOfNobodyOrOfOtherMessagesNamesItsOwnOffice() {
        var transcript = "ab".repeat(32);
        assertEquals(Optional.empty(), Blame.ofAck(plan, ack(transcript, 1), transcript));
        assertEquals(
                Optional.of(new Blame(Fault.OTHER_TRANSCRIPT, COMPLAINER)),
                Blame.ofAck(plan, ack("cd".repeat(32)), transcript));
        for (int nobody : new int[] {0, COMPLAINER, 4}) {
            assertEquals(
                    Optional.of(new Blame(Fault.FALSE_COMPLAINT, COMPLAINER)),
                    Blame.ofAck(plan, ack(transcript, nobody), transcript));
        }
    }

    private Ack ack(String transcript, Integer... complaints) {
        return Ack.of(plan, COMPLAINER, transcript, List.of(complaints));
    }

    @Test
    void onlySilenceIsNotProven() {
        for (var fault : Fault.values()) {
            assertEquals(fault != Fault.SILENT, fault.isProven());
            assertEquals(Optional.of(fault), Fault.of(fault.word()));
        }
        assertEquals(Optional.empty(), Fault.of("tired"));
    }
}

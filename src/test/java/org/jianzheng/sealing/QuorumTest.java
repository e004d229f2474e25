package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.shared.BidId;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any quorum opens, fewer never, and whoever lies is named. */
@InBothSuites
class QuorumTest {
    private static final byte[] CTX = new byte[32];

    private final Suite suite;

    QuorumTest(Suite suite) {
        this.suite = suite;
    }

    @ParameterizedTest
    @CsvSource({"3, 2", "4, 3", "5, 3", "5, 4"})
    void everyQuorumGivesTheSameKeyAndOneFewerNone(int n, int t) {
        var offices = TestOffices.of(suite, n, t);
        var ephemeral = Scalar.random(suite, TestOffices.RANDOM);
        var r = ephemeral.timesGenerator();
        var expected = ephemeral.times(offices.key.q());
        for (int subset = 1; subset < 1 << n; subset++) {
            var shares = offices.release(r, CTX, indexes(subset));
            if (shares.size() >= t) {
                assertEquals(
                        expected,
                        OpeningKey.combine(offices.key, r, CTX, shares).shared());
            } else {
                var problem = assertThrows(Problem.class, () -> OpeningKey.combine(offices.key, r, CTX, shares));
                assertEquals("sealing/quorum", problem.slug());
            }
        }
    }

    @Test
    void lyingShareIsNamed() {
        var offices = TestOffices.of(suite, 5, 3);
        var r = Scalar.random(suite, TestOffices.RANDOM).timesGenerator();
        var liar = new KeyShare(4, Scalar.random(suite, TestOffices.RANDOM));
        var honest = offices.release(r, CTX, 1, 2, 3);
        var shares = new ArrayList<>(honest);
        shares.add(DecryptionShare.compute(liar, r, CTX, TestOffices.RANDOM));
        var problem = assertThrows(Problem.class, () -> OpeningKey.combine(offices.key, r, CTX, shares));
        assertEquals(4, problem.members().get("share"));
        assertFalse(OpeningKey.isValid(offices.key, r, CTX, shares.get(3)));
        var copied = new DecryptionShare(
                3, honest.get(0).d(), honest.get(0).c(), honest.get(0).z());
        assertFalse(OpeningKey.isValid(offices.key, r, CTX, copied));
        assertFalse(
                OpeningKey.isValid(offices.key, r, CTX, new DecryptionShare(6, copied.d(), copied.c(), copied.z())));
    }

    @Test
    void shareGivenTwiceDoesNotCountTwice() {
        var offices = TestOffices.of(suite, 3, 2);
        var r = Scalar.random(suite, TestOffices.RANDOM).timesGenerator();
        var one = offices.release(r, CTX, 2);
        var twice = List.of(one.get(0), one.get(0));
        var problem = assertThrows(Problem.class, () -> OpeningKey.combine(offices.key, r, CTX, twice));
        assertEquals(2, problem.members().get("share"));
    }

    @Test
    void proofHoldsForItsBidOnly() {
        var offices = TestOffices.of(suite, 3, 2);
        var r = Scalar.random(suite, TestOffices.RANDOM).timesGenerator();
        var ceremony = "ab".repeat(32);
        var ctx = context(ceremony, "opening");
        var share = offices.release(r, ctx, 1).get(0);
        assertTrue(OpeningKey.isValid(offices.key, r, ctx, share));
        assertFalse(OpeningKey.isValid(offices.key, r, context(ceremony, "price"), share));
        var other = Scalar.random(suite, TestOffices.RANDOM).timesGenerator();
        assertFalse(OpeningKey.isValid(offices.key, other, ctx, share));
    }

    @Test
    void lyingDealerIsNamed() {
        var ceremony = new Dkg.Ceremony(suite, new byte[32], 3, 2);
        var polynomial = Polynomial.random(suite, 2, TestOffices.RANDOM);
        var reveal = Dkg.reveal(ceremony, 2, polynomial, TestOffices.RANDOM);
        var commit = Dkg.commitment(ceremony, 2, reveal);
        assertBlames(2, () -> Dkg.check(ceremony, 2, reveal, new byte[32]));
        // Another dealer's proof replayed as one's own: the commitment can be right, the proof cannot.
        assertBlames(1, () -> Dkg.check(ceremony, 1, reveal, Dkg.commitment(ceremony, 1, reveal)));
        var wrong = new Dkg.Reveal(
                reveal.commitments(), reveal.c(), reveal.z().plus(new Scalar(suite, BigInteger.ONE)), reveal.salt());
        assertBlames(2, () -> Dkg.check(ceremony, 2, wrong, Dkg.commitment(ceremony, 2, wrong)));
        Dkg.check(ceremony, 2, reveal, commit);
        var dealt = List.of(polynomial.shareFor(1), polynomial.shareFor(2), polynomial.shareFor(1));
        assertBlames(2, () -> Dkg.keyShare(ceremony, 1, dealt, List.of(reveal, reveal, reveal)));
    }

    @Test
    void verificationKeysThatDoNotBelongTogetherAreRefused() {
        var key = TestOffices.of(suite, 4, 3).key;
        var foreign = new ArrayList<>(key.verificationKeys());
        foreign.set(3, TestOffices.of(suite, 3, 2).key.q());
        assertThrows(Problem.class, () -> new JointKey(key.q(), 3, foreign));
        assertThrows(Problem.class, () -> new JointKey(foreign.get(3), 3, key.verificationKeys()));
        assertThrows(Problem.class, () -> new JointKey(key.q(), 2, key.verificationKeys()));
    }

    @Test
    void quorumOfHalfIsRefused() {
        assertThrows(Problem.class, () -> new Dkg.Ceremony(suite, new byte[32], 4, 2));
    }

    @Test
    void pointOffTheCurveAndInfinityAreRefused() {
        var bytes = Scalar.random(suite, TestOffices.RANDOM).timesGenerator().uncompressed();
        bytes[64] ^= 1;
        assertThrows(Problem.class, () -> Point.decode(suite, bytes));
        assertThrows(Problem.class, () -> Point.decode(suite, new byte[1]));
        bytes[64] ^= 1;
        bytes[0] = 6; // hybrid
        assertThrows(Problem.class, () -> Point.decode(suite, bytes));
        assertThrows(Problem.class, () -> Scalar.decode(suite, suite.order().toByteArray()));
    }

    @Test
    void secretsDoNotPrintThemselves() {
        var offices = TestOffices.of(suite, 3, 2);
        var share = offices.shares.get(0);
        var secret = share.x().hex();
        var r = offices.key.q();
        var partial = offices.release(r, CTX, 1).get(0);
        var text = share + " " + share.x() + " " + partial + " " + Polynomial.of(List.of(share.x()))
                + BidKey.random(suite, TestOffices.RANDOM) + offices.open(r)
                + Share.of(BidId.at(TestBid.NOW), partial);
        assertFalse(text.contains(secret) || text.contains(partial.d().hex()), text);
        assertFalse(text.matches(".*[0-9a-f]{16}.*|.*\\d{20}.*"), text);
    }

    private byte[] context(String ceremony, String stage) {
        var bid = BidId.at(TestBid.NOW);
        return Hashing.ctx(suite, ceremony, TestBid.TENDER, TestBid.LOT, stage, bid, "cd".repeat(32));
    }

    private static void assertBlames(int dealer, Runnable check) {
        var problem = assertThrows(Problem.class, check::run);
        assertEquals("sealing/dealer", problem.slug());
        assertEquals(dealer, problem.members().get("dealer"));
    }

    private static int[] indexes(int subset) {
        return java.util.stream.IntStream.rangeClosed(1, 31)
                .filter(j -> (subset >> (j - 1) & 1) == 1)
                .toArray();
    }
}

package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recomputes every value of the published ceremony and opening; its random numbers are given, so all is exact. */
@InBothSuites
class ThresholdVectorTest {
    private final Suite suite;
    private PublishedCeremony published;

    ThresholdVectorTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeEach
    void read() throws IOException {
        published = PublishedCeremony.read(suite);
    }

    @Test
    void dealersCommitAndProveAsPublished() {
        for (int i = 1; i <= published.ceremony().n(); i++) {
            var reveal = published.reveals().get(i - 1);
            assertEquals(
                    reveal.commitments(), published.polynomials().get(i - 1).commitments());
            var commit = PublishedCeremony.hex(published.dealer(i).get("commit"));
            assertArrayEquals(commit, Dkg.commitment(published.ceremony(), i, reveal));
            Dkg.check(published.ceremony(), i, reveal, commit);
            // z = w + c·a gives back the nonce; proving again with it must give the same proof.
            var minusC = new Scalar(suite, reveal.c().value().negate());
            var w = reveal.z()
                    .plus(minusC.times(
                            published.polynomials().get(i - 1).coefficients().get(0)));
            var again =
                    Dkg.reveal(published.ceremony(), i, published.polynomials().get(i - 1), w, reveal.salt());
            assertEquals(reveal.c(), again.c());
            assertEquals(reveal.z(), again.z());
        }
    }

    @Test
    void sharesAndJointKeyAreAsPublished() {
        for (int i = 1; i <= published.ceremony().n(); i++) {
            for (int j = 1; j <= published.ceremony().n(); j++) {
                var share = published.polynomials().get(i - 1).shareFor(j);
                assertEquals(published.dealer(i).get("shares").get(j - 1).asText(), share.hex());
                assertTrue(Dkg.isShareOf(published.reveals().get(i - 1).commitments(), j, share));
            }
        }
        var joint = Dkg.jointKey(published.ceremony(), published.reveals());
        assertEquals(published.vector().get("Q").asText(), joint.q().hex());
        for (var custodian : published.vector().get("custodians")) {
            int j = custodian.get("j").asInt();
            assertEquals(custodian.get("V").asText(), joint.verificationKey(j).hex());
            var dealt = published.polynomials().stream().map(f -> f.shareFor(j)).toList();
            assertEquals(
                    custodian.get("x").asText(),
                    Dkg.keyShare(published.ceremony(), j, dealt, published.reveals())
                            .x()
                            .hex());
        }
    }

    @Test
    void decryptionSharesAndProofsAreAsPublished() {
        var r = Point.decode(suite, PublishedCeremony.hex(published.vector().get("R")));
        assertEquals(r, published.scalar(published.vector().get("ephemeral_r")).timesGenerator());
        var ctx = PublishedCeremony.hex(published.vector().get("context"));
        for (var custodian : published.vector().get("custodians")) {
            var key = new KeyShare(custodian.get("j").asInt(), published.scalar(custodian.get("x")));
            var d = key.x().times(r);
            assertEquals(custodian.get("D").asText(), d.hex());
            var dleq = custodian.get("dleq");
            var share = DecryptionShare.prove(key, r, d, ctx, published.scalar(dleq.get("w")));
            assertEquals(dleq.get("c").asText(), share.c().hex());
            assertEquals(dleq.get("z").asText(), share.z().hex());
            assertTrue(share.verify(key.verificationKey(), r, ctx));
        }
    }

    @Test
    void lagrangeFactorsAreAsPublished() {
        var indexes = StreamSupport.stream(published.vector().get("subset").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
        for (int i = 0; i < indexes.length; i++) {
            var factor = JointKey.lagrange(suite.order(), indexes, indexes[i], 0);
            assertEquals(published.vector().get("lagrange").get(i).asText(), new Scalar(suite, factor).hex());
        }
    }
}

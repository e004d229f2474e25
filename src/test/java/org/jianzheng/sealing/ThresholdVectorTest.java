package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jianzheng.SharedVectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recomputes every value of the published ceremony and opening; its random numbers are given, so all is exact. */
@InBothSuites
class ThresholdVectorTest {
    private static final HexFormat HEX = HexFormat.of();

    private final Suite suite;
    private JsonNode vector;
    private Dkg.Ceremony ceremony;
    private List<Polynomial> polynomials;
    private List<Dkg.Reveal> reveals;

    ThresholdVectorTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeEach
    void read() throws IOException {
        var path = SharedVectors.require("vectors/sealing/threshold-" + suite.name() + ".json");
        vector = new ObjectMapper().readTree(Files.readAllBytes(path));
        ceremony = new Dkg.Ceremony(
                suite,
                hex(vector.get("ceremony")),
                vector.get("n").asInt(),
                vector.get("t").asInt());
        polynomials = new ArrayList<>();
        reveals = new ArrayList<>();
        for (var dealer : vector.get("dealers")) {
            polynomials.add(Polynomial.of(texts(dealer.get("coefficients")).stream()
                    .map(text -> Scalar.decodeHex(suite, text))
                    .toList()));
            reveals.add(new Dkg.Reveal(
                    texts(dealer.get("commitments")).stream()
                            .map(text -> Point.decodeHex(suite, text))
                            .toList(),
                    scalar(dealer.get("pok").get("c")),
                    scalar(dealer.get("pok").get("z")),
                    hex(dealer.get("salt"))));
        }
    }

    @Test
    void dealersCommitAndProveAsPublished() {
        for (int i = 1; i <= ceremony.n(); i++) {
            var reveal = reveals.get(i - 1);
            assertEquals(reveal.commitments(), polynomials.get(i - 1).commitments());
            var commit = hex(dealer(i).get("commit"));
            assertArrayEquals(commit, Dkg.commitment(ceremony, i, reveal));
            Dkg.check(ceremony, i, reveal, commit);
            // z = w + c·a gives back the nonce; proving again with it must give the same proof.
            var minusC = new Scalar(suite, reveal.c().value().negate());
            var w = reveal.z()
                    .plus(minusC.times(polynomials.get(i - 1).coefficients().get(0)));
            var again = Dkg.reveal(ceremony, i, polynomials.get(i - 1), w, reveal.salt());
            assertEquals(reveal.c(), again.c());
            assertEquals(reveal.z(), again.z());
        }
    }

    @Test
    void sharesAndJointKeyAreAsPublished() {
        for (int i = 1; i <= ceremony.n(); i++) {
            for (int j = 1; j <= ceremony.n(); j++) {
                var share = polynomials.get(i - 1).shareFor(j);
                assertEquals(dealer(i).get("shares").get(j - 1).asText(), share.hex());
                assertTrue(Dkg.isShareOf(reveals.get(i - 1).commitments(), j, share));
            }
        }
        var joint = Dkg.jointKey(ceremony, reveals);
        assertEquals(vector.get("Q").asText(), joint.q().hex());
        for (var custodian : vector.get("custodians")) {
            int j = custodian.get("j").asInt();
            assertEquals(custodian.get("V").asText(), joint.verificationKey(j).hex());
            var dealt = polynomials.stream().map(f -> f.shareFor(j)).toList();
            assertEquals(
                    custodian.get("x").asText(),
                    Dkg.keyShare(ceremony, j, dealt, reveals).x().hex());
        }
    }

    @Test
    void decryptionSharesAndProofsAreAsPublished() {
        var r = Point.decode(suite, hex(vector.get("R")));
        assertEquals(r, scalar(vector.get("ephemeral_r")).timesGenerator());
        var ctx = hex(vector.get("context"));
        for (var custodian : vector.get("custodians")) {
            var key = new KeyShare(custodian.get("j").asInt(), scalar(custodian.get("x")));
            var d = key.x().times(r);
            assertEquals(custodian.get("D").asText(), d.hex());
            var dleq = custodian.get("dleq");
            var share = DecryptionShare.prove(key, r, d, ctx, scalar(dleq.get("w")));
            assertEquals(dleq.get("c").asText(), share.c().hex());
            assertEquals(dleq.get("z").asText(), share.z().hex());
            assertTrue(share.verify(key.verificationKey(), r, ctx));
        }
    }

    @Test
    void quorumOpensThePublishedHeader() throws IOException {
        assumeTrue(suite == Suite.P256, "skipped: the vector of sm2 has its parts, not one object");
        var key = published(vector.get("subset"));
        assertEquals(vector.get("S").asText(), HEX.formatHex(key.shared().uncompressed()));
        var kek = Kari.keyEncryptionKey(suite, key.shared().x());
        assertEquals(vector.get("kek").asText(), HEX.formatHex(kek));
        var cek = suite.cipher().unwrap(kek, hex(vector.get("wrapped")));
        assertEquals(vector.get("cek").asText(), HEX.formatHex(cek));
        var file = Files.readAllBytes(SharedVectors.require("vectors/sealing/header-p256.p7m"));
        assertArrayEquals(hex(vector.get("cms")), file);
        var frame = Frame.read(suite, file, file.length);
        var kari = Kari.read(suite, new Der.Cursor(frame.recipients(), 0, frame.recipients().length));
        assertEquals(key.r(), kari.r());
        var plain = frame.open(kari.unwrap(key.shared()), file);
        assertEquals(vector.get("plaintext").asText(), new String(plain, StandardCharsets.US_ASCII));
    }

    @Test
    void quorumDecryptsThePublishedSm2Cipher() {
        assumeTrue(suite == Suite.SM2, "skipped: p256 seals by key agreement");
        var key = published(vector.get("subset"));
        assertEquals(vector.get("S").asText(), HEX.formatHex(key.shared().uncompressed()));
        var der = hex(vector.get("sm2cipher_der"));
        var read = Sm2Ciphertext.read(suite, new Der.Cursor(der, 0, der.length));
        assertEquals(key.r(), read.c1());
        assertArrayEquals(der, read.encode());
        var cek = read.decrypt(key.shared());
        assertEquals(vector.get("cek").asText(), HEX.formatHex(cek));
        var q = Point.decodeHex(suite, vector.get("Q").asText());
        var made = Sm2Ciphertext.encrypt(q, cek, scalar(vector.get("ephemeral_r")));
        assertArrayEquals(der, made.encode());
        var sealed = hex(vector.get("sm4gcm_ct_tag"));
        int length = sealed.length - Suite.TAG;
        var plain = new byte[length];
        var tag = Arrays.copyOfRange(sealed, length, sealed.length);
        assertTrue(suite.cipher().open(cek, hex(vector.get("iv")), sealed, 0, length, tag, plain));
        assertEquals(vector.get("plaintext").asText(), new String(plain, StandardCharsets.US_ASCII));
        assertArrayEquals(hex(vector.get("sm4wrap_zero_kek")), suite.cipher().wrap(new byte[16], cek));
    }

    @Test
    void lagrangeFactorsAreAsPublished() {
        var indexes = StreamSupport.stream(vector.get("subset").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
        for (int i = 0; i < indexes.length; i++) {
            var factor = JointKey.lagrange(suite.order(), indexes, indexes[i], 0);
            assertEquals(vector.get("lagrange").get(i).asText(), new Scalar(suite, factor).hex());
        }
    }

    @Test
    void headerIsMadeByteForByteAsPublished() {
        assumeTrue(suite == Suite.P256, "skipped: the vector of sm2 has its parts, not one object");
        var q = Point.decodeHex(suite, vector.get("Q").asText());
        var wrapped = hex(vector.get("wrapped"));
        // The vector names its recipient by a made-up identifier, not by the one of Q.
        var ski = Der.tlv(
                0xA0,
                Der.octets(Arrays.copyOf(suite.digest("eop-vector/ski".getBytes(StandardCharsets.US_ASCII)), 20)));
        var r = scalar(vector.get("ephemeral_r"));
        var cek = hex(vector.get("cek"));
        assertArrayEquals(
                wrapped,
                suite.cipher().wrap(Kari.keyEncryptionKey(suite, r.times(q).x()), cek));
        var kari = new Kari(suite, r.timesGenerator(), ski, wrapped);
        var plain = vector.get("plaintext").asText().getBytes(StandardCharsets.US_ASCII);
        var made = Frame.seal(suite, kari.encode(), cek, hex(vector.get("iv")), plain);
        assertEquals(vector.get("cms").asText(), HEX.formatHex(made));
    }

    private OpeningKey published(JsonNode subset) {
        var r = Point.decode(suite, hex(vector.get("R")));
        var shares = new ArrayList<DecryptionShare>();
        for (var index : subset) {
            var custodian = vector.get("custodians").get(index.asInt() - 1);
            var d = Point.decodeHex(suite, custodian.get("D").asText());
            var dleq = custodian.get("dleq");
            shares.add(new DecryptionShare(index.asInt(), d, scalar(dleq.get("c")), scalar(dleq.get("z"))));
        }
        return OpeningKey.combine(Dkg.jointKey(ceremony, reveals), r, hex(vector.get("context")), shares);
    }

    private JsonNode dealer(int i) {
        return vector.get("dealers").get(i - 1);
    }

    private Scalar scalar(JsonNode node) {
        return Scalar.decodeHex(suite, node.asText());
    }

    private static byte[] hex(JsonNode node) {
        return HEX.parseHex(node.asText());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}

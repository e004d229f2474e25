package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.Provider;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.jianzheng.SharedVectors;
import org.jianzheng.record.BouncyCastle;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the national standards, by every provider that this machine may choose. */
class NationalVectorTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Suite SUITE = Suite.SM2;

    /** GB/T 32907-2016 annex A.1, and the key of RFC 8998 annex A. */
    private static final byte[] KEY = HEX.parseHex("0123456789abcdeffedcba9876543210");

    static Stream<Provider> providers() {
        return Stream.of(BouncyCastle.provider(), NationalProviders.kona()).filter(provider -> provider != null);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void sm3OfTheStandardsExamples(Provider provider) {
        assertEquals(
                "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
                HEX.formatHex(Digests.sm3(provider).digest(ascii("abc"))));
        assertEquals(
                "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
                HEX.formatHex(Digests.sm3(provider).digest(ascii("abcd".repeat(16)))));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void sm4OfTheStandardsExample(Provider provider) throws Exception {
        var ecb = Cipher.getInstance("SM4/ECB/NoPadding", provider);
        ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "SM4"));
        assertEquals("681edf34d206965e86b3e94f536e4246", HEX.formatHex(ecb.doFinal(KEY)));
    }

    /** RFC 8998 annex A.1; its additional data, which no object here has, touches the tag only. */
    @ParameterizedTest
    @MethodSource("providers")
    void sm4GcmOfRfc8998(Provider provider) throws Exception {
        var nonce = HEX.parseHex("00001234567800000000abcd");
        var plain = HEX.parseHex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
        var expected = "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d";
        var gcm = Cipher.getInstance("SM4/GCM/NoPadding", provider);
        gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "SM4"), new GCMParameterSpec(128, nonce));
        gcm.updateAAD(HEX.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
        assertEquals(expected + "83de3541e4c2b58177e065a9bf7b62ec", HEX.formatHex(gcm.doFinal(plain)));
        var ours = new byte[plain.length + Suite.TAG];
        new Sm4Cipher(() -> provider).seal(KEY, nonce, plain, plain.length, ours, 0);
        assertEquals(expected, HEX.formatHex(ours, 0, plain.length));
    }

    /** What one provider seals the other opens, byte for byte the same, whatever the length; a wrong tag leaves zeros. */
    @Test
    void providersGiveTheSameBytes() {
        var kona = NationalProviders.kona();
        assumeTrue(kona != null, "skipped: the native provider does not run on this machine");
        var random = new Random(20261124);
        for (int length : new int[] {1, 15, 16, 17, 8191, 65536, 65537, 200_001}) {
            var plain = new byte[length];
            var nonce = new byte[Suite.NONCE];
            random.nextBytes(plain);
            random.nextBytes(nonce);
            var native_ = new byte[length + Suite.TAG];
            var java = new byte[length + Suite.TAG];
            var tag = new Sm4Cipher(() -> kona).seal(KEY, nonce, plain, length, native_, 0);
            assertArrayEquals(tag, new Sm4Cipher(BouncyCastle::provider).seal(KEY, nonce, plain, length, java, 0));
            assertTrue(Arrays.equals(java, 0, length, native_, 0, length), "length " + length);
            assertArrayEquals(
                    Digests.sm3(kona).digest(plain),
                    Digests.sm3(BouncyCastle.provider()).digest(plain));
            for (var cipher : List.of(new Sm4Cipher(() -> kona), new Sm4Cipher(BouncyCastle::provider))) {
                var opened = new byte[length];
                assertTrue(cipher.open(KEY, nonce, java, 0, length, tag, opened));
                assertArrayEquals(plain, opened);
                var wrong = tag.clone();
                wrong[15] ^= 1;
                assertFalse(cipher.open(KEY, nonce, java, 0, length, wrong, opened));
                assertArrayEquals(new byte[length], opened);
            }
        }
    }

    /** GM/T 0003.5-2012 annex A: the signature verifies under the default identity, and no neighbour of it does. */
    @Test
    void signatureOfAnnexAVerifies() throws Exception {
        var vector = vector();
        var q = publicKey(vector);
        var message = ascii(vector.get("sign_message").asText());
        var r = number(vector.get("r"));
        for (var s : List.of(number(vector.get("s")), number(vector.get("s")).add(BigInteger.ONE))) {
            var signature = Signature.getInstance("SM3withSM2");
            signature.initVerify(q.publicKey());
            signature.update(message);
            var der = Der.sequence(Der.tlv(Der.INTEGER, r.toByteArray()), Der.tlv(Der.INTEGER, s.toByteArray()));
            assertEquals(s.equals(number(vector.get("s"))), signature.verify(der));
        }
        assertEquals(vector.get("sm3_abc").asText(), SUITE.hex(ascii("abc")));
    }

    @Test
    void encryptionOfAnnexCIsMadeAndDecryptedAsPublished() throws Exception {
        var vector = vector();
        var q = publicKey(vector);
        var message = ascii(vector.get("enc_message").asText());
        var made = Sm2Ciphertext.encrypt(q, message, new Scalar(SUITE, number(vector.get("k"))));
        assertEquals(vector.get("SM2Cipher_der").asText().toLowerCase(), HEX.formatHex(made.encode()));
        assertArrayEquals(message, made.decrypt(new Scalar(SUITE, number(vector.get("d"))).times(made.c1())));
        assertNull(made.decrypt(made.c1()));
    }

    @Test
    void threeOfFiveOpenAnnexC() throws Exception {
        var vector = vector();
        var der = HEX.parseHex(vector.get("SM2Cipher_der").asText().toLowerCase());
        var cipher = Sm2Ciphertext.read(SUITE, new Der.Cursor(der, 0, der.length));
        var threshold = vector.get("threshold_3_of_5");
        for (int[] quorum : new int[][] {{1, 2, 3}, {1, 3, 5}, {2, 4, 5}}) {
            var points = IntStream.of(quorum)
                    .mapToObj(i -> Point.decodeHex(
                                    SUITE, threshold.get("D").get(i - 1).asText())
                            .ec())
                    .toArray(ECPoint[]::new);
            var factors = IntStream.of(quorum)
                    .mapToObj(i -> JointKey.lagrange(SUITE.order(), quorum, i, 0))
                    .toArray(BigInteger[]::new);
            var s = new Point(SUITE, ECAlgorithms.sumOfMultiplies(points, factors));
            assertEquals(threshold.get("S").asText(), HEX.formatHex(s.uncompressed()));
            assertArrayEquals(ascii(vector.get("enc_message").asText()), cipher.decrypt(s));
        }
    }

    @Test
    void sm2CipherHasOneSpelling() throws Exception {
        var der = HEX.parseHex(vector().get("SM2Cipher_der").asText().toLowerCase());
        int length = der[3];
        var longer = Arrays.copyOf(der, der.length + 1);
        longer[1]++;
        assertThrows(Problem.class, () -> read(longer));
        // The same x with a zero byte in front.
        var padded = org.bouncycastle.util.Arrays.concatenate(
                new byte[] {der[0], (byte) (der[1] + 1), der[2], (byte) (length + 1), 0},
                Arrays.copyOfRange(der, 4, der.length));
        assertThrows(Problem.class, () -> read(padded));
        for (int at = 0; at < 4 + length; at++) {
            var mutant = der.clone();
            mutant[at] ^= (byte) 0x80;
            assertThrows(Problem.class, () -> read(mutant), "byte " + at);
        }
    }

    private static Sm2Ciphertext read(byte[] der) {
        var in = new Der.Cursor(der, 0, der.length);
        var read = Sm2Ciphertext.read(SUITE, in);
        in.end();
        return read;
    }

    private static JsonNode vector() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readAllBytes(SharedVectors.require("vectors/sealing/sm2-gmt0003.5.json")));
    }

    private static Point publicKey(JsonNode vector) {
        return Point.decodeHex(
                SUITE, ("04" + vector.get("Px").asText() + vector.get("Py").asText()).toLowerCase());
    }

    private static BigInteger number(JsonNode hex) {
        return new BigInteger(hex.asText(), 16);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package org.jianzheng.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import org.jianzheng.SharedVectors;
import org.junit.jupiter.api.Test;

/** The published headers: sealed byte for byte as published, and opened by the published subset of custodians. */
class PublishedSealTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void quorumOpensThePublishedHeader() throws IOException {
        var suite = Suite.P256;
        var published = PublishedCeremony.read(suite);
        var key = published.openingKey();
        assertEquals(
                published.vector().get("S").asText(), HEX.formatHex(key.shared().uncompressed()));
        var kek = Kari.keyEncryptionKey(suite, key.shared().x());
        assertEquals(published.vector().get("kek").asText(), HEX.formatHex(kek));
        var cek = suite.cipher()
                .unwrap(kek, PublishedCeremony.hex(published.vector().get("wrapped")));
        assertEquals(published.vector().get("cek").asText(), HEX.formatHex(cek));
        var file = Files.readAllBytes(SharedVectors.require("vectors/sealing/header-p256.p7m"));
        assertArrayEquals(PublishedCeremony.hex(published.vector().get("cms")), file);
        var frame = Frame.read(suite, file, file.length);
        var kari = Kari.read(suite, new Der.Cursor(frame.recipients(), 0, frame.recipients().length));
        assertEquals(key.r(), kari.r());
        var plain = frame.open(kari.unwrap(key.shared()), file);
        assertEquals(published.vector().get("plaintext").asText(), new String(plain, US_ASCII));
    }

    @Test
    void headerIsMadeByteForByteAsPublished() throws IOException {
        var suite = Suite.P256;
        var published = PublishedCeremony.read(suite);
        var q = Point.decodeHex(suite, published.vector().get("Q").asText());
        var wrapped = PublishedCeremony.hex(published.vector().get("wrapped"));
        // The vector names its recipient by a made-up identifier, not by the one of Q.
        var ski = Der.tlv(0xA0, Der.octets(Arrays.copyOf(suite.digest("eop-vector/ski".getBytes(US_ASCII)), 20)));
        var r = published.scalar(published.vector().get("ephemeral_r"));
        var cek = PublishedCeremony.hex(published.vector().get("cek"));
        assertArrayEquals(
                wrapped,
                suite.cipher().wrap(Kari.keyEncryptionKey(suite, r.times(q).x()), cek));
        var kari = new Kari(suite, r.timesGenerator(), ski, wrapped);
        var plain = published.vector().get("plaintext").asText().getBytes(US_ASCII);
        var made = Frame.seal(
                suite,
                kari.encode(),
                cek,
                PublishedCeremony.hex(published.vector().get("iv")),
                plain);
        assertEquals(published.vector().get("cms").asText(), HEX.formatHex(made));
    }

    @Test
    void quorumDecryptsThePublishedSm2Cipher() throws IOException {
        var suite = Suite.SM2;
        var published = PublishedCeremony.read(suite);
        var key = published.openingKey();
        assertEquals(
                published.vector().get("S").asText(), HEX.formatHex(key.shared().uncompressed()));
        var der = PublishedCeremony.hex(published.vector().get("sm2cipher_der"));
        var read = Sm2Ciphertext.read(suite, new Der.Cursor(der, 0, der.length));
        assertEquals(key.r(), read.c1());
        assertArrayEquals(der, read.encode());
        var cek = read.decrypt(key.shared());
        assertEquals(published.vector().get("cek").asText(), HEX.formatHex(cek));
        var q = Point.decodeHex(suite, published.vector().get("Q").asText());
        var made = Sm2Ciphertext.encrypt(
                q, cek, published.scalar(published.vector().get("ephemeral_r")));
        assertArrayEquals(der, made.encode());
        var sealed = PublishedCeremony.hex(published.vector().get("sm4gcm_ct_tag"));
        int length = sealed.length - Suite.TAG;
        var plain = new byte[length];
        var tag = Arrays.copyOfRange(sealed, length, sealed.length);
        assertTrue(suite.cipher()
                .open(cek, PublishedCeremony.hex(published.vector().get("iv")), sealed, 0, length, tag, plain));
        assertEquals(published.vector().get("plaintext").asText(), new String(plain, US_ASCII));
        assertArrayEquals(
                PublishedCeremony.hex(published.vector().get("sm4wrap_zero_kek")),
                suite.cipher().wrap(new byte[16], cek));
    }
}

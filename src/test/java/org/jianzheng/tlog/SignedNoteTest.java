package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /** Made here: the seeds are SHA-256 of "jianzheng test key alpha" and "… beta". */
    static final NoteSigner ALPHA = signer("alpha.example/log", Vkey.Type.ED25519, "alpha");

    static final NoteSigner BETA = signer("beta.example", Vkey.Type.ED25519, "beta");

    private static final String TEXT = "first\n\nthird\n";

    static NoteSigner signer(String name, Vkey.Type type, String secret) {
        return NoteSigner.of(name, type, Sha256.hash(Vectors.utf8("jianzheng test key " + secret)));
    }

    @Test
    void verifiesThePublishedNotesAsTheirAuthorsExpect() {
        var slugs = Map.of(
                "no-known-signature", "tlog/no-known-signature",
                "invalid-signature", "tlog/signature",
                "malformed", "tlog/note");
        for (var vector : Vectors.json("note/signed-notes.json").get("verify")) {
            var known = Vectors.vkeys(vector.get("vkeys"));
            var bytes = Vectors.utf8(vector.get("note").textValue());
            var expected = vector.get("expect").textValue();
            if (expected.equals("ok")) {
                var note = SignedNote.parse(bytes);
                var signed = note.verify(known).stream().map(Vkey::name).toList();
                assertEquals(Vectors.texts(vector.get("verified")), signed);
                assertArrayEquals(bytes, note.bytes());
            } else {
                Vectors.refuses(
                        slugs.get(expected), () -> SignedNote.parse(bytes).verify(known));
            }
        }
    }

    @Test
    void readsThePublishedKeysAndRefusesTheBrokenOnes() {
        var json = Vectors.json("note/signed-notes.json");
        for (var vector : json.get("key_id")) {
            var key = Vkey.parse(vector.get("vkey").textValue());
            assertEquals(vector.get("name").textValue(), key.name());
            assertEquals(vector.get("key_id_hex").textValue(), key.keyIdHex());
            assertEquals(
                    vector.get("public_key_hex").textValue(), HexFormat.of().formatHex(key.publicKey()));
            assertEquals(vector.get("vkey").textValue(), key.format());
        }
        for (var bad : Vectors.texts(json.get("bad_vkeys"))) {
            Vectors.refuses("tlog/vkey", () -> Vkey.parse(bad));
        }
    }

    @Test
    void signsThePublishedNoteByteForByte() {
        for (var vector : Vectors.json("note/signed-notes.json").get("sign")) {
            var seed = HexFormat.of().parseHex(vector.get("seed_hex").textValue());
            var signer = NoteSigner.of("PeterNeumann", Vkey.Type.ED25519, seed);
            var note = SignedNote.sign(vector.get("text").textValue(), signer);
            assertEquals(vector.get("note").textValue(), note.toString());
        }
    }

    /** Key and signature as OpenSSL made them from the same seed. */
    @Test
    void keepsToItsOwnKeyAndNote() {
        assertEquals(
                "alpha.example/log+665aa057+AeWbezpsfgO0eVUqu9igNprs53B64A1GvbzchS0G90V5",
                ALPHA.vkey().format());
        assertEquals(
                "hello 见证\n\n— alpha.example/log ZlqgV9ACEFRoKxiQHjETpLrFtaAvuy9Rz7V9YgpCPypVLjbFVvPk4irfplFTG7GVateCGBe44g5MXItBGNVPkXaWmQ8=\n",
                SignedNote.sign("hello 见证\n", ALPHA).toString());
    }

    @Test
    void signsWhatThePlatformsOwnEd25519Verifies() throws GeneralSecurityException {
        var spki = HexFormat.of()
                .parseHex("302a300506032b6570032100"
                        + HexFormat.of().formatHex(ALPHA.vkey().publicKey()));
        var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
        var verifier = java.security.Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(Vectors.utf8(TEXT));
        assertTrue(verifier.verify(ALPHA.sign(TEXT).bytes()));
    }

    @Test
    void splitsAtTheLastEmptyLine() {
        var note = SignedNote.parse(SignedNote.sign(TEXT, ALPHA).bytes());
        assertEquals(TEXT, note.text());
        assertEquals(List.of(ALPHA.vkey()), note.verify(List.of(ALPHA.vkey())));
    }

    @Test
    void ignoresUnknownKeysEvenUnderAKnownName() {
        var namesake = signer(ALPHA.name(), Vkey.Type.ED25519, "namesake");
        var note = SignedNote.sign(TEXT, namesake).withSignature(ALPHA.sign(TEXT));
        assertEquals(List.of(ALPHA.vkey()), note.verify(List.of(ALPHA.vkey(), BETA.vkey())));
        Vectors.refuses("tlog/no-known-signature", () -> note.verify(List.of(BETA.vkey())));
    }

    @Test
    void isSpoiledByOneKnownKeyThatFails() {
        var forged = new SignedNote.Signature(BETA.name(), BETA.vkey().keyId(), new byte[64]);
        var note = SignedNote.sign(TEXT, ALPHA).withSignature(forged);
        Vectors.refuses("tlog/signature", () -> note.verify(List.of(ALPHA.vkey(), BETA.vkey())));
        // The second line of a key that has signed well already is looked at too.
        var second = new SignedNote.Signature(ALPHA.name(), ALPHA.vkey().keyId(), new byte[64]);
        var twice = SignedNote.sign(TEXT, ALPHA).withSignature(second);
        Vectors.refuses("tlog/signature", () -> twice.verify(List.of(ALPHA.vkey())));
    }

    @Test
    void countsARepeatedLineOnce() {
        var line = ALPHA.sign(TEXT);
        var note = SignedNote.of(TEXT, List.of(line, line));
        assertEquals(List.of(ALPHA.vkey()), note.verify(List.of(ALPHA.vkey())));
        var single = SignedNote.of(TEXT, List.of(line));
        assertSame(single, single.withSignature(line));
    }

    @Test
    void takesAHundredSignaturesAndNotOneMore() {
        var lines = new ArrayList<>(List.of(ALPHA.sign(TEXT)));
        for (int i = 1; i < 100; i++) {
            lines.add(new SignedNote.Signature("n" + i, i, new byte[64]));
        }
        var note = SignedNote.of(TEXT, lines);
        assertEquals(note, SignedNote.parse(note.bytes()));
        assertEquals(List.of(ALPHA.vkey()), note.verify(List.of(ALPHA.vkey())));
        var tooMany = note + new SignedNote.Signature("n100", 100, new byte[64]).line();
        Vectors.refuses("tlog/note", () -> SignedNote.parse(Vectors.utf8(tooMany)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "a\n",
                "a\n\n",
                "a\n\nb\n",
                "a\n\n— n AAAAAAE=",
                "a\n\n— n AAAAAAE\n",
                "a\n\n— n AAAAAAF=\n",
                "a\n\n— n AAAAAA==\n",
                "a\n\n— n  AAAAAAE=\n",
                "a\n\n- n AAAAAAE=\n",
                "a\n\n— n AAAAAAE= \n",
                "a\n\n—  AAAAAAE=\n",
                "a\n\n— n+m AAAAAAE=\n",
                "a\n\n— n\u00a0m AAAAAAE=\n",
                "a\n\n— n\u0085m AAAAAAE=\n",
                "a\n\n— n\u3000m AAAAAAE=\n",
                "a\r\n\n— n AAAAAAE=\n",
                "a\t\n\n— n AAAAAAE=\n",
                "a\u0000\n\n— n AAAAAAE=\n",
                "a\n\n— n AAAAAAE=\n\n",
                "a\n\n— n AAAA\u0041AE=\r\n",
                "\n— n AAAAAAE=\n"
            })
    void refusesEveryOtherSpelling(String note) {
        Vectors.refuses("tlog/note", () -> SignedNote.parse(Vectors.utf8(note)));
    }

    @Test
    void takesTheSpellingThatTheOthersAreBrokenFrom() {
        var note = "a\n\n— n AAAAAAE=\n";
        assertEquals(note, SignedNote.parse(Vectors.utf8(note)).toString());
    }

    @Test
    void refusesBrokenUtf8() {
        var bytes = SignedNote.sign("ab\n", ALPHA).bytes();
        bytes[0] = (byte) 0xff;
        Vectors.refuses("tlog/note", () -> SignedNote.parse(bytes));
        bytes[0] = (byte) 0xc0; // an overlong form begins so
        bytes[1] = (byte) 0x80;
        Vectors.refuses("tlog/note", () -> SignedNote.parse(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a+b", "a\u2003b", "a\nb", "a\u0085b", "a\u2028b", "a\u00a0b", "a\u0007"})
    void refusesNamesThatCouldBeReadInTwoWays(String name) {
        Vectors.refuses("tlog/vkey", () -> signer(name, Vkey.Type.ED25519, "x"));
    }

    @Test
    void refusesAKeyThatFitsManyTexts() {
        var smallOrder = new byte[32];
        smallOrder[0] = 1;
        Vectors.refuses("tlog/vkey", () -> new Vkey("weak.example", Vkey.Type.ED25519, smallOrder));
    }

    @Test
    void bringsAPrivateKeyBackAndNeverPrintsIt() {
        var signer = NoteSigner.generate("gen.example", Vkey.Type.COSIGNATURE, new SecureRandom());
        var secret = signer.secretForm();
        assertEquals(signer.vkey(), NoteSigner.parse(secret).vkey());
        assertEquals("NoteSigner[" + signer.vkey() + "]", signer.toString());
        var cut = secret.substring(0, secret.length() - 3);
        try {
            NoteSigner.parse(cut);
        } catch (Problem e) {
            assertEquals("tlog/private-key", e.slug());
            assertFalse(e.getMessage().contains(secret.substring(secret.length() - 20, secret.length() - 3)));
            return;
        }
        throw new AssertionError("a cut key was read");
    }
}

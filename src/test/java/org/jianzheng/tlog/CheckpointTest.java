package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final String ROOT = "ERERERERERERERERERERERERERERERERERERERERERE=";
    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");
    private static final NoteSigner OFFICE = SignedNoteTest.signer("office.example", Vkey.Type.COSIGNATURE, "office");

    @Test
    void readsThePublishedCheckpointsAndRefusesTheBrokenOnes() {
        var json = Vectors.json("checkpoint/parse.json");
        for (var vector : json.get("ok")) {
            var checkpoint = Checkpoint.parse(vector.get("text").textValue());
            assertEquals(vector.get("origin").textValue(), checkpoint.origin());
            assertEquals(vector.get("size").longValue(), checkpoint.size());
            assertEquals(Vectors.texts(vector.get("ext")), checkpoint.extensions());
            assertEquals(vector.get("text").textValue(), checkpoint.text());
        }
        for (var bad : Vectors.texts(json.get("bad"))) {
            Vectors.refuses("tlog/checkpoint", () -> Checkpoint.parse(bad));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+5", "05", "-0", " 5", "5 ", "\u0665", "\uff15", "9223372036854775808", "0x5", "", "1e3", "5\r"
            })
    void refusesEveryOtherSpellingOfASize(String size) {
        Vectors.refuses("tlog/checkpoint", () -> Checkpoint.parse("log\n" + size + "\n" + ROOT + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERERERERERERERERERERERERERERERERERERERERERE",
                "ERERERERERERERERERERERERERERERERERERERERERF=",
                "ERERERERERERERERERERERERERERERERERERERERERERER==",
                "ERERERERERERERERERERERERERERERERERERERERE==",
                "ERERERERERERERERERERERERERERERERERERERER_E="
            })
    void refusesEveryOtherSpellingOfARoot(String root) {
        Vectors.refuses("tlog/checkpoint", () -> Checkpoint.parse("log\n5\n" + root + "\n"));
    }

    @Test
    void cosignsByteForByteAsPublished() {
        for (var vector : Vectors.json("cosignature/ed25519-v1.json").get("vectors")) {
            var text = vector.get("note_text").textValue();
            long time = vector.get("timestamp").longValue();
            var seed = HexFormat.of().parseHex(vector.get("seed_hex_test_only").textValue());
            var signer = NoteSigner.of(vector.get("name").textValue(), Vkey.Type.COSIGNATURE, seed);
            assertEquals(vector.get("vkey").textValue(), signer.vkey().format());
            assertEquals(
                    vector.get("signed_message").textValue(),
                    new String(Cosignature.message(time, text), java.nio.charset.StandardCharsets.UTF_8));
            var line = Cosignature.sign(text, signer, Instant.ofEpochSecond(time));
            assertEquals(vector.get("signature_line").textValue(), line.line());
            assertEquals(new Cosignature(signer.vkey(), time), Cosignature.verify(text, line, signer.vkey()));
        }
    }

    @Test
    void cosignsWholeSecondsAndKeepsEachTime() {
        var head = new Checkpoint("log.example", 5, Merkle.emptyRoot());
        var first = Cosignature.sign(head, OFFICE, NOON.plusMillis(999));
        var second = Cosignature.sign(head, OFFICE, NOON.plusSeconds(9));
        var note = SignedNote.of(head.text(), List.of(second, first, second));
        var found = Cosignature.of(note, List.of(OFFICE.vkey()));
        assertEquals(
                List.of(NOON.plusSeconds(9), NOON),
                found.stream().map(Cosignature::time).toList());
    }

    @Test
    void refusesACosignatureMovedInTimeOrToAnotherHead() {
        var head = new Checkpoint("log.example", 5, Merkle.emptyRoot());
        var line = Cosignature.sign(head, OFFICE, NOON);
        var moved = line.bytes();
        moved[7] ^= 1;
        var forged = new SignedNote.Signature(line.name(), line.keyId(), moved);
        Vectors.refuses("tlog/signature", () -> Cosignature.verify(head.text(), forged, OFFICE.vkey()));
        var other = new Checkpoint("log.example", 6, Merkle.emptyRoot());
        Vectors.refuses("tlog/signature", () -> Cosignature.verify(other.text(), line, OFFICE.vkey()));
        var note = SignedNote.of(other.text(), List.of(line));
        Vectors.refuses("tlog/signature", () -> Cosignature.of(note, List.of(OFFICE.vkey())));
    }

    @Test
    void refusesATimeThatNoCalendarShows() {
        var head = new Checkpoint("log.example", 5, Merkle.emptyRoot());
        var signed = OFFICE.signBytes(Cosignature.message(-1, head.text()));
        var bytes = java.nio.ByteBuffer.allocate(72).putLong(-1).put(signed).array();
        var line = new SignedNote.Signature(OFFICE.name(), OFFICE.vkey().keyId(), bytes);
        Vectors.refuses("tlog/signature", () -> Cosignature.verify(head.text(), line, OFFICE.vkey()));
    }

    @Test
    void doesNotCosignWhatItDoesNotUnderstand() {
        Vectors.refuses("tlog/checkpoint", () -> Cosignature.sign("log\n5\n" + ROOT + "\nmore\n", OFFICE, NOON));
    }

    @Test
    void keepsALogKeyFromCosigning() {
        var head = new Checkpoint("log.example", 5, Merkle.emptyRoot());
        var thrown = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class, () -> Cosignature.sign(head, SignedNoteTest.ALPHA, NOON));
        assertTrue(thrown.getMessage().contains("COSIGNATURE"));
    }
}

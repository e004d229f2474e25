package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
    static final NaiveTree TREE = NaiveTree.of(21);
    static final TlogProof PROOF = new TlogProof(
            17, TREE.path(17, 21), PolicyTest.cosigned(new Checkpoint(PolicyTest.LOG.name(), 21, TREE.root(21)), 0, 1));

    @Test
    void verifiesThePublishedReceipts() {
        var about = Vectors.json("proof/ABOUT.json");
        var policy = Policy.parse("log " + about.get("log_vkey").textValue() + "\nwitness w "
                + about.get("witness_vkey").textValue() + "\nquorum w\n");
        for (var name : List.of("entry-298-of-300", "entry-0-of-1")) {
            var bytes = Vectors.bytes("proof/" + name + ".tlog-proof");
            var proof = TlogProof.parse(bytes);
            var entry = Vectors.utf8(about.get("entry_" + proof.index()).textValue());
            assertEquals(Set.of("w"), proof.verify(entry, policy).cosigners());
            assertArrayEquals(bytes, proof.bytes());
            Vectors.refuses("tlog/proof", () -> proof.verify(Vectors.utf8("record 1"), policy));
        }
    }

    @Test
    void goesFromIncludedToCosigned() {
        var head = PROOF.head();
        var included = new TlogProof(17, PROOF.path(), PolicyTest.cosigned(head));
        assertEquals(
                head,
                included.verifyIncluded(TREE.entry(17), PolicyTest.TWO_OF_THREE).checkpoint());
        Vectors.refuses("tlog/quorum", () -> included.verify(TREE.entry(17), PolicyTest.TWO_OF_THREE));
        assertTrue(PROOF.verify(TREE.entry(17), PolicyTest.TWO_OF_THREE).quorum());
        Vectors.refuses("tlog/proof", () -> PROOF.verify(TREE.entry(16), PolicyTest.TWO_OF_THREE));
    }

    @Test
    void carriesExtraBytesUnjudged() {
        var proof = new TlogProof(17, PROOF.path(), PROOF.checkpoint(), Optional.of(new byte[] {1, 2, 3}));
        var read = TlogProof.parse(proof.bytes());
        assertArrayEquals(new byte[] {1, 2, 3}, read.extra().orElseThrow());
        assertArrayEquals(proof.bytes(), read.bytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c2sp.org/tlog-proof@v2\nindex 0\n\nNOTE",
                "c2sp.org/tlog-proof@v1\n\nNOTE",
                "c2sp.org/tlog-proof@v1\nindex 00\n\nNOTE",
                "c2sp.org/tlog-proof@v1\nindex +1\n\nNOTE",
                "c2sp.org/tlog-proof@v1\nindex 0 \n\nNOTE",
                "c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\nNOTE",
                "c2sp.org/tlog-proof@v1\nextra AA\nindex 0\n\nNOTE",
                "c2sp.org/tlog-proof@v1\nindex 0\nAA==\n\nNOTE",
                "c2sp.org/tlog-proof@v1\r\nindex 0\n\nNOTE",
                "c2sp.org/tlog-proof@v1\nindex 0\n"
            })
    void refusesEveryOtherSpelling(String proof) {
        var text = proof.replace("NOTE", PROOF.checkpoint().toString());
        Vectors.refuses("tlog/proof", () -> TlogProof.parse(Vectors.utf8(text)));
    }

    @Test
    void readsThePublishedWitnessRequests() {
        var json = Vectors.json("witness/basic.json");
        var key = Vkey.parse(json.get("log_vkey").textValue());
        byte[] known = Merkle.emptyRoot();
        for (var step : json.get("steps")) {
            var body = Vectors.utf8(step.get("body").textValue());
            switch (step.get("d").textValue()) {
                case "first sight", "good growth" -> {
                    var request = AddCheckpoint.parse(body);
                    assertArrayEquals(body, request.bytes());
                    assertEquals(List.of(key), request.checkpoint().verify(List.of(key)));
                    assertTrue(request.leadsFrom(known));
                    known = request.head().root();
                }
                case "missing proof", "garbage proof hash", "stale old size" ->
                    assertFalse(AddCheckpoint.parse(body).leadsFrom(known));
                case "older checkpoint, old larger than size" ->
                    Vectors.refuses("tlog/add-checkpoint", () -> AddCheckpoint.parse(body));
                default -> fail("an unknown step: " + step);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "old 05\n\nNOTE",
                "old\n\nNOTE",
                "old +5\n\nNOTE",
                "new 5\n\nNOTE",
                "old 5\nAA==\n\nNOTE",
                "old 5\n"
            })
    void refusesEveryOtherSpellingOfARequest(String body) {
        var text = body.replace("NOTE", PROOF.checkpoint().toString());
        Vectors.refuses("tlog/add-checkpoint", () -> AddCheckpoint.parse(Vectors.utf8(text)));
    }

    @Test
    void refusesARequestWithMoreHashesThanAnyProofNeeds() {
        var line = "ERERERERERERERERERERERERERERERERERERERERERE=\n";
        var note = PROOF.checkpoint().toString();
        assertEquals(
                63,
                AddCheckpoint.parse(Vectors.utf8("old 5\n" + line.repeat(63) + "\n" + note))
                        .proof()
                        .size());
        Vectors.refuses(
                "tlog/add-checkpoint",
                () -> AddCheckpoint.parse(Vectors.utf8("old 5\n" + line.repeat(64) + "\n" + note)));
    }
}

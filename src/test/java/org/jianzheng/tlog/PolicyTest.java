package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    static final NoteSigner LOG = SignedNoteTest.signer("log.example/2026", Vkey.Type.ED25519, "log");
    private static final List<NoteSigner> OFFICES = Stream.of("a", "b", "c")
            .map(name -> SignedNoteTest.signer(name + ".example", Vkey.Type.COSIGNATURE, name))
            .toList();
    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");
    private static final String A = OFFICES.get(0).vkey().format();
    private static final String B = OFFICES.get(1).vkey().format();
    private static final String C = OFFICES.get(2).vkey().format();

    static final Policy TWO_OF_THREE = Policy.of(
            List.of(new Policy.Log(LOG.vkey(), Optional.empty())),
            Stream.of(0, 1, 2)
                    .map(i -> new Policy.Witness("office" + i, OFFICES.get(i).vkey(), Optional.empty()))
                    .toList(),
            2);

    static SignedNote cosigned(Checkpoint head, int... offices) {
        var note = SignedNote.sign(head.text(), LOG);
        for (int office : offices) {
            note = note.withSignature(Cosignature.sign(head, OFFICES.get(office), NOON.plusSeconds(office)));
        }
        return note;
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            X1 X2 Y1,    true
            X1 X3 Y2,    true
            X1 Y1 Y2,    false
            X1 X2 X3,    false
            X1 X2 Z,     false
            '',          false
            """)
    void countsGroupsInGroups(String names, boolean satisfied) {
        var policy = Policy.parse(
                ("""
                # comment
                witness X1 A\thttps://x1.example
                \twitness  X2 B\s
                witness X3 C

                group X 2 X1 X2 X3
                witness Y1 D
                witness Y2 E
                group Y any Y1 Y2
                group both all X Y
                quorum both
                """)
                        .replace("A", A)
                        .replace("X2 B", "X2 " + B)
                        .replace("X3 C", "X3 " + C)
                        .replace("Y1 D", "Y1 " + key("d"))
                        .replace("Y2 E", "Y2 " + key("e")));
        assertEquals(satisfied, policy.isSatisfiedBy(Set.of(names.split(" "))));
        assertEquals(policy.text(), Policy.parse(policy.bytes()).text());
        assertEquals(
                Optional.of("https://x1.example"),
                policy.witness("X1").orElseThrow().url());
    }

    private static String key(String name) {
        return SignedNoteTest.signer(name, Vkey.Type.COSIGNATURE, name).vkey().format();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "witness a A\n",
                "quorum a\nwitness a A\n",
                "quorum none\nquorum none\n",
                "witness a A\nquorum b\n",
                "witness a A\nwitness a B\nquorum a\n",
                "witness a A\nwitness b A\nquorum a\n",
                "witness none A\nquorum none\n",
                "witness a A\ngroup g 2 a\nquorum g\n",
                "witness a A\ngroup g 0 a\nquorum g\n",
                "witness a A\ngroup g 01 a\nquorum g\n",
                "witness a A\ngroup g all a a\nquorum g\n",
                "witness a A\ngroup g all a\ngroup h all a\nquorum g\n",
                "witness a A\ngroup g all\nquorum g\n",
                "witness a A\ngroup a all a\nquorum a\n",
                "group g all none\nquorum g\n",
                "group g all g\nquorum g\n",
                "log A\nquorum none\n",
                "witness a LOG\nquorum a\n",
                "log LOG\nlog LOG\nquorum none\n",
                "log LOG u v\nquorum none\n",
                "Quorum none\n",
                "quorum none\r\n",
                "quorum none extra\n",
                "witness a x+y\nquorum a\n"
            })
    void refusesEveryMistakeInThePolicyFile(String text) {
        var policy = text.replace("A\n", A + "\n")
                .replace("B\n", B + "\n")
                .replace("LOG", LOG.vkey().format());
        Vectors.refuses("tlog/policy", () -> Policy.parse(policy.replace("log A", "log " + A)));
    }

    @Test
    void namesTheLineAtFault() {
        try {
            Policy.parse("# mine\nquorum a\n");
        } catch (Problem e) {
            assertEquals("Policy line 2: \"a\" is not defined above.", e.detail());
            return;
        }
        throw new AssertionError("an undefined quorum was taken");
    }

    @Test
    void holdsAHeadOnlyWithLogAndQuorum() {
        var head = new Checkpoint(LOG.name(), 0, Merkle.emptyRoot());
        var verified = TWO_OF_THREE.verify(cosigned(head, 0, 2));
        assertEquals(Map.of("office0", NOON, "office2", NOON.plusSeconds(2)), verified.cosignedAt());
        assertEquals(1, verified.cosignedBy(Set.of("office0", "office1", "office2"), NOON.plusSeconds(1)));
        assertTrue(verified.quorum());
        assertFalse(TWO_OF_THREE.verifyLogSigned(cosigned(head, 1)).quorum());
        Vectors.refuses("tlog/quorum", () -> TWO_OF_THREE.verify(cosigned(head, 1)));
        var cosignersOnly = SignedNote.of(
                head.text(),
                Stream.of(0, 1, 2)
                        .map(i -> Cosignature.sign(head, OFFICES.get(i), NOON))
                        .toList());
        Vectors.refuses("tlog/no-known-signature", () -> TWO_OF_THREE.verify(cosignersOnly));
        var otherOrigin = new Checkpoint("other.example", 0, Merkle.emptyRoot());
        Vectors.refuses("tlog/no-known-signature", () -> TWO_OF_THREE.verify(cosigned(otherOrigin, 0, 1)));
    }

    @Test
    void countsAnOfficeOnceHoweverOftenItCosigned() {
        var head = new Checkpoint(LOG.name(), 0, Merkle.emptyRoot());
        var note = cosigned(head, 1).withSignature(Cosignature.sign(head, OFFICES.get(1), NOON.minusSeconds(5)));
        var verified = TWO_OF_THREE.verifyLogSigned(note);
        assertEquals(Map.of("office1", NOON.minusSeconds(5)), verified.cosignedAt());
        assertFalse(verified.quorum());
    }

    @Test
    void asksForNothingUnderQuorumNone() {
        var policy = Policy.parse("log " + LOG.vkey() + "\nquorum none\n");
        var head = new Checkpoint(LOG.name(), 0, Merkle.emptyRoot());
        assertTrue(policy.verify(cosigned(head)).quorum());
    }
}

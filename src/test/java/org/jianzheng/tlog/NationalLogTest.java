package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;

/** Heads with an SM2 line beside the Ed25519 one: nothing to those who do not know the key, required of those who do. */
class NationalLogTest {
    private static final String ORIGIN = "log.example/2026";
    private static final NoteSigner LOG = SignedNoteTest.signer(ORIGIN, Vkey.Type.ED25519, "log");
    private static final NoteSigner NATIONAL = NoteSigner.generate(ORIGIN, Vkey.Type.SM2, new SecureRandom());
    private static final NoteSigner OFFICE = SignedNoteTest.signer("office", Vkey.Type.COSIGNATURE, "office");
    private static final Checkpoint HEAD = new Checkpoint(ORIGIN, 0, Merkle.emptyRoot());
    private static final Policy PLAIN = policy(Optional.empty());
    private static final Policy BOTH = policy(Optional.of(NATIONAL.vkey()));

    private static Policy policy(Optional<Vkey> also) {
        var witness = new Policy.Witness("office", OFFICE.vkey(), Optional.empty());
        return Policy.of(List.of(new Policy.Log(LOG.vkey(), Optional.empty(), also)), List.of(witness), 1);
    }

    private static SignedNote head(NoteSigner... signers) {
        var note = SignedNote.of(
                HEAD.text(),
                List.of(signers).stream().map(s -> s.sign(HEAD.text())).toList());
        return note.withSignature(Cosignature.sign(HEAD, OFFICE, Instant.parse("2026-03-02T04:00:00Z")));
    }

    @Test
    void bothLinesSatisfyWhoeverKnowsOneOrBoth() {
        var note = SignedNote.parse(head(LOG, NATIONAL).toString().getBytes(StandardCharsets.UTF_8));
        assertTrue(PLAIN.verify(note).quorum());
        assertTrue(BOTH.verify(note).quorum());
        assertEquals(List.of(LOG.vkey(), NATIONAL.vkey()), note.verify(BOTH.logKeys()));
    }

    @Test
    void policyThatNamesTheSm2KeyDemandsItsLine() {
        assertTrue(PLAIN.verify(head(LOG)).quorum());
        for (var note : List.of(head(LOG), head(NATIONAL))) {
            var problem = assertThrows(Problem.class, () -> BOTH.verify(note));
            assertEquals("tlog/no-known-signature", problem.slug());
        }
    }

    @Test
    void wrongSm2LineSpoilsTheHeadForThoseWhoKnowTheKey() {
        var other = NATIONAL.sign("another text\n");
        var note = head(LOG).withSignature(other);
        assertEquals(
                "tlog/signature",
                assertThrows(Problem.class, () -> BOTH.verify(note)).slug());
        assertTrue(PLAIN.verify(note).quorum());
        var short_ = new SignedNote.Signature(ORIGIN, NATIONAL.vkey().keyId(), new byte[63]);
        assertThrows(Problem.class, () -> BOTH.verify(head(LOG).withSignature(short_)));
    }

    @Test
    void wholeLogIsCheckedForBothSignatures() {
        for (var signed : List.of(head(LOG, NATIONAL), head(LOG))) {
            Map<String, byte[]> files = Map.of("checkpoint", signed.toString().getBytes(StandardCharsets.UTF_8));
            var report = new LogVerifier(files::get, BOTH).verify();
            assertEquals(signed.signatures().size() == 3, report.holds(), report.reason());
            assertTrue(new LogVerifier(files::get, PLAIN).verify().holds());
        }
    }

    @Test
    void keysAndPoliciesSurviveTheirText() {
        assertEquals(NATIONAL.vkey(), Vkey.parse(NATIONAL.vkey().format()));
        assertEquals(NATIONAL.vkey(), NoteSigner.parse(NATIONAL.secretForm()).vkey());
        assertFalse(NATIONAL.toString().contains(NATIONAL.secretForm().substring(60)));
        assertEquals(BOTH.text(), Policy.parse(BOTH.bytes()).text());
        assertEquals(
                Optional.of(NATIONAL.vkey()),
                Policy.parse(BOTH.bytes()).logs().get(0).also());
    }

    @Test
    void misplacedOrDoubledSm2LinesOfAPolicyAreRefused() {
        var ed = "log " + LOG.vkey().format() + "\n";
        var sm2 = "log " + NATIONAL.vkey().format() + "\n";
        var second = "log "
                + NoteSigner.generate(ORIGIN, Vkey.Type.SM2, new SecureRandom())
                        .vkey()
                        .format() + "\n";
        var bad =
                new ArrayList<>(List.of(sm2 + ed, ed + sm2 + sm2, ed + sm2 + second, ed + sm2.strip() + " http://x\n"));
        bad.add("witness w " + NATIONAL.vkey().format() + "\n" + ed);
        for (var text : bad) {
            assertEquals(
                    "tlog/policy",
                    assertThrows(Problem.class, () -> Policy.parse(text + "quorum none\n"), text)
                            .slug());
        }
        // While one Ed25519 key takes over from another, the SM2 key goes with both.
        var next = SignedNoteTest.signer(ORIGIN, Vkey.Type.ED25519, "next");
        var rotating = Policy.parse(ed + "log " + next.vkey().format() + "\n" + sm2 + "quorum none\n");
        assertTrue(rotating.verify(head(next, NATIONAL)).quorum());
        assertThrows(Problem.class, () -> rotating.verify(head(next)));
    }

    @Test
    void pointsThatAreNoKeysAreRefused() {
        var key = NATIONAL.vkey().publicKey();
        key[0] = 4;
        assertThrows(Problem.class, () -> new Vkey(ORIGIN, Vkey.Type.SM2, key));
        // y² = x³ + ax + b has no solution for every other x.
        int off = 0;
        for (int x = 0; x < 20; x++) {
            var candidate = new byte[33];
            candidate[0] = 2;
            candidate[32] = (byte) x;
            try {
                new Vkey(ORIGIN, Vkey.Type.SM2, candidate);
            } catch (Problem refused) {
                off++;
            }
        }
        assertTrue(off > 0 && off < 20, off + " of 20");
        assertThrows(Problem.class, () -> new Vkey(ORIGIN, Vkey.Type.SM2, new byte[33]));
    }
}

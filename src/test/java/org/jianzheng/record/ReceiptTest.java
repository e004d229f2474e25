package org.jianzheng.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.TlogProof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
    private static final Instant DEADLINE = Instant.parse("2026-03-23T01:30:00Z");
    private static final Quorum QUORUM =
            new Quorum(Set.of("notary", "supervisor", "discipline"), 2, DEADLINE.plusSeconds(10));
    private static final byte[] SALT = Commitment.newSalt();

    private final TrustFixture fixture = new TrustFixture();
    private final TrustFolder trust = fixture.folder();
    private final WitnessRecord record = new WitnessRecord(
            1,
            "0195c2f0-0000-7000-8000-000000000001",
            RecordType.BID_SUBMITTED,
            FormsTest.TENDER,
            FormsTest.LOT,
            "a".repeat(64),
            DEADLINE.minusSeconds(1),
            Canonical.tree(Map.of()),
            new byte[] {1});

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            0,    0, INCLUDED
            1,    0, INCLUDED
            2,    0, COSIGNED
            3,    0, COSIGNED
            2, -100, COSIGNED
            2,   10, COSIGNED
            2,   11, INCLUDED
            3, 3600, INCLUDED
            """)
    void isCosignedWhenTheQuorumSawItInTime(int cosigners, int secondsAfterDeadline, ReceiptState state) {
        var verified =
                receipt(cosigners, DEADLINE.plusSeconds(secondsAfterDeadline)).verify(trust, QUORUM);
        assertEquals(state, verified.state());
        assertEquals(record, verified.record());
        assertEquals(1, verified.index());
        assertEquals(Commitment.entryHex(SALT, record.bytes()), verified.entry());
        assertEquals(cosigners, verified.head().cosigners().size());
    }

    @Test
    void withoutALotTheQuorumIsThePolicys() {
        assertEquals(
                ReceiptState.COSIGNED,
                receipt(2, DEADLINE.plusSeconds(3600)).verify(trust).state());
        assertEquals(ReceiptState.INCLUDED, receipt(1, DEADLINE).verify(trust).state());
    }

    @Test
    void officesThatDoNotHoldTheKeyDoNotCount() {
        var others = new Quorum(Set.of("supervisor", "discipline"), 2, null);
        assertEquals(
                ReceiptState.INCLUDED,
                receipt(2, DEADLINE).verify(trust, others).state());
        assertEquals(
                ReceiptState.COSIGNED,
                receipt(3, DEADLINE).verify(trust, others).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"record.json", "salt", "signature.p7s", "receipt.tlog-proof"})
    void noByteOfACosignedReceiptCanChange(String file) {
        var receipt = receipt(2, DEADLINE);
        assertEquals(ReceiptState.COSIGNED, receipt.verify(trust, QUORUM).state());
        var bytes = receipt.files().get(file);
        for (int i = 0; i < bytes.length; i++) {
            var changed = bytes.clone();
            changed[i] ^= 1;
            ReceiptState state;
            try {
                state = withFile(receipt, file, changed).verify(trust, QUORUM).state();
            } catch (Problem refused) {
                continue;
            }
            // A cosigner's line under a name nobody knows counts for nothing (C2SP signed-note); then one is missing.
            if (!file.equals(Receipt.PROOF_FILE) || state == ReceiptState.COSIGNED) {
                fail("A change of byte " + i + " of " + file + " went unnoticed");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"record.json", "salt", "signature.p7s", "receipt.tlog-proof"})
    void noFileOfAReceiptCanBeCutShortOrLengthened(String file) {
        var receipt = receipt(2, DEADLINE);
        var bytes = receipt.files().get(file);
        var lengths = new int[] {0, bytes.length / 2, bytes.length - 1, bytes.length + 1};
        for (int length : lengths) {
            var changed = Arrays.copyOf(bytes, length);
            assertThrows(Problem.class, () -> withFile(receipt, file, changed).verify(trust, QUORUM));
        }
    }

    @Test
    void aReceiptSealedByAnotherIsRefused() {
        var forged = Receipt.sign(record.bytes(), SALT, proof(2, DEADLINE), new TrustFixture().seal);
        assertEquals(
                "record/not-the-platform",
                assertThrows(Problem.class, () -> forged.verify(trust, QUORUM)).slug());
    }

    @Test
    void aReceiptOfAnotherLogIsRefused() {
        var other = new TrustFixture();
        var moved = receipt(2, DEADLINE).withProof(proof(other, 2, DEADLINE, TlogProof::bytes));
        assertThrows(Problem.class, () -> moved.verify(trust, QUORUM));
    }

    @Test
    void aProofWithBytesThatNobodyVouchesForIsRefused() {
        var extra = proof(fixture, 2, DEADLINE, proof -> new TlogProof(
                        proof.index(), proof.path(), proof.checkpoint(), java.util.Optional.of(new byte[] {1}))
                .bytes());
        assertEquals(
                "record/receipt",
                assertThrows(
                                Problem.class,
                                () -> receipt(2, DEADLINE).withProof(extra).verify(trust, QUORUM))
                        .slug());
    }

    @Test
    void theFolderIsReadBackAndCompleted() throws Exception {
        var folder = directory.resolve("receipt");
        var included = receipt(0, DEADLINE);
        included.write(folder);
        assertEquals(included, Receipt.read(folder));
        assertEquals(64, Files.size(folder.resolve("salt")));

        var cosigned = included.withProof(proof(3, DEADLINE));
        cosigned.write(folder);
        assertEquals(
                ReceiptState.COSIGNED,
                Receipt.read(folder).verify(trust, QUORUM).state());
        assertEquals(4, folder.toFile().list().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"record.json", "salt", "signature.p7s", "receipt.tlog-proof"})
    void theFolderSaysWhichFileIsMissing(String file) throws Exception {
        receipt(2, DEADLINE).write(directory);
        Files.delete(directory.resolve(file));
        assertEquals(
                file, assertThrows(Problem.class, () -> Receipt.read(directory)).field());
    }

    @Test
    void travelsAsJson() {
        var receipt = receipt(2, DEADLINE);
        var bytes = Canonical.write(receipt.json(ReceiptState.COSIGNED));
        assertTrue(new String(bytes, UTF_8).contains("\"state\":\"cosigned\""));
        var json = Canonical.read(bytes, Receipt.Json.class);
        assertEquals(receipt, Receipt.of(json));
        assertArrayEquals(receipt.proof(), json.proof().getBytes(UTF_8));
    }

    private Receipt receipt(int cosigners, Instant time) {
        return Receipt.sign(record.bytes(), SALT, proof(cosigners, time), fixture.seal);
    }

    private byte[] proof(int cosigners, Instant time) {
        return proof(fixture, cosigners, time, TlogProof::bytes);
    }

    /** The entry at index 1 of a log of three. */
    private byte[] proof(TrustFixture log, int cosigners, Instant time, Function<TlogProof, byte[]> form) {
        var first = Merkle.leafHash(new byte[] {1});
        var last = Merkle.leafHash(new byte[] {2});
        var own = Merkle.leafHash(Commitment.entry(SALT, record.bytes()));
        var root = Merkle.nodeHash(Merkle.nodeHash(first, own), last);
        return form.apply(new TlogProof(1, List.of(first, last), log.head(3, root, cosigners, time)));
    }

    private static Receipt withFile(Receipt receipt, String file, byte[] bytes) {
        var folder = new java.util.HashMap<>(receipt.files());
        folder.put(file, bytes);
        return Receipt.of(new Receipt.Json(
                ReceiptState.COSIGNED,
                folder.get(Receipt.RECORD_FILE),
                new String(folder.get(Receipt.SALT_FILE), java.nio.charset.StandardCharsets.ISO_8859_1),
                folder.get(Receipt.SIGNATURE_FILE),
                new String(folder.get(Receipt.PROOF_FILE), java.nio.charset.StandardCharsets.UTF_8)));
    }
}

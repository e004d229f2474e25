package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jianzheng.record.Cms;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Objects with a changed, added, removed or doubled byte, without the protection of the hash in the statement: every
 * single mutant must be refused, and never open to other bytes. The seed is fixed, so a failure repeats.
 */
@InBothSuites
class MutationTest {
    private static final int MUTANTS = 600;

    private final Suite suite;
    private final TestBid people;
    private final TestOffices offices;
    private final Point q;

    MutationTest(Suite suite) {
        this.suite = suite;
        this.people = TestBid.in(suite);
        this.offices = TestOffices.of(suite, 3, 2);
        this.q = offices.key.q();
    }

    @Test
    void everyMutantOfAHeaderIsRefused() {
        var key = BidKey.random(suite, TestOffices.RANDOM);
        var slip = Cms.sign("{}".getBytes(StandardCharsets.UTF_8), people.bidder);
        var header = Header.make(q, key, slip, TestOffices.RANDOM);
        var opening = offices.open(Header.parse(q, header).r());
        assertArrayEquals(slip, Header.parse(q, header).open(opening).slip());
        var random = new Random(20260323);
        for (int i = 0; i < MUTANTS; i++) {
            var mutant = mutate(header, i, random);
            assertThrows(
                    Problem.class,
                    () -> {
                        var parsed = Header.parse(q, mutant);
                        // A changed R gets no key at all; here the old key is tried against it all the same.
                        parsed.openBytes(opening.shared());
                    },
                    "mutant " + i);
        }
    }

    @Test
    void everyMutantOfAPartIsRefusedAndLeavesNoPlaintext() {
        var key = BidKey.random(suite, TestOffices.RANDOM);
        var plain = new byte[20_000];
        new Random(7).nextBytes(plain);
        var buffer = new byte[plain.length + 184];
        int size = Part.seal(suite, key, plain, plain.length, buffer, TestOffices.RANDOM);
        var object = Arrays.copyOf(buffer, size);
        var opened = new byte[plain.length + 200];
        assertEquals(plain.length, Part.open(suite, key, object, size, opened));
        assertArrayEquals(plain, Arrays.copyOf(opened, plain.length));
        Arrays.fill(opened, (byte) 0);
        var random = new Random(42);
        for (int i = 0; i < MUTANTS; i++) {
            var mutant = mutate(object, i, random);
            assertThrows(Problem.class, () -> Part.open(suite, key, mutant, mutant.length, opened), "mutant " + i);
            assertTrue(Arrays.equals(opened, new byte[opened.length]), "mutant " + i + " released plaintext");
        }
    }

    @Test
    void everyByteOfAPartsFrameMatters() {
        var key = BidKey.random(suite, TestOffices.RANDOM);
        var buffer = new byte[300];
        int size = Part.seal(suite, key, new byte[50], 50, buffer, TestOffices.RANDOM);
        for (int at = 0; at < size; at++) {
            for (int bit = 0; bit < 8; bit++) {
                var mutant = Arrays.copyOf(buffer, size);
                mutant[at] ^= (byte) (1 << bit);
                assertThrows(Problem.class, () -> Part.open(suite, key, mutant, mutant.length, new byte[300]));
            }
        }
    }

    /** A hostile slip costs its bidder the bid; it neither stops the opening nor opens as something else. */
    @Test
    void everyMutantOfASlipIsRefusedOrSaysTheSame(@TempDir Path dir) throws IOException {
        var made = PackageWriter.write(TestBid.input(q, List.of()).with(64 << 10, 1), dir.resolve("p"));
        var honest = TestBid.submitted(q, made);
        var contents = Header.parse(q, honest.headerBytes()).open(opening(honest.headerBytes()));
        var random = new Random(99);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            var slip = mutate(contents.slip(), i, random);
            var header = Header.make(q, contents.key(), slip, TestOffices.RANDOM);
            Files.write(made.directory().resolve(SealedPackage.HEADER), header);
            var bid = TestBid.submitted(q, made.directory(), suite.hex(slip));
            var outcome = BidOpener.open(bid, opening(header), dir.resolve("o" + i));
            if (outcome instanceof OpenedBid opened) {
                // Fields that no signature covers may differ; what was signed, and by which key, may not.
                assertEquals(made.manifest().files(), opened.manifest().files(), "mutant " + i);
                assertEquals(
                        people.bidder.certificate().getPublicKey(),
                        opened.signer().getPublicKey());
            } else {
                refused++;
            }
        }
        assertTrue(refused > MUTANTS * 9 / 10, "only " + refused + " refused");
    }

    private OpeningKey opening(byte[] header) {
        return offices.open(Header.parse(q, header).r());
    }

    private static byte[] mutate(byte[] original, int kind, Random random) {
        int at = random.nextInt(original.length);
        // Half of the mutants hit the structure at the beginning, where a tolerant parser would be fooled.
        if (kind % 2 == 0) {
            at = random.nextInt(Math.min(original.length, 300));
        }
        return switch (kind % 5) {
            case 0, 1 -> changed(original, at, (byte) (1 << random.nextInt(8)));
            case 2 -> Arrays.copyOf(original, at);
            case 3 -> doubled(original, at);
            default -> removed(original, at);
        };
    }

    private static byte[] changed(byte[] original, int at, byte mask) {
        var mutant = original.clone();
        mutant[at] ^= mask;
        return mutant;
    }

    private static byte[] doubled(byte[] original, int at) {
        var mutant = Arrays.copyOf(original, original.length + 1);
        System.arraycopy(original, at, mutant, at + 1, original.length - at);
        return mutant;
    }

    private static byte[] removed(byte[] original, int at) {
        var mutant = Arrays.copyOf(original, original.length - 1);
        System.arraycopy(original, at + 1, mutant, at, original.length - at - 1);
        return mutant;
    }
}

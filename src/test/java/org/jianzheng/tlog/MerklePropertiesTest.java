package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against RFC 6962 written down word for word. */
class MerklePropertiesTest {
    private static final int LARGEST = 70;
    private static final NaiveTree TREE = NaiveTree.of(LARGEST);

    @Example
    void provesEveryEntryOfEverySize() {
        for (int size = 1; size <= LARGEST; size++) {
            assertArrayEquals(TREE.root(size), Merkle.root(size, TREE));
            for (int index = 0; index < size; index++) {
                var proof = Merkle.inclusionProof(index, size, TREE);
                assertEquals(hex(TREE.path(index, size)), hex(proof));
                assertTrue(Merkle.verifyInclusion(
                        index, size, Merkle.leafHash(TREE.entry(index)), proof, TREE.root(size)));
            }
        }
    }

    @Example
    void provesEveryGrowth() {
        for (int n = 1; n <= LARGEST; n++) {
            for (int m = 1; m <= n; m++) {
                var proof = Merkle.consistencyProof(m, n, TREE);
                assertEquals(hex(TREE.proof(m, n)), hex(proof));
                assertTrue(Merkle.verifyConsistency(m, n, proof, TREE.root(m), TREE.root(n)));
            }
        }
    }

    @Property
    void refusesAnotherIndexOrSize(
            @ForAll @IntRange(min = 1, max = LARGEST) int size,
            @ForAll @IntRange(max = LARGEST - 1) int index,
            @ForAll @IntRange(max = 2 * LARGEST) int otherIndex,
            @ForAll @IntRange(max = 2 * LARGEST) int otherSize) {
        Assume.that(index < size && otherIndex != index);
        var proof = TREE.path(index, size);
        var leaf = Merkle.leafHash(TREE.entry(index));
        assertFalse(Merkle.verifyInclusion(otherIndex, size, leaf, proof, TREE.root(size)));
        Assume.that(otherIndex != index && otherSize < LARGEST && otherSize > 0 && otherSize != size);
        assertFalse(Merkle.verifyInclusion(index, size, leaf, proof, TREE.root(otherSize)));
    }

    @Property
    void refusesAnInclusionProofWithOneByteChanged(
            @ForAll @IntRange(min = 2, max = LARGEST) int size,
            @ForAll @IntRange(max = LARGEST - 1) int index,
            @ForAll @IntRange(max = 1000) int place,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        Assume.that(index < size);
        var proof = changed(TREE.path(index, size), place, change);
        assertFalse(Merkle.verifyInclusion(index, size, Merkle.leafHash(TREE.entry(index)), proof, TREE.root(size)));
    }

    @Property
    void refusesAConsistencyProofWithOneByteChanged(
            @ForAll @IntRange(min = 2, max = LARGEST) int n,
            @ForAll @IntRange(min = 1, max = LARGEST - 1) int m,
            @ForAll @IntRange(max = 1000) int place,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        Assume.that(m < n);
        var proof = changed(TREE.proof(m, n), place, change);
        assertFalse(Merkle.verifyConsistency(m, n, proof, TREE.root(m), TREE.root(n)));
    }

    @Property
    void refusesAProofWithAHashMoreOrLess(
            @ForAll @IntRange(min = 2, max = LARGEST) int n, @ForAll @IntRange(min = 1, max = LARGEST - 1) int m) {
        Assume.that(m < n);
        var leaf = Merkle.leafHash(TREE.entry(m));
        var path = TREE.path(m, n);
        assertFalse(Merkle.verifyInclusion(m, n, leaf, more(path), TREE.root(n)));
        assertFalse(Merkle.verifyInclusion(m, n, leaf, path.subList(1, path.size()), TREE.root(n)));
        var proof = TREE.proof(m, n);
        assertFalse(Merkle.verifyConsistency(m, n, more(proof), TREE.root(m), TREE.root(n)));
        assertFalse(Merkle.verifyConsistency(m, n, proof.subList(1, proof.size()), TREE.root(m), TREE.root(n)));
    }

    @Property
    void goesOnFromAStoredFrontierAsIfNeverStopped(
            @ForAll @IntRange(max = LARGEST) int stop, @ForAll @IntRange(max = LARGEST) int size) {
        Assume.that(stop <= size);
        var range = new CompactRange();
        append(range, 0, stop);
        var again = CompactRange.of(stop, range.frontier());
        append(again, stop, size);
        assertArrayEquals(TREE.root(size), again.root());
        assertEquals(hex(again.frontier()), hex(CompactRange.of(size, TREE).frontier()));
    }

    private static void append(CompactRange range, int from, int to) {
        for (int i = from; i < to; i++) {
            range.append(Merkle.leafHash(TREE.entry(i)));
        }
    }

    private static List<byte[]> changed(List<byte[]> proof, int place, int change) {
        int at = place % (proof.size() * Sha256.LENGTH);
        var copy = new ArrayList<>(proof);
        var hash = copy.get(at / Sha256.LENGTH).clone();
        hash[at % Sha256.LENGTH] ^= (byte) change;
        copy.set(at / Sha256.LENGTH, hash);
        return copy;
    }

    private static List<byte[]> more(List<byte[]> proof) {
        var copy = new ArrayList<>(proof);
        copy.add(Merkle.emptyRoot());
        return copy;
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }
}

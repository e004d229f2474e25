package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jianzheng.SharedVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MerkleTest {
    private static final HexFormat HEX = HexFormat.of();

    @TestFactory
    Stream<DynamicTest> answersEveryPublishedProbeAsItsAuthorsExpect() throws IOException {
        var folder = SharedVectors.require("vectors/tlog/merkle/testdata");
        List<Path> probes;
        try (var files = Files.walk(folder)) {
            probes = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        assertTrue(probes.size() >= 57, "only " + probes.size() + " probes in " + folder);
        return probes.stream()
                .map(probe -> DynamicTest.dynamicTest(folder.relativize(probe).toString(), () -> {
                    var json = Vectors.json(Files.readAllBytes(probe));
                    assertEquals(!json.get("wantErr").booleanValue(), answer(json));
                }));
    }

    private static boolean answer(JsonNode json) {
        var proof = new ArrayList<byte[]>();
        json.get("proof").forEach(hash -> proof.add(bytes(hash)));
        if (json.has("leafIdx")) {
            return Merkle.verifyInclusion(
                    number(json, "leafIdx"),
                    number(json, "treeSize"),
                    bytes(json.get("leafHash")),
                    proof,
                    bytes(json.get("root")));
        }
        return Merkle.verifyConsistency(
                number(json, "size1"),
                number(json, "size2"),
                proof,
                bytes(json.get("root1")),
                bytes(json.get("root2")));
    }

    private static long number(JsonNode json, String field) {
        // Sizes above 2^63-1 appear in probes of what must be refused; they come out negative here.
        return json.get(field).bigIntegerValue().longValue();
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.textValue());
    }

    @Test
    void buildsThePublishedTreeNodeByNode() {
        var json = Vectors.json("merkle/reference-tree.json");
        var leaves = Vectors.texts(json.get("leaves_hex")).stream()
                .map(HEX::parseHex)
                .toList();
        var rows = json.get("node_hashes_hex_by_level");
        var range = new CompactRange();
        var seen = new ArrayList<String>();
        var roots = new ArrayList<>(List.of(HEX.formatHex(range.root())));
        for (var leaf : leaves) {
            range.append(Merkle.leafHash(leaf), (level, index, hash) -> {
                assertEquals(rows.get(level).get((int) index).textValue(), HEX.formatHex(hash));
                seen.add(level + "/" + index);
            });
            roots.add(HEX.formatHex(range.root()));
        }
        assertEquals(15, seen.size());
        assertEquals(Vectors.texts(json.get("root_hex_by_size_0_to_8")), roots);
    }

    /** Root of "entry 0" … "entry 12" as computed when this test was written, with hashlib of Python. */
    @Test
    void keepsToTheRootComputedWithAnotherImplementation() {
        var tree = NaiveTree.of(13);
        assertEquals(
                "c0c1289f00605f8d7d8780b9f4264c736ccfb84ce91708c2b27e6426bfc7d8a8",
                HEX.formatHex(Merkle.root(13, tree)));
        assertEquals(
                "59152c64f690fe6e9940b3ac5c85c37e1ddbd525f817bf99e0e4e2d823d3cf0f",
                HEX.formatHex(Merkle.leafHash(tree.entry(12))));
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", HEX.formatHex(Merkle.emptyRoot()));
    }

    @Test
    void takesOnlyTheEmptyProofFromTheEmptyTree() {
        var root = NaiveTree.of(3).root(3);
        assertTrue(Merkle.verifyConsistency(0, 3, List.of(), Merkle.emptyRoot(), root));
        assertTrue(Merkle.verifyConsistency(0, 0, List.of(), Merkle.emptyRoot(), Merkle.emptyRoot()));
        assertFalse(Merkle.verifyConsistency(0, 3, List.of(root), Merkle.emptyRoot(), root));
        assertFalse(Merkle.verifyConsistency(0, 3, List.of(), root, root));
    }

    @Test
    void answersFalseToWhatIsNoProofAtAll() {
        var hash = Merkle.emptyRoot();
        assertFalse(Merkle.verifyInclusion(0, 1, null, List.of(), hash));
        assertFalse(Merkle.verifyInclusion(0, 1, hash, null, hash));
        assertFalse(Merkle.verifyInclusion(-1, 1, hash, List.of(), hash));
        assertFalse(Merkle.verifyInclusion(0, 0, hash, List.of(), hash));
        assertFalse(Merkle.verifyInclusion(0, 2, hash, List.of(new byte[12]), hash));
        assertFalse(Merkle.verifyConsistency(2, 1, List.of(), hash, hash));
        assertFalse(Merkle.verifyConsistency(1, 1, List.of(), new byte[12], new byte[12]));
        assertFalse(Merkle.verifyConsistency(-1, 1, List.of(), hash, hash));
    }

    @Test
    void provesAtTheLargestSizes() {
        SubtreeHashes all = (level, index) -> Sha256.hash(Vectors.utf8(level + "/" + index));
        long size = Long.MAX_VALUE;
        var root = Merkle.root(size, all);
        var proof = Merkle.inclusionProof(size - 1, size, all);
        assertTrue(Merkle.verifyInclusion(size - 1, size, all.hash(0, size - 1), proof, root));
    }

    @Test
    void refusesProofsBeyondTheTree() {
        var tree = NaiveTree.of(4);
        Vectors.refuses("tlog/proof-range", () -> Merkle.inclusionProof(4, 4, tree));
        Vectors.refuses("tlog/proof-range", () -> Merkle.inclusionProof(-1, 4, tree));
        Vectors.refuses("tlog/proof-range", () -> Merkle.consistencyProof(5, 4, tree));
    }
}

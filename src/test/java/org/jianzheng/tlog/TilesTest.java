package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {
    @Test
    void writesAndReadsThePublishedPaths() {
        var json = Vectors.json("tiles/paths.json");
        for (var vector : json.get("encode")) {
            boolean entries = vector.get("kind").textValue().equals("entries");
            int partial = vector.get("partial").intValue();
            var path = new TilePath(
                    entries ? TilePath.ENTRIES : vector.get("level").intValue(),
                    vector.get("index").longValue(),
                    partial == 0 ? TilePath.FULL : partial);
            assertEquals(vector.get("path").textValue(), path.toString());
            assertEquals(path, TilePath.parse(vector.get("path").textValue()));
        }
        for (var vector : json.get("entry_path_for_index")) {
            var path = TilePath.entriesFor(
                    vector.get("index").longValue(), vector.get("size").longValue());
            assertEquals(vector.get("path").textValue(), path.toString());
        }
    }

    @Test
    void namesTheTilesOfEverySizeAsPublished() {
        for (var row : Vectors.json("tiles/widths.json").get("rows")) {
            var tiles = TilePath.of(row.get("size").longValue());
            long full = tiles.stream().filter(t -> t.level() == 0 && t.isFull()).count();
            assertEquals(row.get("count_full_level0").longValue(), full);
            // The vectors leave out the full tiles of level 0 from the third to the last but one.
            var named = tiles.stream()
                    .filter(t -> t.level() > 0 || !t.isFull() || t.index() < 2 || t.index() == full - 1)
                    .map(TilePath::toString)
                    .toList();
            assertEquals(Vectors.texts(row.get("tiles")), named);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/00/000",
                "tile/64/000",
                "tile/-1/000",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/0/x000/001",
                "tile/0/001/234",
                "tile/0/x01/234",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/01",
                "tile/0/000.p/",
                "tile/0/000.p",
                "/tile/0/000",
                "tile/0/000/",
                "tile/8/0/000",
                "tile/data/000",
                "tile/entries/000.p/+1",
                "tile/0/٠٠٠",
                "tile/0/../000",
                "tile/0/000?x",
                "tile/0/000\n",
                "",
                "tile/0/x999/x999/x999/x999/x999/x999/999"
            })
    void refusesEveryOtherSpellingOfAPath(String path) {
        Vectors.refuses("tlog/tile-path", () -> TilePath.parse(path));
    }

    @Test
    void hasNoTilesAboveWhatTheSizeFills() {
        assertEquals(0, TilePath.hashes(8, Long.MAX_VALUE));
        assertEquals(127, TilePath.hashes(7, Long.MAX_VALUE));
        Vectors.refuses("tlog/tile-path", () -> TilePath.at(8, 0, 1));
        Vectors.refuses("tlog/tile-path", () -> TilePath.at(0, 1, 256));
    }

    @Test
    void namesWhatALogGainsWhenItGrows() {
        assertEquals(
                "[tile/0/001.p/4, tile/1/000.p/1]",
                TilePath.between(255, 260).stream()
                        .filter(t -> t.level() > 0 || t.index() > 0)
                        .toList()
                        .toString());
        assertEquals("[tile/0/001.p/4]", TilePath.between(257, 260).toString());
        assertEquals(
                "[tile/entries/000, tile/entries/001.p/1]",
                TilePath.entriesBetween(3, 257).toString());
        assertEquals("[]", TilePath.between(260, 260).toString());
    }

    @Test
    void buildsTilesThatProveEveryEntryAndGoOnAfterAStop() {
        int size = 66_000;
        Map<TilePath, byte[]> store = new HashMap<>();
        var builder = new TileBuilder(store::put);
        var leaves = IntStream.range(0, size)
                .mapToObj(i -> Merkle.leafHash(Vectors.utf8("e" + i)))
                .toList();
        for (int stop : List.of(255, 256, 257, 65_535, 65_536, size)) {
            while (builder.size() < stop) {
                builder.append(leaves.get((int) builder.size()));
            }
            builder.partials().forEach(tile -> store.put(tile.path(), tile.bytes()));
            builder = TileBuilder.of(stop, store::get, store::put);
            assertArrayEquals(Merkle.root(stop, (l, i) -> naive(leaves, l, i)), builder.root());
        }
        assertTrue(store.keySet().containsAll(TilePath.of(size)));
        var hashes = new TileHashes(size, store::get);
        for (int index : List.of(0, 255, 256, 40_000, 65_535, 65_536, size - 1)) {
            var proof = Merkle.inclusionProof(index, size, hashes);
            assertTrue(Merkle.verifyInclusion(index, size, leaves.get(index), proof, builder.root()));
        }
    }

    private static byte[] naive(List<byte[]> leaves, int level, long index) {
        var range = new CompactRange();
        leaves.subList((int) (index << level), (int) ((index + 1) << level)).forEach(range::append);
        return range.root();
    }

    @Test
    void readsThePartFromTheFullTileThatReplacedIt() {
        var full = new byte[TilePath.FULL * Sha256.LENGTH];
        full[0] = 7;
        TileSource source = path -> path.isFull() ? full : null;
        assertEquals(7, new TileHashes(3, source).hash(0, 0)[0]);
        Vectors.refuses("tlog/tile-absent", () -> new TileHashes(3, path -> null).hash(0, 0));
        Vectors.refuses("tlog/tile", () -> new TileHashes(3, path -> new byte[31]).hash(0, 0));
        Vectors.refuses("tlog/proof-range", () -> new TileHashes(3, source).hash(1, 1));
    }

    @Test
    void readsBackABundleAndRefusesACutOne() {
        var entries = List.of(new byte[0], new byte[] {1, 2}, new byte[EntryBundle.LONGEST]);
        var bundle = EntryBundle.encode(entries);
        var read = EntryBundle.decode(bundle);
        assertEquals(3, read.size());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(entries.get(i), read.get(i));
        }
        for (int cut : List.of(1, 3, 5, bundle.length - 1)) {
            Vectors.refuses("tlog/entry-bundle", () -> EntryBundle.decode(java.util.Arrays.copyOf(bundle, cut)));
        }
        Vectors.refuses("tlog/entry-bundle", () -> EntryBundle.encode(List.of(new byte[65_536])));
        var many = new ArrayList<byte[]>();
        for (int i = 0; i < 257; i++) {
            many.add(new byte[0]);
        }
        Vectors.refuses("tlog/entry-bundle", () -> EntryBundle.encode(many));
        Vectors.refuses("tlog/entry-bundle", () -> EntryBundle.decode(new byte[2 * 257]));
    }
}

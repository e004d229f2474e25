package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jianzheng.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogVerifierTest {
    private static final int SIZE = 600;

    /** A log of {@code size} entries with all the files it publishes. */
    static Map<String, byte[]> log(int size, int changedEntry, int... offices) {
        Map<String, byte[]> files = new HashMap<>();
        var builder = new TileBuilder((path, bytes) -> files.put(path.toString(), bytes));
        var bundle = new ArrayList<byte[]>();
        for (int i = 0; i < size; i++) {
            bundle.add(Sha256.hash(Vectors.utf8((i == changedEntry ? "changed " : "entry ") + i)));
            builder.append(Merkle.leafHash(bundle.get(bundle.size() - 1)));
            if (bundle.size() == TilePath.FULL || i == size - 1) {
                files.put(TilePath.entriesFor(i, size).toString(), EntryBundle.encode(bundle));
                bundle.clear();
            }
        }
        builder.partials().forEach(tile -> files.put(tile.path().toString(), tile.bytes()));
        var head = new Checkpoint(PolicyTest.LOG.name(), size, builder.root());
        files.put("checkpoint", PolicyTest.cosigned(head, offices).bytes());
        return files;
    }

    private static LogVerifier.Report verify(Map<String, byte[]> files, SignedNote... older) {
        var verifier = new LogVerifier(files::get, PolicyTest.TWO_OF_THREE);
        List.of(older).forEach(verifier::older);
        return verifier.verify();
    }

    @Test
    void holdsForThePublishedLogAndFindsEveryFlippedByte() throws IOException {
        var folder = SharedVectors.require("vectors/tlog/sample-log-300");
        var cosigner =
                Vectors.json("sample-log-300/ABOUT.json").get("cosigner_vkey").textValue();
        var policy = Policy.parse("witness mirror " + cosigner + "\nquorum mirror\n");
        var seen = new ArrayList<String>();
        var report = new LogVerifier(LogFiles.directory(folder), policy)
                .reading((index, entry) -> seen.add(index + ":" + new String(entry, StandardCharsets.UTF_8)))
                .verify();
        assertEquals(LogVerifier.Result.INTACT, report.result(), report.toString());
        assertEquals(300, report.entries());
        assertEquals("299:record 299", seen.get(299));

        Map<String, byte[]> files = new HashMap<>();
        for (var name : List.of(
                "checkpoint",
                "tile/0/000",
                "tile/0/001.p/44",
                "tile/1/000.p/1",
                "tile/entries/000",
                "tile/entries/001.p/44")) {
            files.put(name, Files.readAllBytes(folder.resolve(name)));
        }
        var random = new Random(300);
        for (var name : files.keySet()) {
            int length = files.get(name).length;
            for (int n = 0; n < Math.min(length, 200); n++) {
                int at = length <= 200 ? n : random.nextInt(length);
                var bytes = files.get(name).clone();
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                var changed = new HashMap<>(files);
                changed.put(name, bytes);
                var found = new LogVerifier(changed::get, policy).verify();
                assertEquals(LogVerifier.Result.TAMPERED, found.result(), name + " at " + at);
            }
        }
    }

    @Test
    void holdsForALogOfEverySmallSizeAndAroundTheTiles() {
        for (int size : new int[] {0, 1, 2, 3, 255, 256, 257, 511, 512, 513, SIZE}) {
            var report = verify(log(size, -1, 0, 1));
            assertTrue(report.holds(), size + ": " + report);
            assertEquals(size, report.entries());
        }
    }

    @Test
    void namesTheFirstBadFileAndReason() {
        var files = log(SIZE, -1, 0, 1);
        files.get("tile/0/001")[40] ^= 1;
        assertEquals("tile/0/001", verify(files).file());

        files = log(SIZE, -1, 0, 1);
        files.get("tile/1/000.p/2")[0] ^= 1;
        var report = verify(files);
        assertEquals("tile/1/000.p/2 It does not follow from the entries.", report.file() + " " + report.reason());

        files = log(SIZE, -1, 0, 1);
        files.put("tile/entries/001", log(SIZE, 300).get("tile/entries/001"));
        assertEquals("tile/0/001", verify(files).file());

        // A whole other history, tiles and all, under the head that was signed.
        files = log(SIZE, 300, 0, 1);
        files.put("checkpoint", log(SIZE, -1, 0, 1).get("checkpoint"));
        assertEquals("checkpoint", verify(files).file());
        assertEquals(LogVerifier.Result.TAMPERED, verify(files).result());
    }

    @Test
    void tellsWhatIsMissingFromWhatIsFalse() {
        for (var name : List.of("checkpoint", "tile/0/000", "tile/0/002.p/88", "tile/entries/001")) {
            var files = log(SIZE, -1, 0, 1);
            files.remove(name);
            var report = verify(files);
            assertEquals(LogVerifier.Result.INCOMPLETE, report.result());
            assertTrue(name.startsWith(report.file()), report.toString());
        }
        var report = verify(log(SIZE, -1, 1));
        assertEquals(LogVerifier.Result.INCOMPLETE, report.result());
        assertEquals("Too few cosigners for the policy: [office1]", report.reason());
    }

    @Test
    void readsThePartialTilesOfAHeadOutOfTheFullOnesThatReplacedThem() {
        var files = log(SIZE, -1, 0, 1);
        files.put("checkpoint", log(500, -1, 0, 1).get("checkpoint"));
        files.put("tile/1/000.p/1", java.util.Arrays.copyOf(files.get("tile/1/000.p/2"), 32));
        assertTrue(verify(files).holds(), verify(files).toString());
        files.get("tile/0/001")[0] ^= 1;
        assertEquals("tile/0/001", verify(files).file());
    }

    @Test
    void findsALogRewrittenOrShrunkSinceAnOlderHead() {
        var old = SignedNote.parse(log(SIZE - 100, -1, 0, 1).get("checkpoint"));
        assertTrue(verify(log(SIZE, -1, 0, 1), old).holds());
        assertTrue(verify(log(SIZE - 100, -1, 0, 1), old).holds());
        assertEquals(
                "The log was rewritten below size 500.",
                verify(log(SIZE, 3, 0, 1), old).reason());
        assertEquals(
                "The log has shrunk since size 500.",
                verify(log(400, -1, 0, 1), old).reason());
        var empty = SignedNote.parse(log(0, -1, 0, 1).get("checkpoint"));
        assertTrue(verify(log(SIZE, -1, 0, 1), empty).holds());
    }

    @Test
    void readsALogFromAFolder(@TempDir Path folder) throws IOException {
        for (var file : log(300, -1, 1, 2).entrySet()) {
            var target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        assertTrue(new LogVerifier(LogFiles.directory(folder), PolicyTest.TWO_OF_THREE)
                .verify()
                .holds());
    }
}

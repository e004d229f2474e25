package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.CompactRange;
import org.jianzheng.tlog.EntryBundle;
import org.jianzheng.tlog.Merkle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recovery appends, and when it refuses, before anything is written. */
class RecoveryPlanTest {
    private static final String ORIGIN = "test.example/log";

    @TempDir
    Path folder;

    private final List<byte[]> entries = new ArrayList<>();
    private final TreeMap<Long, RecordCopies.Batch> batches = new TreeMap<>();
    private final Set<Long> unstored = new TreeSet<>();

    @Test
    void appendsTheBatchesFromTheTreesEndToTheFence() {
        batch(3);
        batch(1);
        batch(2);
        var steps = plan(false, false).make(3, frontier(3), fence(6));
        assertEquals(
                List.of(3L, 4L), steps.stream().map(RecoveryPlan.Step::first).toList());
        assertArrayEquals(entries.get(5), steps.get(1).entries().get(1));
    }

    @Test
    void appendsNothingWhenNothingIsMissing() {
        batch(3);
        assertEquals(List.of(), plan(false, false).make(3, frontier(3), fence(3)));
    }

    @Test
    void takesBackWhatWasCopiedAboveTheFenceToo() {
        batch(2);
        batch(2);
        var steps = plan(false, false).make(0, List.of(), fence(2));
        assertEquals(2, steps.size());
    }

    @Test
    void leavesOutWhatWasNeverStoredAboveTheFenceAndNothingElse() {
        batch(2);
        batch(1);
        batch(1);
        unstored.add(3L);
        assertEquals(2, plan(false, false).make(0, List.of(), fence(3)).size());
        unstored.clear();
        assertEquals(3, plan(false, false).make(0, List.of(), fence(3)).size());
    }

    @Test
    void refusesEntriesThatDoNotLeadToTheFencesRoot() {
        batch(2);
        batch(2);
        var other = new Fence.Mark(4, Merkle.leafHash(new byte[32]));
        assertEquals("recover/other-root", refusal(false, false, 0, other));
        var here = new Fence.Mark(2, Merkle.leafHash(new byte[32]));
        assertEquals("recover/other-root", refusal(false, false, 2, here));
    }

    @Test
    void refusesWhenTheCopiesEndBelowTheFence() {
        batch(2);
        batch(2);
        var fence = fence(4);
        batches.remove(2L);
        assertEquals("recover/missing", refusal(false, false, 0, fence));
    }

    @Test
    void takesAnErasedRecordsEntryFromTheMirror() {
        batch(3);
        var batch = batches.get(0L);
        batches.put(
                0L,
                new RecordCopies.Batch(
                        0,
                        batch.object(),
                        List.of(batch.records().get(0), batch.records().get(2))));
        var fence = fence(3);
        assertEquals("recover/missing", refusal(false, false, 0, fence));
        var step = plan(true, false).make(0, List.of(), fence).get(0);
        assertTrue(step.readable());
        assertArrayEquals(entries.get(1), step.entries().get(1));
    }

    @Test
    void givesRecordsUpOnlyWhenToldAndOnlyForTheMirrorsEntries() {
        batch(2);
        batch(2);
        var fence = fence(4);
        batches.remove(0L);
        assertEquals("recover/missing", refusal(true, false, 0, fence));
        assertEquals("recover/missing", refusal(false, true, 0, fence));
        var steps = plan(true, true).make(0, List.of(), fence);
        assertFalse(steps.get(0).readable());
        assertTrue(steps.get(1).readable());
    }

    @Test
    void refusesAMirrorThatHoldsAnotherEntry() {
        batch(2);
        var fence = fence(2);
        var kept = entries.set(1, new byte[32]);
        assertEquals("recover/mirror-differs", refusal(true, false, 0, fence));
        entries.set(1, kept);
        assertEquals(1, plan(true, false).make(0, List.of(), fence).size());
    }

    private String refusal(boolean mirrored, boolean withoutRecords, int size, Fence.Mark fence) {
        return assertThrows(Problem.class, () -> plan(mirrored, withoutRecords).make(size, frontier(size), fence))
                .slug();
    }

    private RecoveryPlan plan(boolean mirrored, boolean withoutRecords) {
        var copies = new RecordCopies(null, null, null, folder.toString()) {
            @Override
            List<Long> batchesFrom(long first) {
                return List.copyOf(batches.tailMap(first).keySet());
            }

            @Override
            boolean isStored(long first) {
                return !unstored.contains(first);
            }

            @Override
            Batch read(long first) {
                return batches.get(first);
            }
        };
        var mirror = MirrorEntries.of(mirrored ? Optional.of(mirror()) : Optional.empty(), ORIGIN);
        return new RecoveryPlan(copies, mirror, withoutRecords);
    }

    private Path mirror() {
        try {
            Files.write(folder.resolve("entries"), EntryBundle.encode(entries));
            return folder;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void batch(int count) {
        long first = entries.size();
        var records = new ArrayList<CopyBundle.Copied>();
        for (int i = 0; i < count; i++) {
            var salt = new byte[32];
            salt[0] = (byte) (first + i);
            var copied = new CopyBundle.Copied(
                    first + i, UUID.randomUUID(), new byte[32], salt, new byte[] {1}, new byte[0]);
            records.add(copied);
            entries.add(copied.entry());
        }
        batches.put(first, new RecordCopies.Batch(first, "records/" + first, records));
    }

    private CompactRange range(int size) {
        var range = new CompactRange();
        entries.subList(0, size).forEach(entry -> range.append(Merkle.leafHash(entry)));
        return range;
    }

    private List<byte[]> frontier(int size) {
        return range(size).frontier();
    }

    private Fence.Mark fence(int size) {
        return new Fence.Mark(size, range(size).root());
    }
}

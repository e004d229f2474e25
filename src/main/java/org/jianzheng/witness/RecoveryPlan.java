package org.jianzheng.witness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.CompactRange;
import org.jianzheng.tlog.Merkle;

/**
 * What is to be appended again, found and proved before anything is written: the batches from the tree's end on, whose
 * entries lead to the root at which the fence stands.
 */
final class RecoveryPlan {
    private final RecordCopies copies;
    private final MirrorEntries mirror;
    private final boolean withoutRecords;

    /** @param withoutRecords whether entries whose record cannot be read any more may come back alone */
    RecoveryPlan(RecordCopies copies, MirrorEntries mirror, boolean withoutRecords) {
        this.copies = copies;
        this.mirror = mirror;
        this.withoutRecords = withoutRecords;
    }

    /** One batch to append: [{@code first}, {@code end}), its object, its entries; unreadable when only entries are left. */
    record Step(long first, long end, String object, List<byte[]> entries, boolean readable) {}

    /**
     * A batch above the fence is left out when its object was never stored: the platform died between keys and object, so
     * no head was signed over it and nobody holds a receipt from it.
     *
     * @throws Problem {@code recover/missing} when something between tree and fence is nowhere to be found,
     *     {@code recover/other-root} when what was found leads to another root than the fence's
     */
    List<Step> make(long size, List<byte[]> frontier, Fence.Mark fence) {
        var range = CompactRange.of(size, frontier);
        var starts = copies.batchesFrom(size);
        var steps = new ArrayList<Step>();
        requireFence(range, fence);
        int next = 0;
        while (range.size() < fence.size() || next < starts.size()) {
            if (range.size() >= fence.size() && !copies.isStored(starts.get(next))) {
                break;
            }
            var step = next < starts.size() && starts.get(next) == range.size()
                    ? batch(starts, next++, fence)
                    : unreadable(range.size(), next < starts.size() ? starts.get(next) : fence.size(), null);
            for (var entry : step.entries()) {
                range.append(Merkle.leafHash(entry));
                requireFence(range, fence);
            }
            steps.add(step);
        }
        return steps;
    }

    private Step batch(List<Long> starts, int at, Fence.Mark fence) {
        long first = starts.get(at);
        RecordCopies.Batch batch;
        try {
            batch = copies.read(first);
        } catch (Problem | Altered lost) {
            return unreadable(first, at + 1 < starts.size() ? starts.get(at + 1) : fence.size(), lost);
        }
        var records = batch.records();
        long end =
                records.isEmpty() ? first + 1 : records.get(records.size() - 1).index() + 1;
        if (at + 1 < starts.size() && end > starts.get(at + 1)) {
            throw missing("a batch at " + first + " that does not overlap the next", null);
        }
        var entries = new ArrayList<byte[]>();
        var known = records.iterator();
        var record = known.hasNext() ? known.next() : null;
        for (long index = first; index < end; index++) {
            if (record != null && record.index() == index) {
                entries.add(agreed(index, record.entry()));
                record = known.hasNext() ? known.next() : null;
            } else {
                entries.add(mirrored(index, null));
            }
        }
        return new Step(first, end, batch.object(), entries, true);
    }

    private byte[] agreed(long index, byte[] entry) {
        mirror.at(index).filter(other -> !Arrays.equals(other, entry)).ifPresent(other -> {
            throw Problem.of("recover/mirror-differs")
                    .detail("The mirror holds another entry at index %d than the record's copy commits to.", index)
                    .remedy(
                            "Nothing was written. Compare with another office's mirror; keep both for the supervisors.");
        });
        return entry;
    }

    private Step unreadable(long first, long end, RuntimeException cause) {
        if (!withoutRecords) {
            throw missing("records " + first + " to " + (end - 1), cause);
        }
        var entries = new ArrayList<byte[]>();
        for (long index = first; index < end; index++) {
            entries.add(mirrored(index, cause));
        }
        return new Step(first, end, null, entries, false);
    }

    private byte[] mirrored(long index, RuntimeException cause) {
        return mirror.at(index).orElseThrow(() -> missing("entry " + index, cause));
    }

    private Problem missing(String what, RuntimeException cause) {
        var problem = Problem.of("recover/missing")
                .detail("The copies of %s are missing%s.", what, cause == null ? "" : " (" + cause.getMessage() + ")")
                .remedy("Bring back record-keys/ and the objects below records/ from their backups"
                        + (mirror.isThere() ? "" : ", name an office's mirror with --mirror")
                        + "; --without-records appends the mirror's entries alone and gives their records up.");
        return cause == null ? problem : problem.cause(cause);
    }

    private static void requireFence(CompactRange range, Fence.Mark fence) {
        if (range.size() == fence.size() && !Arrays.equals(range.root(), fence.root())) {
            throw Problem.of("recover/other-root")
                    .detail("At size %d what was found leads to another root than the fence holds.", fence.size())
                    .remedy("Nothing was written. This database, these copies and this fence are not of one log:"
                            + " find out which is not, and do not go on.");
        }
    }
}

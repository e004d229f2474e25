package org.jianzheng.witness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The recovery's own decision of what to append again, over copies that a simulation holds. */
public final class SimulatedRecovery {
    /** A record as its copy has it. */
    public record Copied(long index, UUID id, byte[] salt, byte[] record) {}

    /** A batch that is to be appended. */
    public record Step(long first, long end, String object) {}

    private SimulatedRecovery() {}

    /**
     * @param batches by first index, of every batch whose keys are kept; null where its object is not in the store
     * @throws org.jianzheng.shared.Problem as the recovery refuses
     */
    public static List<Step> plan(
            Map<Long, List<Copied>> batches,
            Map<Long, String> names,
            long size,
            List<byte[]> frontier,
            long fence,
            byte[] fenceRoot) {
        var all = new TreeMap<>(batches);
        var copies = new RecordCopies(null, null, null, "unused") {
            @Override
            List<Long> batchesFrom(long first) {
                return List.copyOf(all.tailMap(first).keySet());
            }

            @Override
            boolean isStored(long first) {
                return all.get(first) != null;
            }

            @Override
            Batch read(long first) {
                var records = all.get(first).stream()
                        .map(one -> new CopyBundle.Copied(
                                one.index(), one.id(), new byte[0], one.salt(), one.record(), new byte[0]))
                        .toList();
                return new Batch(first, names.get(first), records);
            }
        };
        return new RecoveryPlan(copies, MirrorEntries.of(Optional.empty(), "unused"), false)
                .make(size, frontier, new Fence.Mark(fence, fenceRoot)).stream()
                        .map(step -> new Step(step.first(), step.end(), step.object()))
                        .toList();
    }
}

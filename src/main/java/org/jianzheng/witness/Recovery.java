package org.jianzheng.witness;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jianzheng.record.RecordType;
import org.jianzheng.record.StageIndex;
import org.jianzheng.record.WitnessRecord;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.TileBuilder;

/**
 * The way back after the restore of an old dump ({@code deploy/recover}, {@code docs/protocols/records.md} §10): appends
 * again, from the write-once copies and an office's mirror, what the fence says was there, in the same order, and has the
 * modules write their rows again.
 *
 * <p>All of it is found and checked against the fence's root before anything is written. Then each batch is one
 * transaction, so that a recovery killed at any moment goes on where it stood. The platform is stopped meanwhile.
 */
@ApplicationScoped
public class Recovery {
    private static final int SECONDS = 600;

    private final Database database;
    private final TileStore tiles;
    private final Sequencer sequencer;
    private final RecordCopies copies;
    private final CosignatureCopies cosignatures;
    private final Records rows;
    private final PlatformKey key;
    private final LogKey logKey;
    private final Fence fence;
    private final SelfCheck check;
    private final LogState state;
    private final List<Rebuilding> modules;

    Recovery(
            Database database,
            TileStore tiles,
            Sequencer sequencer,
            RecordCopies copies,
            CosignatureCopies cosignatures,
            Records rows,
            PlatformKey key,
            LogKey logKey,
            Fence fence,
            SelfCheck check,
            LogState state,
            Instance<Rebuilding> modules) {
        this.database = database;
        this.tiles = tiles;
        this.sequencer = sequencer;
        this.copies = copies;
        this.cosignatures = cosignatures;
        this.rows = rows;
        this.key = key;
        this.logKey = logKey;
        this.fence = fence;
        this.check = check;
        this.state = state;
        this.modules = modules.stream()
                .sorted(Comparator.comparingInt(Rebuilding::turn))
                .toList();
    }

    /**
     * What a recovery did.
     *
     * @param from entries before
     * @param to entries now
     * @param lost in words, what could not be written again
     * @param alarm why the log stays read-only, if it does
     */
    public record Outcome(long from, long to, List<String> lost, Optional<String> alarm) {}

    private record Tree(long size, byte[] root, List<byte[]> frontier) {}

    /**
     * @param mirror a copy of an office's folder
     * @param withoutRecords gives up records that cannot be read any more, as long as the mirror has their entries
     * @throws Problem {@code recover/…} when it refuses; then nothing was written
     */
    public Outcome run(Optional<Path> mirror, boolean withoutRecords) {
        requireAlone();
        check.requireSoundTables();
        var tree = tree();
        var plan = new RecoveryPlan(copies, MirrorEntries.of(mirror, logKey.origin()), withoutRecords);
        var lost = new ArrayList<String>();
        for (var step : plan.make(tree.size(), tree.frontier(), fence.read())) {
            QuarkusTransaction.requiringNew().timeout(SECONDS).run(() -> append(step, lost));
        }
        QuarkusTransaction.requiringNew().timeout(SECONDS).run(() -> {
            sign(fence.read().size());
            cosignatures.restore();
        });
        check.run();
        return new Outcome(tree.size(), tree().size(), List.copyOf(lost), state.alarm());
    }

    /** Whoever works as the platform's role at this moment, but for this process itself, is an instance that runs. */
    private void requireAlone() {
        long others = database.first(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user"
                                + " AND application_name <> current_setting('application_name')",
                        row -> row.getLong(1))
                .orElse(0L);
        if (others > 0) {
            throw Problem.of("recover/running")
                    .detail("%d connections of a running platform are open.", others)
                    .remedy("Stop every instance of the platform, then run deploy/recover again.");
        }
    }

    private Tree tree() {
        return database.first(
                        "SELECT size, root, frontier FROM witness_tree WHERE id = 1",
                        row -> new Tree(row.getLong(1), row.getBytes(2), Sequencer.hashes(row.getBytes(3))))
                .orElseThrow();
    }

    private void append(RecoveryPlan.Step step, List<String> lost) {
        database.list("SELECT 1 FROM witness_tree WHERE id = 1 FOR UPDATE", row -> true);
        if (tree().size() != step.first()) {
            throw Problem.of("recover/running")
                    .detail("The tree moved while it was recovered.")
                    .remedy("Stop every instance of the platform, then run deploy/recover again.");
        }
        var records = step.readable() ? copies.read(step.first()).records() : List.<CopyBundle.Copied>of();
        var ids = new ArrayList<UUID>();
        var known = records.iterator();
        var record = known.hasNext() ? known.next() : null;
        var fresh = new HashSet<UUID>();
        for (int i = 0; i < step.entries().size(); i++) {
            if (record != null && record.index() == step.first() + i) {
                ids.add(record.id());
                if (insert(record)) {
                    fresh.add(record.id());
                }
                record = known.hasNext() ? known.next() : null;
            } else {
                ids.add(insertErased());
                lost.add("record " + (step.first() + i) + " itself: its copy or its key is gone");
            }
        }
        grow(step, ids);
        rebuild(records, fresh, lost);
    }

    /** False when the restored dump has it: its rows then stand too, for they were committed together. */
    private boolean insert(CopyBundle.Copied copied) {
        var form = WitnessRecord.read(copied.record());
        var audience = Kept.read(copied.kept()).audience(form.type());
        var row = BoundRow.of(key, copied.id(), form.tender(), form.lot(), form.actor(), audience);
        var plain = Arrays.copyOf(copied.salt(), copied.salt().length + copied.record().length);
        System.arraycopy(copied.record(), 0, plain, copied.salt().length, copied.record().length);
        int rows = database.change(
                "INSERT INTO witness_record (id, sealed, record_key, tender, lot, actor, audience, mac, kept)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                copied.id(),
                key.encrypt(Records.SEALED, copied.id(), plain),
                key.encrypt(Records.RECORD_KEY, copied.id(), copied.recordKey()),
                row.tender(),
                row.lot(),
                row.actor(),
                row.audience(),
                row.mac(),
                copied.kept().length == 0 ? null : key.encrypt(Records.KEPT, copied.id(), copied.kept()));
        database.change("DELETE FROM witness_outbox WHERE record = ?", copied.id());
        return rows == 1;
    }

    private UUID insertErased() {
        var id = UUID.randomUUID();
        database.change(
                "INSERT INTO witness_record (id, sealed, actor, audience, mac) VALUES (?, '', ?, 0, '')",
                id,
                PlatformKey.random(32));
        return id;
    }

    private void grow(RecoveryPlan.Step step, List<UUID> ids) {
        var grown = TileBuilder.of(step.first(), tiles, tiles::addFull);
        step.entries().forEach(entry -> grown.append(Merkle.leafHash(entry)));
        var object = step.object() == null ? "records/lost-" + UUID.randomUUID() : step.object();
        sequencer.store(step.first(), ids, step.entries(), grown, object);
    }

    /**
     * Signs every head that the fence covers to the same bytes as before: Ed25519 is deterministic. Not only the recovered
     * ones, for a dump may have been taken between a batch and its signature; those above the next start finishes.
     */
    private void sign(long covered) {
        var unsigned = database.list(
                "SELECT size, root FROM witness_head WHERE note IS NULL AND size <= ? ORDER BY size",
                row -> new Fence.Mark(row.getLong(1), row.getBytes(2)),
                covered);
        for (var head : unsigned) {
            var note = logKey.sign(head.size(), head.root()).toString();
            database.change("UPDATE witness_head SET note = ? WHERE size = ?", note, head.size());
        }
    }

    private void rebuild(List<CopyBundle.Copied> records, Set<UUID> fresh, List<String> lost) {
        for (var copied : records) {
            if (fresh.contains(copied.id())) {
                var form = WitnessRecord.read(copied.record());
                var recovered = new RecoveredRecord(
                        copied.index(), form, Kept.read(copied.kept()).rows(), lost::add);
                if (form.type() == RecordType.STAGE_INDEX) {
                    rows.markListed(form.id(), form.data(StageIndex.class).entries());
                }
                modules.stream()
                        .filter(module -> module.types().contains(form.type()))
                        .forEach(module -> module.rebuild(recovered));
            }
        }
    }
}

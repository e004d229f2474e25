package org.jianzheng.witness;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.CompactRange;
import org.jianzheng.tlog.Merkle;

/**
 * What must hold before this instance writes ({@code docs/protocols/tlog.md}, gaps and rollback): the entries are as many
 * as the tree says and fold to its root, the last head is a beginning of it, the fence is a head of this database, no
 * office has seen more than it, and the platform key is the one its rows were written under. Otherwise: read-only.
 */
@ApplicationScoped
class SelfCheck {
    private final Database database;
    private final TileStore tiles;
    private final Fence fence;
    private final Offices offices;
    private final Cosigning cosigning;
    private final PlatformKey key;
    private final LogKey logKey;
    private final LogState state;

    SelfCheck(
            Database database,
            TileStore tiles,
            Fence fence,
            Offices offices,
            Cosigning cosigning,
            PlatformKey key,
            LogKey logKey,
            LogState state) {
        this.database = database;
        this.tiles = tiles;
        this.fence = fence;
        this.offices = offices;
        this.cosigning = cosigning;
        this.key = key;
        this.logKey = logKey;
        this.state = state;
    }

    private record Tree(long size, byte[] root, byte[] frontier) {}

    void run() {
        logKey.vkey();
        foreignKey().ifPresent(state::stop);
        QuarkusTransaction.requiringNew().run(this::checkTables);
        if (!state.isReadOnly()) {
            checkOffices();
        }
    }

    /** What a recovery builds on: only the tail may be missing, not a bit inside. */
    void requireSoundTables() {
        QuarkusTransaction.requiringNew()
                .call(() -> foreignKey().or(() -> unsound(tree())))
                .ifPresent(reason -> {
                    throw Problem.of("recover/unsound")
                            .detail("%s", reason)
                            .remedy("Restore another dump, or the key that belongs to it; nothing was written.");
                });
    }

    private void checkTables() {
        var tree = tree();
        unsound(tree).ifPresent(state::stop);
        if (!state.isReadOnly()) {
            checkFence(tree);
        }
    }

    private Tree tree() {
        // Shared with other starting instances; nobody sequences meanwhile, so that all tables are of one moment.
        return database.first(
                        "SELECT size, root, frontier FROM witness_tree WHERE id = 1 FOR SHARE",
                        row -> new Tree(row.getLong(1), row.getBytes(2), row.getBytes(3)))
                .orElseThrow();
    }

    private Optional<String> foreignKey() {
        var check = key.lookup("witness/key-check");
        database.change("UPDATE witness_tree SET key_check = ? WHERE id = 1 AND key_check IS NULL", check);
        var stored = database.first("SELECT key_check FROM witness_tree WHERE id = 1", row -> row.getBytes(1));
        return Arrays.equals(stored.orElse(null), check)
                ? Optional.empty()
                : Optional.of(
                        "platform.key is not the key that this database was written under. Restore it from its backup.");
    }

    private Optional<String> unsound(Tree tree) {
        long count = database.first(
                        "SELECT count(*), coalesce(max(idx) + 1, 0) FROM witness_entry",
                        row -> row.getLong(1) == row.getLong(2) ? row.getLong(1) : -1)
                .orElseThrow();
        if (count != tree.size()) {
            return Optional.of("The tree has " + tree.size() + " entries, the table "
                    + (count < 0 ? "has a gap." : "has " + count + "."));
        }
        var folded =
                CompactRange.of(tree.size(), Sequencer.hashes(tree.frontier())).root();
        if (!Arrays.equals(folded, tree.root())
                || !Arrays.equals(Merkle.root(tree.size(), tiles.hashes(tree.size())), tree.root())) {
            return Optional.of("The entries or the frontier do not fold to the root at size " + tree.size() + ".");
        }
        var last = database.first(
                "SELECT size, root FROM witness_head ORDER BY size DESC LIMIT 1",
                row -> new Fence.Mark(row.getLong(1), row.getBytes(2)));
        // A head is written with its batch, so the last one is the tree's own.
        boolean fits =
                last.isPresent() ? last.get().sameAs(new Fence.Mark(tree.size(), tree.root())) : tree.size() == 0;
        return fits
                ? Optional.empty()
                : Optional.of("The last head is not that of the tree's " + tree.size() + " entries.");
    }

    private void checkFence(Tree tree) {
        var mark = fence.read();
        if (mark.size() > tree.size()) {
            state.stop("The fence stands at " + mark.size() + ", above the tree's " + tree.size()
                    + " entries: the database lost its tail. deploy/recover brings it back.");
        } else if (!Arrays.equals(Merkle.root(mark.size(), tiles.hashes(tree.size())), mark.root())) {
            state.stop("The fence's root at size " + mark.size() + " is not that of this database.");
        }
    }

    private void checkOffices() {
        offices.members().parallelStream().map(Offices.Member::office).forEach(office -> {
            if (cosigning.showsAnotherHistory(office)) {
                state.stop(office.name() + " has cosigned a head of this log that this database does not have.");
            }
        });
    }
}

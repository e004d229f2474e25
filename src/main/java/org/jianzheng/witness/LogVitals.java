package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * What monitoring may know of the log: whether it is well, and how far it has been published. Nothing here counts what is
 * not published, for that would show how many bids come in.
 */
@ApplicationScoped
public class LogVitals {
    private final LogState state;
    private final Fence fence;
    private final Heads heads;
    private final Offices offices;
    private final Database database;
    private final AtomicLong highestMark = new AtomicLong();

    LogVitals(LogState state, Fence fence, Heads heads, Offices offices, Database database) {
        this.state = state;
        this.fence = fence;
        this.heads = heads;
        this.offices = offices;
        this.database = database;
    }

    /** How far the log is published, and who did not take part in the newest checkpoint. */
    public record Progress(long published, boolean behind, Set<String> silentOffices) {}

    /** Why the log takes no records: the self-check at the start, or what stopped it since. */
    public Optional<String> alarm() {
        return state.alarm();
    }

    /** What is wrong with the fence; it is read under its lock, so that a folder that cannot be written is found too. */
    public Optional<String> fenceTrouble() {
        long mark = fence.read().size();
        // Read after the fence: it is never ahead of the tree that it was taken from.
        if (mark > treeSize()) {
            return Optional.of("stands above the tree: the database lost its tail");
        }
        boolean setBack = mark < highestMark.getAndAccumulate(mark, Math::max);
        return setBack ? Optional.of("was set back while this instance ran") : Optional.empty();
    }

    public Progress progress() {
        long published = heads.latestPublished().map(SignedHead::size).orElse(0L);
        var cosigned = heads.linesOf(published).stream().map(Heads.Line::office).collect(Collectors.toSet());
        var silent = new TreeSet<String>();
        if (published > 0) {
            names().filter(name -> !cosigned.contains(name)).forEach(silent::add);
        }
        return new Progress(published, treeSize() > published, silent);
    }

    /** The offices of the policy, by the names of the trust folder. */
    public Set<String> officeNames() {
        return names().collect(Collectors.toCollection(TreeSet::new));
    }

    private java.util.stream.Stream<String> names() {
        return offices.members().stream().map(member -> member.office().name());
    }

    private long treeSize() {
        return database.first("SELECT size FROM witness_tree WHERE id = 1", row -> row.getLong(1))
                .orElseThrow();
    }
}

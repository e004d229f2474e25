package org.jianzheng.witness;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jianzheng.shared.SandboxClock;

/**
 * Asks the offices for their cosignatures and publishes a checkpoint once the policy's quorum has given them: each second
 * if the log grew, else every ten minutes, so that a reader can tell a quiet log from a dead one.
 */
@ApplicationScoped
class Publisher {
    private static final Duration REPEAT = Duration.ofMinutes(10);
    private static final int SECONDS = 15;

    private final Database database;
    private final Heads heads;
    private final Offices offices;
    private final Cosigning cosigning;
    private final CosignatureCopies copies;
    private final LogState state;
    private final Clock clock;
    private final Clock system = Clock.systemUTC();

    Publisher(
            Database database,
            Heads heads,
            Offices offices,
            Cosigning cosigning,
            CosignatureCopies copies,
            LogState state,
            Clock clock) {
        this.database = database;
        this.heads = heads;
        this.offices = offices;
        this.cosigning = cosigning;
        this.copies = copies;
        this.state = state;
        this.clock = clock;
    }

    /** One round on whichever instance comes first; true when a checkpoint was published. */
    boolean round() {
        // While a rehearsal's clock moves, an office could give a time that others have not reached.
        if (state.isReadOnly() || clock instanceof SandboxClock sandbox && !sandbox.settled()) {
            return false;
        }
        return QuarkusTransaction.requiringNew().timeout(SECONDS).call(() -> {
            database.limitThisTransaction();
            var due = database.first(
                    "SELECT due FROM witness_turn WHERE name = 'publish' FOR UPDATE SKIP LOCKED",
                    row -> row.getLong(1));
            return due.isPresent() && publishIfGrownOr(due.get() <= system.millis());
        });
    }

    private boolean publishIfGrownOr(boolean repeat) {
        var head = heads.latestSigned();
        if (head.isEmpty()) {
            return false;
        }
        boolean grown = heads.latestPublished().stream()
                .noneMatch(published -> published.size() == head.get().size());
        return (grown || repeat) && publish(head.get(), grown);
    }

    private boolean publish(SignedHead head, boolean grown) {
        var have = grown ? heads.linesOf(head.size()) : List.<Heads.Line>of();
        var already = have.stream().map(Heads.Line::office).collect(Collectors.toSet());
        var fresh = cosigning.ask(
                head,
                offices.members().stream()
                        .filter(member -> !already.contains(member.office().name()))
                        .toList());
        // Outside the database first: a deadline is closed by cosignatures that cannot be asked for again.
        copies.write(head, fresh);
        fresh.forEach(heads::keep);
        // The latest line of each office: on a repeat these are the fresh ones.
        var lines = heads.latestLinesOf(head.size());
        if (state.isReadOnly()
                || !offices.isQuorum(lines.stream().map(Heads.Line::office).collect(Collectors.toSet()))) {
            Log.debugf("Checkpoint %d waits for its quorum", head.size());
            return false;
        }
        var note = new StringBuilder(head.note());
        lines.forEach(line -> note.append(line.line()));
        database.change("INSERT INTO witness_published (size, note) VALUES (?, ?)", head.size(), note.toString());
        database.change("UPDATE witness_turn SET due = ? WHERE name = 'publish'", system.millis() + REPEAT.toMillis());
        return true;
    }
}

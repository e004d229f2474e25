package org.jianzheng.web;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.identity.Caller;
import org.jianzheng.identity.Role;
import org.jianzheng.record.Instants;
import org.jianzheng.record.RecordType;
import org.jianzheng.shared.NextDeadline;
import org.jianzheng.shared.Problem;
import org.jianzheng.witness.NewRecord;
import org.jianzheng.witness.WitnessLog;

/**
 * Moves a rehearsal's time ({@code docs/protocols/records.md} §11): logged first, never across a deadline, done when
 * every process follows.
 */
@ApplicationScoped
class SandboxMoves {
    /** A move ends this long before a deadline, which is then passed at real speed so that the grace holds. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final int PATIENCE_SECONDS = 15;

    private final Sandbox sandbox;
    private final WitnessLog witness;
    private final List<NextDeadline> deadlines;

    SandboxMoves(Sandbox sandbox, WitnessLog witness, @All List<NextDeadline> deadlines) {
        this.sandbox = sandbox;
        this.witness = witness;
        this.deadlines = deadlines;
    }

    /** Moves to {@code target}; returns now after the move, once every process follows. */
    Instant move(Caller caller, Instant target) {
        if (sandbox.clock().isEmpty()) {
            throw Problem.of("web/no-sandbox")
                    .status(404)
                    .detail("This platform runs on real time.")
                    .remedy("Start it with jianzheng.sandbox.dir to rehearse.");
        }
        caller.require(Role.TRADING_CENTRE);
        sandbox.exclusively(() -> {
            var now = sandbox.now();
            refuseBackwards(now, target);
            QuarkusTransaction.requiringNew().run(() -> {
                earliestDeadline(now).ifPresent(deadline -> refuseBeyond(deadline, target));
                var data = Map.of("from", Instants.format(now), "to", Instants.format(target));
                witness.append(
                        NewRecord.byActor(RecordType.SANDBOX_MOVED, null, null, caller.actor(), now, data, null));
            });
            sandbox.clock().orElseThrow().moveTo(target);
        });
        if (!sandbox.awaitSettled(PATIENCE_SECONDS)) {
            throw Problem.of("web/sandbox-unsettled")
                    .status(503)
                    .detail("The move is done, but a process with a fresh heartbeat does not follow it yet.")
                    .remedy("Look into the heartbeat folder of the sandbox for the process that lags.");
        }
        return sandbox.now();
    }

    private Optional<Instant> earliestDeadline(Instant now) {
        return deadlines.stream().flatMap(next -> next.after(now).stream()).min(Instant::compareTo);
    }

    private static void refuseBackwards(Instant now, Instant target) {
        if (target.isBefore(now)) {
            throw Problem.of("shared/sandbox-backwards")
                    .status(409)
                    .field("to")
                    .detail("The sandbox stands at %s and cannot go back to %s.", now, target)
                    .remedy("Choose a later instant.");
        }
    }

    private static void refuseBeyond(Instant deadline, Instant target) {
        if (target.isAfter(deadline.minus(MARGIN))) {
            throw Problem.of("web/sandbox-deadline")
                    .status(409)
                    .field("to")
                    .detail(
                            "A lot has its deadline at %s and is not closed; a move must end by %s.",
                            Instants.format(deadline), Instants.format(deadline.minus(MARGIN)))
                    .remedy("Move to before it and let the deadline and its grace pass at real speed.");
        }
    }
}

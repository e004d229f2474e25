package org.jianzheng.witness;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jianzheng.record.RecordType;

/**
 * Records that say nothing, written while any lot accepts bids, so that the log's growth does not show how many bids came
 * in ({@code docs/protocols/records.md} §2).
 *
 * <p>Exponentially distributed over system time with a mean of 20 s for all instances together: the next time stands in
 * the database. One submission makes one entry, so one cover record does.
 */
@ApplicationScoped
class CoverRecords {
    private static final long MEAN_MILLIS = 20_000;
    /** Between a short and a long submission statement with its signature and certificate. */
    private static final int SHORTEST = 2_000;

    private static final int SPREAD = 2_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final WitnessLog log;
    private final LogState state;
    private final Predicate<Instant> accepting;
    private final Clock clock;
    // Not the sandbox's: an observer sees system time.
    private final Clock system;
    private final RandomGenerator random;
    private long notBefore;

    @Inject
    CoverRecords(Database database, WitnessLog log, LogState state, Instance<AcceptingLots> lots, Clock clock) {
        this(
                database,
                log,
                state,
                now -> lots.stream().anyMatch(module -> module.any(now)),
                clock,
                Clock.systemUTC(),
                RANDOM);
    }

    CoverRecords(
            Database database,
            WitnessLog log,
            LogState state,
            Predicate<Instant> accepting,
            Clock clock,
            Clock system,
            RandomGenerator random) {
        this.database = database;
        this.log = log;
        this.state = state;
        this.accepting = accepting;
        this.clock = clock;
        this.system = system;
        this.random = random;
    }

    /** Asks the database only when this instance's last known time has come. */
    void writeIfDue() {
        long now = system.millis();
        if (now >= notBefore && !state.isReadOnly()) {
            notBefore = QuarkusTransaction.requiringNew().call(() -> writeIfDue(now));
        }
    }

    private long writeIfDue(long now) {
        database.limitThisTransaction();
        var due = database.first(
                "SELECT due FROM witness_turn WHERE name = 'cover' FOR UPDATE SKIP LOCKED", row -> row.getLong(1));
        if (due.isEmpty() || due.get() > now) {
            return due.orElse(now + MEAN_MILLIS / 100);
        }
        long next = now + nextWait(random);
        database.change("UPDATE witness_turn SET due = ? WHERE name = 'cover'", next);
        var instant = clock.instant();
        // The first time ever is drawn, not now: a start must not show itself.
        if (due.get() > 0 && accepting.test(instant)) {
            log.append(NewRecord.byPlatform(RecordType.LOG_COVER, null, null, instant, cover()));
        }
        return next;
    }

    static long nextWait(RandomGenerator random) {
        return (long) Math.ceil(-Math.log(1 - random.nextDouble()) * MEAN_MILLIS);
    }

    private static Map<String, String> cover() {
        var random = PlatformKey.random(SHORTEST + RANDOM.nextInt(SPREAD));
        return Map.of("random", Base64.getEncoder().encodeToString(random));
    }
}

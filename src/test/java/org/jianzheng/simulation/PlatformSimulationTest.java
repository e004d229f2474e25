package org.jianzheng.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import java.util.EnumMap;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.jianzheng.simulation.PlatformSimulation.Broken;
import org.jianzheng.simulation.PlatformSimulation.End;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Plays {@code -Djianzheng.seeds=N} seeds (200), or the one that {@code -Djianzheng.seed=S} names: a failure prints its
 * seed, and that seed plays it again.
 */
class PlatformSimulationTest {
    private static final SimPeople PEOPLE = new SimPeople();
    private static final int SEEDS = Integer.getInteger("jianzheng.seeds", 200);

    /** As the platform signs where the machine can: two thirds of a run were the JDK's own ECDSA. */
    @BeforeAll
    static void signInNativeCode() {
        var provider = AmazonCorrettoCryptoProvider.INSTANCE;
        if (provider.getLoadingError() == null) {
            Security.insertProviderAt(provider, 1);
        }
    }

    @AfterAll
    static void leaveTheOtherTestsTheJdksOwn() {
        Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
    }

    @Test
    void everyInvariantHoldsWhateverFails() {
        var one = Optional.ofNullable(Long.getLong("jianzheng.seed"));
        var ends = new ConcurrentHashMap<End, Integer>();
        one.map(LongStream::of)
                .orElseGet(() -> LongStream.rangeClosed(1, SEEDS))
                .parallel()
                .forEach(seed -> ends.merge(run(seed, Mutant.NONE), 1, Integer::sum));
        if (one.isEmpty()) {
            var report = "of " + SEEDS + " runs: " + new EnumMap<>(ends);
            assertTrue(
                    ends.getOrDefault(End.REPLAYED, 0) * 4 > SEEDS, "many runs must come to their replay, " + report);
        }
    }

    @Test
    void aSeedPlaysTheSameRunAgain() {
        for (long seed = 1; seed <= 3; seed++) {
            assertEquals(run(seed, Mutant.NONE), run(seed, Mutant.NONE), "seed " + seed);
        }
    }

    /** It must be able to fail: each planted bug breaks the invariant that is there for it, within a few seeds. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            COUNTS_A_REPEATED_BID_AGAIN,   no acknowledged bid lost or doubled
            IGNORES_FENCE_AND_OFFICES,     the log only grows and every cosigner agrees
            RECOVERS_THE_LOG_ONLY,         no acknowledged bid lost or doubled
            GIVES_RECEIPTS_BEFORE_THE_LOG, no receipt without inclusion
            READS_THE_CLOCK_TOO_EARLY,     no bid is late
            KEEPS_PLAIN_FORMS,             no bid readable before deadline and quorum
            HIDES_A_ROW,                   replay passes
            """)
    void aPlantedBugIsFound(Mutant mutant, String invariant) {
        var others = new TreeSet<String>();
        for (long seed = 1; seed <= 40; seed++) {
            try {
                PlatformSimulation.run(PEOPLE, seed, mutant);
            } catch (Broken broken) {
                if (broken.invariant().equals(invariant)) {
                    return;
                }
                others.add(broken.invariant());
            }
        }
        fail(mutant + " did not break '" + invariant + "', only " + others);
    }

    /** Two lists put before the same offices: one of them opens or none, and the lot then waits; never both. */
    @Test
    void aSecondListFindsNoQuorum() {
        LongStream.rangeClosed(1, 10).parallel().forEach(seed -> {
            try {
                PlatformSimulation.run(PEOPLE, seed, Mutant.MAKES_A_SECOND_LIST);
            } catch (Broken broken) {
                assertEquals("it goes on", broken.invariant(), "seed " + seed + ": " + broken.getMessage());
            }
        });
    }

    private static End run(long seed, Mutant mutant) {
        try {
            return PlatformSimulation.run(PEOPLE, seed, mutant);
        } catch (Broken | RuntimeException broken) {
            throw new AssertionError(
                    "Seed " + seed + " (" + mutant + "): " + broken.getMessage()
                            + "\nAgain: mvn test -Dtest=PlatformSimulationTest -Djianzheng.seed=" + seed,
                    broken);
        }
    }
}

package org.jianzheng.demo;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What is done to the processes, their disk, their lines and their clock. Each is healed by {@link ChaosWorld#heal}. */
enum ChaosFault {
    KILL_AN_INSTANCE("kill -9 an instance") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            pick(world.platformProcesses(), dice).kill();
        }
    },
    KILL_BOTH_INSTANCES("kill -9 both instances") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            world.stopPlatforms();
        }
    },
    FREEZE_AN_INSTANCE("stop an instance for 4 s (SIGSTOP)") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            freeze(pick(world.platformProcesses(), dice), 4_000);
        }
    },
    FREEZE_THE_STORES("stop the object store for 3 s (SIGSTOP)") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            freeze(world.house.storesProcess(), 3_000);
        }
    },
    KILL_AN_OFFICE("kill -9 an office") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            world.house.officeProcess(pick(DemoWorld.OFFICES, dice)).kill();
        }
    },
    FREEZE_AN_OFFICE("stop an office for 6 s (SIGSTOP)") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            freeze(world.house.officeProcess(pick(DemoWorld.OFFICES, dice)), 6_000);
        }
    },
    RESTART_THE_DATABASE("kill -9 PostgreSQL and start it again") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            long pid = world.database();
            if (pid > 0) {
                ChaosWorld.run("kill", "-9", Long.toString(pid));
            }
            // The process around it ends by itself then; the next start of the stores recovers the data folder.
            PlayedTender.await(
                    "the end of the stores", () -> !world.house.storesProcess().isAlive());
        }
    },
    KILL_THE_STORES("kill -9 the stores' process") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            world.house.storesProcess().kill();
        }
    },
    SLOW_LINES("every line slow by 150 ms a piece, for 6 s") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            world.lines.values().forEach(line -> line.slow(150));
            Demo.pause(Duration.ofSeconds(6));
        }
    },
    CUT_A_LINE("one line cut for 4 s") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            pick(List.copyOf(world.lines.values()), dice).cut();
            Demo.pause(Duration.ofSeconds(4));
        }
    },
    FULL_DISK("the platform's disk full for 5 s") {
        @Override
        void strike(ChaosWorld world, Random dice) {
            world.fillTheDisk();
            Demo.pause(Duration.ofSeconds(5));
        }

        @Override
        boolean isPossible(ChaosWorld world) {
            return world.canFillTheDisk();
        }
    };

    /** Those that are over in a moment: around a deadline nothing may be lost by them. */
    static final List<ChaosFault> LIGHT = List.of(KILL_AN_INSTANCE, KILL_AN_OFFICE, FREEZE_AN_OFFICE);

    private final String words;

    ChaosFault(String words) {
        this.words = words;
    }

    abstract void strike(ChaosWorld world, Random dice);

    boolean isPossible(ChaosWorld world) {
        return true;
    }

    static <T> T pick(List<T> all, Random dice) {
        return all.get(dice.nextInt(all.size()));
    }

    private static void freeze(ChildProcess process, int millis) {
        process.signal("STOP");
        Demo.pause(Duration.ofMillis(millis));
        process.signal("CONT");
    }

    @Override
    public String toString() {
        return words;
    }
}

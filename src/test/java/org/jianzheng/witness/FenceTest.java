package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FenceTest {
    @TempDir
    Path folder;

    @Test
    void standsAtTheEmptyLogFirst() {
        assertEquals(0, fence().read().size());
    }

    @Test
    void onlyRisesAndTakesTheSameHeadAgain() {
        assertTrue(fence().advance(mark(5, 1)));
        assertTrue(fence().advance(mark(5, 1)), "a crash after the fence is healed by doing it again");
        assertFalse(fence().advance(mark(5, 2)), "two heads of one size");
        assertFalse(fence().advance(mark(4, 1)), "below");
        assertTrue(fence().advance(mark(6, 3)));
        assertTrue(fence().read().sameAs(mark(6, 3)));
    }

    @Test
    void letsOneOfTwoHeadsOfTheSameSizePassWhenInstancesRace() throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        try {
            for (long size : LongStream.range(1, 40).toArray()) {
                Future<Boolean> one = pool.submit(() -> fence().advance(mark(size, 1)));
                Future<Boolean> two = pool.submit(() -> fence().advance(mark(size, 2)));
                assertTrue(one.get() ^ two.get());
            }
        } finally {
            pool.shutdown();
        }
    }

    private Fence fence() {
        return new Fence(folder.toString());
    }

    private static Fence.Mark mark(long size, int fill) {
        var root = new byte[32];
        Arrays.fill(root, (byte) fill);
        return new Fence.Mark(size, root);
    }
}

package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CopyBundleTest {
    private static final UUID ID = new UUID(1, 2);
    private final byte[] key = PlatformKey.random(32);
    private final byte[] plain = PlatformKey.random(50);

    @Test
    void givesBackRecordSaltAndWhatWasKept() {
        var copied = CopyBundle.read(bundle()).open(7, ID, key);
        assertArrayEquals(Arrays.copyOf(plain, 32), copied.salt());
        assertArrayEquals(Arrays.copyOfRange(plain, 32, 50), copied.record());
        assertArrayEquals(new byte[] {1, 2}, copied.kept());
    }

    @Test
    void isTheSameBytesEachTime() {
        assertArrayEquals(bundle(), bundle());
    }

    @Test
    void everyFlippedOrMissingByteIsFound() {
        var good = bundle();
        for (int i = 0; i < good.length; i++) {
            var bad = good.clone();
            bad[i] ^= 1;
            assertThrows(Altered.class, () -> CopyBundle.read(bad).open(7, ID, key), "byte " + i);
        }
        for (int length = 0; length < good.length; length++) {
            var bad = Arrays.copyOf(good, length);
            assertThrows(Altered.class, () -> CopyBundle.read(bad).open(7, ID, key), "length " + length);
        }
    }

    @Test
    void opensOnlyAtItsIndexWithItsKey() {
        var bundle = CopyBundle.read(bundle());
        assertEquals(7, bundle.open(7, ID, key).index());
        assertThrows(Altered.class, () -> bundle.open(8, ID, key));
        assertThrows(Altered.class, () -> bundle.open(7, ID, PlatformKey.random(32)));
    }

    private byte[] bundle() {
        var writer = new CopyBundle.Writer();
        writer.add(7, key, plain, new byte[] {1, 2});
        return writer.bytes();
    }
}

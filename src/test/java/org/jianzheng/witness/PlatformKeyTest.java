package org.jianzheng.witness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformKeyTest {
    @TempDir
    Path folder;

    @Test
    void survivesARestart() {
        var sealed = key(folder).encrypt("bids", "row 1", new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, key(folder).decrypt("bids", "row 1", sealed));
        assertArrayEquals(key(folder).lookup("lot", "x"), key(folder).lookup("lot", "x"));
    }

    @Test
    void refusesBytesOfAnotherRowPurposeOrKeyOrAltered() {
        var key = key(folder);
        var sealed = key.encrypt("bids", "row 1", new byte[32]);
        assertThrows(IllegalStateException.class, () -> key.decrypt("bids", "row 2", sealed));
        assertThrows(IllegalStateException.class, () -> key.decrypt("names", "row 1", sealed));
        assertThrows(
                IllegalStateException.class, () -> key(folder.resolve("other")).decrypt("bids", "row 1", sealed));
        sealed[20] ^= 1;
        assertThrows(IllegalStateException.class, () -> key.decrypt("bids", "row 1", sealed));
    }

    @Test
    void findsNothingAcrossPurposesOrShiftedParts() {
        var key = key(folder);
        assertFalse(Arrays.equals(key.lookup("lot", "a"), key.lookup("tender", "a")));
        assertFalse(Arrays.equals(key.lookup("lot", "ab", "c"), key.lookup("lot", "a", "bc")));
    }

    @Test
    void neverEncryptsToTheSameBytes() {
        var key = key(folder);
        assertFalse(Arrays.equals(key.encrypt("bids", "row", new byte[8]), key.encrypt("bids", "row", new byte[8])));
    }

    private static PlatformKey key(Path folder) {
        var key = new PlatformKey(folder.toString());
        key.load();
        return key;
    }
}

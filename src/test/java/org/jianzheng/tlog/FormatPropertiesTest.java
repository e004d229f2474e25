package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jianzheng.shared.Problem;

/** One spelling per meaning: what was written reads back, what was changed is refused. */
class FormatPropertiesTest {
    @Property
    void readsBackEveryPath(@ForAll @LongRange(min = 0) long index) {
        var path = new TilePath((int) (index % 64), index, (int) (index % 256) + 1);
        assertEquals(path, TilePath.parse(path.toString()));
    }

    @Property(tries = 3000)
    void isRefusedWithAnyOneByteChanged(
            @ForAll @IntRange(max = 4000) int place, @ForAll @IntRange(min = 1, max = 255) int change) {
        var bytes = TlogProofTest.PROOF.bytes();
        bytes[place % bytes.length] ^= (byte) change;
        try {
            TlogProof.parse(bytes).verify(TlogProofTest.TREE.entry(17), PolicyTest.TWO_OF_THREE);
        } catch (Problem e) {
            assertTrue(e.slug().startsWith("tlog/"));
            return;
        }
        fail("Byte " + place % bytes.length + " changed by " + change + " went unnoticed");
    }
}

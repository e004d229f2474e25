package org.jianzheng.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jianzheng.shared.Problem;

class CanonicalPropertyTest {
    private static final long EXACT = (1L << 53) - 1;

    @Property(tries = 300)
    void readingAndWritingAgainChangesNothing(@ForAll("values") Object value) {
        var bytes = Canonical.write(value);
        var read = Canonical.read(bytes, JsonNode.class);
        assertArrayEquals(bytes, Canonical.write(read));
        assertEquals(Canonical.tree(value), read);
    }

    @Property(tries = 300)
    void aChangedByteIsRefusedOrSaysSomethingElse(@ForAll("values") Object value, @ForAll int at, @ForAll byte flip) {
        var bytes = Canonical.write(value);
        var changed = bytes.clone();
        changed[Math.floorMod(at, bytes.length)] ^= flip;
        if (Arrays.equals(bytes, changed)) {
            return;
        }
        JsonNode read;
        try {
            read = Canonical.read(changed, JsonNode.class);
        } catch (Problem refused) {
            return;
        }
        assertArrayEquals(changed, Canonical.write(read));
        assertNotEquals(Canonical.tree(value), read);
    }

    @Provide
    Arbitrary<Object> values() {
        // Every character but halves of surrogate pairs, which no well-formed text holds.
        Arbitrary<String> texts = Arbitraries.strings()
                .withCharRange('\0', '\ud7ff')
                .withCharRange('\ue000', '\uffff')
                .ofMaxLength(12);
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                texts.asGeneric(),
                Arbitraries.longs().between(-EXACT, EXACT).asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.just("😀").asGeneric());
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(4).asGeneric(),
                        Arbitraries.maps(texts, inner).ofMaxSize(4).asGeneric()),
                0,
                3);
    }
}

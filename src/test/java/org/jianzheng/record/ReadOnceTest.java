package org.jianzheng.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadOnceTest {
    private final List<String> readings = new ArrayList<>();
    private final ReadOnce<String> once = new ReadOnce<>(2, this::read);

    private String read(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.US_ASCII);
        readings.add(text);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("nothing to read");
        }
        return text;
    }

    private void ask(String... texts) {
        for (var text : texts) {
            assertEquals(text, once.read(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Test
    void readsEqualBytesOnce() {
        ask("a", "a", "b", "a");
        assertEquals(List.of("a", "b"), readings);
    }

    @Test
    void forgetsWhatWasUnusedForLongest() {
        ask("a", "b", "a", "c", "a", "b");
        assertEquals(List.of("a", "b", "c", "b"), readings);
    }

    @Test
    void refusesAgainWhatWasRefused() {
        assertThrows(IllegalArgumentException.class, () -> once.read(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> once.read(new byte[0]));
        assertEquals(List.of("", ""), readings);
    }
}

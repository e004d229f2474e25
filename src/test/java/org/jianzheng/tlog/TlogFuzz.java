package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.jianzheng.Fuzzed;

/** What comes from a log that nobody has to believe; what is read is written back as it was. */
class TlogFuzz {
    @FuzzTest(maxDuration = "60s")
    void checkpoint(byte[] bytes) {
        Fuzzed.reads(() -> Checkpoint.parse(text(bytes)).text());
    }

    @FuzzTest(maxDuration = "60s")
    void note(byte[] bytes) {
        Fuzzed.reads(() -> assertArrayEquals(bytes, SignedNote.parse(bytes).bytes()));
    }

    @FuzzTest(maxDuration = "60s")
    void proof(byte[] bytes) {
        Fuzzed.reads(() -> {
            var proof = TlogProof.parse(bytes);
            assertArrayEquals(proof.bytes(), TlogProof.parse(proof.bytes()).bytes());
            proof.leadsFrom(new byte[32]);
        });
    }

    @FuzzTest(maxDuration = "60s")
    void addCheckpoint(byte[] bytes) {
        Fuzzed.reads(() -> {
            var request = AddCheckpoint.parse(bytes);
            request.head();
            request.leadsFrom(new byte[32]);
        });
    }

    @FuzzTest(maxDuration = "60s")
    void bundle(byte[] bytes) {
        Fuzzed.reads(() -> assertArrayEquals(bytes, EntryBundle.encode(EntryBundle.decode(bytes))));
    }

    @FuzzTest(maxDuration = "60s")
    void policy(byte[] bytes) {
        Fuzzed.reads(() -> Policy.parse(text(bytes)).bytes());
    }

    @FuzzTest(maxDuration = "60s")
    void path(byte[] bytes) {
        Fuzzed.reads(() -> assertEquals(text(bytes), TilePath.parse(text(bytes)).toString()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

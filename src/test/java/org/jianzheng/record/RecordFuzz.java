package org.jianzheng.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import org.jianzheng.Fuzzed;

/** Signed and canonical forms, before anybody's signature has been checked. */
class RecordFuzz {
    @FuzzTest(maxDuration = "60s")
    void cms(byte[] bytes) {
        Fuzzed.reads(() -> Cms.verify(bytes));
    }

    @FuzzTest(maxDuration = "60s")
    void statement(byte[] bytes) {
        Fuzzed.reads(
                () -> assertArrayEquals(bytes, SubmissionStatement.read(bytes).bytes()));
    }

    @FuzzTest(maxDuration = "60s")
    void canonical(byte[] bytes) {
        Fuzzed.reads(() -> assertArrayEquals(bytes, Canonical.write(Canonical.read(bytes, JsonNode.class))));
    }

    @FuzzTest(maxDuration = "60s")
    void act(byte[] bytes) {
        Fuzzed.reads(() -> assertArrayEquals(bytes, Act.read(bytes).bytes()));
    }

    @FuzzTest(maxDuration = "60s")
    void certificate(byte[] bytes) {
        Fuzzed.reads(() -> Subject.of(Certificates.read(bytes)));
    }
}

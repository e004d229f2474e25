package org.jianzheng.witness;

import java.util.concurrent.CompletionStage;

/**
 * How the log reaches the offices' cosigners; by default HTTP to the office's url (C2SP tlog-witness), replaced by a bean
 * that also serves offices which only dial out.
 */
public interface Cosigners {
    /** The office's answer as the protocol has it: 200 with signature lines, 409 with the size it knows, or a refusal. */
    record Answer(int status, String body) {}

    /** Posts an add-checkpoint request; fails exceptionally when the office is silent for two seconds. */
    CompletionStage<Answer> addCheckpoint(Office office, byte[] body);

    /** The last checkpoint that the office cosigned for the log {@code origin}; 404 when none. */
    CompletionStage<Answer> lastCheckpoint(Office office, String origin);
}

package org.jianzheng.witness;

/**
 * Proof that a record is in the log.
 *
 * @param checkpoint the signed note that {@code proof} leads to: log-signed, and cosigned when it was asked so
 * @param proof the whole C2SP tlog-proof text, checkpoint included, as a receipt carries it
 */
public record Inclusion(long index, String checkpoint, String proof) {}

/**
 * The public formats of the witness log (见证日志): hashes, proofs, tiles, signed notes, checkpoints, cosignatures,
 * receipts' proofs, policies, and the offline verifier.
 *
 * <p>Guarantees: what is written here other C2SP tools read; reading refuses whatever is not the one spelling of what it
 * says; nothing is trusted that was not re-derived or verified. Pure. Formats: {@code docs/protocols/tlog.md}.
 */
package org.jianzheng.tlog;

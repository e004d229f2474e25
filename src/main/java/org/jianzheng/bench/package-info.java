/**
 * The bench: measures this system beside reference tools in the same run and prints one table (`deploy/bench`).
 *
 * <p>Guarantees: every figure was measured in this very run, a reference that could not be measured is never counted as
 * reached, and databases work with fsync, ours and the reference's alike. An installation uses none of it.
 * {@code docs/PERFORMANCE.md} says what each line means.
 */
package org.jianzheng.bench;

/**
 * Verifies a case file offline: no platform, no network, no database, and nothing believed but the reader's trust folder.
 *
 * <p>Guarantee: exit code 0 means that every file of the archive is named by hash in a proved record, or verified by
 * signature or proof, or regenerated and compared; and that nothing a stage index lists is absent but what the law
 * withholds. See {@code docs/protocols/casefile.md} and {@code docs/protocols/records.md} §8.
 */
package org.jianzheng.replay;

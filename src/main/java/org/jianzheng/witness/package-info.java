/**
 * The witness log (见证日志): records appended in the business transaction, given an index by one sequencer at a time,
 * covered by fenced and signed checkpoints that independent offices cosign, and shown to whoever may see them.
 *
 * <p>Guarantees: a record exists iff its business change does; an index is never given twice, skipped or changed; no two
 * heads of one size are ever signed; nothing is published without the policy's quorum; a record is shown only to its
 * audience, which only widens. Bytes: {@code docs/protocols/records.md}, {@code docs/protocols/tlog.md}.
 *
 * <p>Not trusted: whoever can modify these tables can stop the service or lose a record whose receipt convicts them, but
 * not read a bidder's name, make the platform show one, or rewrite what was cosigned.
 */
package org.jianzheng.witness;

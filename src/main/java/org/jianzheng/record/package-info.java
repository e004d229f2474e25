/**
 * The forms of the witnessed record: canonical bytes, acts, records, commitments, receipts, close lists, stage indexes,
 * the trust folder.
 *
 * <p>Guarantees: each form exists once; reading refuses whatever is not the one spelling of what it says. Pure. Bytes:
 * {@code docs/protocols/records.md}.
 */
package org.jianzheng.record;

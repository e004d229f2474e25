/**
 * Projects, tenders, lots, notices, documents, clarifications, deadlines and stages.
 *
 * <p>Guarantees: a notice is published only with its keys stated, its rules frozen and its periods kept; a deadline only
 * moves later and only when the offices have signed it; a stage only moves to one of its successors, and one that was
 * moved in the database is refused. Law: {@code bid-rules/}; bytes: {@code docs/protocols/records.md}.
 */
package org.jianzheng.tender;

/**
 * Sealed submission, receipt, replacement, withdrawal.
 *
 * <p>Guarantees: a bid is made the moment its last object has arrived before the deadline, and its bidder leaves with a
 * receipt; nobody else learns of it before the opening; a refusal is signed and witnessed too. Law: 电子招标投标办法
 * 第二十六条, 第二十七条; bytes: {@code docs/protocols/records.md} §3, §4.
 */
package org.jianzheng.bidding;

/**
 * The fixed list, the opening session, the opening record.
 *
 * <p>Guarantees: a lot is closed, listed and its session begun in one transaction; a bid is opened only with the shares
 * of a quorum of offices; what failed is attributed; what is read out is what the sealed forms say. Law: 电子招标投标办法
 * 第二十九条 to 第三十二条; bytes: {@code docs/protocols/records.md}, {@code docs/protocols/envelope.md}.
 */
package org.jianzheng.opening;

/**
 * Sealed bids (密封投标): the package a bidder makes, the opening key the offices make together, the opening by a quorum.
 *
 * <p>Guarantees: nothing is released before its hash, its tag and its signature hold; only verified shares of a quorum
 * make an {@link org.jianzheng.sealing.OpeningKey}; no secret is ever printed. Every object opens with {@code openssl
 * cms}. Pure. Bytes: {@code docs/protocols/envelope.md}.
 */
package org.jianzheng.sealing;

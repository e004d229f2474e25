/**
 * The platform's talk with the offices: opening keys, deadline statements, release of shares.
 *
 * <p>Guarantees: the platform relays, it never holds a private key or a share in clear before the list is bound by a
 * quorum; every office message is kept as it was signed and witnessed in the same transaction; asking twice is harmless.
 * Spec: {@code docs/protocols/office.md}, {@code docs/protocols/envelope.md}.
 */
package org.jianzheng.ceremony;

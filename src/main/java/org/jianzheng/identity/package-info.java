/**
 * Who is asking: organisations, the people who hold their certificates, roles, login, signed acts, the platform's seal.
 *
 * <p>Guarantees: nobody has a role that neither the operator's file nor a recorded act granted; a token is made only for
 * the holder of a trusted certificate's key and lives ten minutes; an act of legal effect is taken only with a fresh
 * signature of the same certificate, once. No row names a party in clear. Bytes: {@code docs/protocols/identity.md}.
 */
package org.jianzheng.identity;

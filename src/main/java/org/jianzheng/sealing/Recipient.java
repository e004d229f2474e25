package org.jianzheng.sealing;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;

/** The RecipientInfo of a header: who can get at its content key, and the ephemeral point that it takes. */
interface Recipient {
    /** How a suite writes and reads it. */
    interface Form {
        /** The tag of its element in the set of recipients. */
        int tag();

        /** Seals {@code contentKey} to {@code q}, named by its subject key identifier. */
        Recipient to(Point q, byte[] contentKey, SecureRandom random);

        Recipient read(Suite suite, Der.Cursor in);
    }

    /** What each office multiplies by its share. */
    Point r();

    byte[] encode();

    /** Whether it is named by subject key identifier, not by issuer and serial number. */
    boolean isByKeyIdentifier();

    /** Whether it is named by the subject key identifier of {@code q}. */
    boolean isFor(Point q);

    /** The content key, given the shared point; null when its own check does not hold. */
    byte[] unwrap(Point shared);

    /** The same by whoever holds the whole private key, which may live in a token. */
    byte[] unwrap(PrivateKey key) throws GeneralSecurityException;
}

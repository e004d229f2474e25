package org.jianzheng.sealing;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;

/**
 * A KeyTransRecipientInfo (RFC 5652 §6.2.1, GB/T 35275): who it is for, the content key encrypted by SM2.
 *
 * @param recipient the RecipientIdentifier element: {@code [0]} a subject key identifier, or issuerAndSerial
 */
record Ktri(Sm2Ciphertext encrypted, byte[] recipient) implements Recipient {
    static final Form FORM = new Form() {
        @Override
        public int tag() {
            return Der.SEQUENCE;
        }

        @Override
        public Recipient to(Point q, byte[] contentKey, SecureRandom random) {
            return new Ktri(Sm2Ciphertext.encrypt(q, contentKey, random), byKeyIdentifier(q));
        }

        @Override
        public Recipient read(Suite suite, Der.Cursor in) {
            return Ktri.read(suite, in);
        }
    };

    private static final int BY_KEY_IDENTIFIER = 0x80;

    private static Ktri read(Suite suite, Der.Cursor in) {
        var body = in.enter(Der.SEQUENCE);
        var version = body.content(Der.INTEGER, 1);
        boolean byKeyIdentifier = body.isAt(BY_KEY_IDENTIFIER);
        if (version[0] != version(byKeyIdentifier)) {
            throw Der.Cursor.refuse("a recipient of version " + version[0]);
        }
        var recipient = body.element(byKeyIdentifier ? BY_KEY_IDENTIFIER : Der.SEQUENCE);
        body.expect(algorithm(), "SM2 public-key encryption without parameters");
        var encrypted = body.enter(Der.OCTETS);
        body.end();
        var cipher = Sm2Ciphertext.read(suite, encrypted);
        encrypted.end();
        if (cipher.c2().length != suite.cipher().keySize()) {
            throw Der.Cursor.refuse("an encrypted key of " + cipher.c2().length + " bytes");
        }
        return new Ktri(cipher, recipient);
    }

    /** RFC 5652 §6.2.1: 2 when named by subject key identifier, else 0. */
    private static int version(boolean byKeyIdentifier) {
        return byKeyIdentifier ? 2 : 0;
    }

    @Override
    public Point r() {
        return encrypted.c1();
    }

    @Override
    public byte[] encode() {
        return Der.sequence(
                Der.small(version(isByKeyIdentifier())), recipient, algorithm(), Der.octets(encrypted.encode()));
    }

    @Override
    public boolean isByKeyIdentifier() {
        return (recipient[0] & 0xFF) == BY_KEY_IDENTIFIER;
    }

    @Override
    public boolean isFor(Point q) {
        return Arrays.equals(recipient, byKeyIdentifier(q));
    }

    @Override
    public byte[] unwrap(Point shared) {
        return encrypted.decrypt(shared);
    }

    @Override
    public byte[] unwrap(PrivateKey key) throws GeneralSecurityException {
        // Asked of whichever provider the key is of: a token decrypts with its key but does not show it.
        var sm2 = Cipher.getInstance("SM2/C1C3C2/NoPadding");
        sm2.init(Cipher.DECRYPT_MODE, key);
        try {
            return sm2.doFinal(encrypted.c1c3c2());
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return null; // GM/T 0003.4 §7.1: C3 does not match
        }
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.oid(GMObjectIdentifiers.sm2encrypt));
    }

    private static byte[] byKeyIdentifier(Point q) {
        return Der.tlv(BY_KEY_IDENTIFIER, q.subjectKeyIdentifier());
    }

    @Override
    public String toString() {
        return "Ktri[" + r() + "]";
    }
}

package org.jianzheng.sealing;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A KeyAgreeRecipientInfo (RFC 5753): an ephemeral key R, who it is for, the wrapped content key. No ukm.
 *
 * @param recipient the RecipientIdentifier element: {@code [0]} with a subject key identifier, or issuerAndSerial
 */
record Kari(Suite suite, Point r, byte[] recipient, byte[] wrapped) {
    static final int TAG = 0xA1;
    private static final int BY_KEY_IDENTIFIER = 0xA0;

    /** Wraps {@code contentKey} to {@code q}, named by its subject key identifier. */
    static Kari to(Point q, byte[] contentKey, SecureRandom random) {
        var suite = q.suite();
        var ephemeral = Scalar.random(suite, random);
        var kek = suite.keyEncryptionKey(ephemeral.times(q).x());
        try {
            var wrapped = ContentCipher.wrap(kek, contentKey);
            return new Kari(suite, ephemeral.timesGenerator(), byKeyIdentifier(q), wrapped);
        } finally {
            Arrays.fill(kek, (byte) 0);
        }
    }

    static Kari read(Suite suite, Der.Cursor in) {
        var body = in.enter(TAG);
        body.expect(Der.small(3), "version 3");
        var originator = body.enter(0xA0).enter(0xA1);
        originator.expect(ecPublicKey(), "id-ecPublicKey without parameters");
        var bits = originator.content(Der.BITS, 66);
        originator.end();
        if (bits[0] != 0) {
            throw Der.Cursor.refuse("unused bits in the ephemeral key");
        }
        var r = Point.decode(suite, Arrays.copyOfRange(bits, 1, 66));
        // openssl's default is the SHA-1 KDF: its recipe needs -keyopt ecdh_kdf_md:sha256.
        body.expect(suite.agreementAlgorithm(), "stdDH with the SHA-256 KDF and AES-256 key wrap");
        var keys = body.enter(Der.SEQUENCE);
        var key = keys.enter(Der.SEQUENCE);
        keys.end();
        body.end();
        var recipient = key.element(key.isAt(BY_KEY_IDENTIFIER) ? BY_KEY_IDENTIFIER : Der.SEQUENCE);
        var wrapped = key.content(Der.OCTETS, Suite.WRAPPED);
        key.end();
        return new Kari(suite, r, recipient, wrapped);
    }

    byte[] encode() {
        var originator = Der.tlv(0xA0, Der.tlv(0xA1, ecPublicKey(), Der.tlv(Der.BITS, new byte[1], r.uncompressed())));
        var keys = Der.sequence(Der.sequence(recipient, Der.octets(wrapped)));
        return Der.tlv(TAG, Der.small(3), originator, suite.agreementAlgorithm(), keys);
    }

    boolean isByKeyIdentifier() {
        return (recipient[0] & 0xFF) == BY_KEY_IDENTIFIER;
    }

    boolean isFor(Point q) {
        return Arrays.equals(recipient, byKeyIdentifier(q));
    }

    /** The content key, given the x of the shared point; null when the wrap does not hold. */
    byte[] unwrap(byte[] sharedX) {
        var kek = suite.keyEncryptionKey(sharedX);
        try {
            return ContentCipher.unwrap(kek, wrapped);
        } finally {
            Arrays.fill(kek, (byte) 0);
        }
    }

    private static byte[] byKeyIdentifier(Point q) {
        return Der.tlv(BY_KEY_IDENTIFIER, Der.octets(q.subjectKeyIdentifier()));
    }

    private static byte[] ecPublicKey() {
        return Der.sequence(Der.oid(X9ObjectIdentifiers.id_ecPublicKey));
    }

    @Override
    public String toString() {
        return "Kari[" + r + "]";
    }
}

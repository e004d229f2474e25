package org.jianzheng.sealing;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A KeyAgreeRecipientInfo (RFC 5753): an ephemeral key R, who it is for, the wrapped content key. No ukm.
 *
 * @param recipient the RecipientIdentifier element: {@code [0]} with a subject key identifier, or issuerAndSerial
 */
record Kari(Suite suite, Point r, byte[] recipient, byte[] wrapped) implements Recipient {
    static final Form FORM = new Form() {
        @Override
        public int tag() {
            return TAG;
        }

        @Override
        public Recipient to(Point q, byte[] contentKey, SecureRandom random) {
            return Kari.to(q, contentKey, random);
        }

        @Override
        public Recipient read(Suite suite, Der.Cursor in) {
            return Kari.read(suite, in);
        }
    };

    private static final int TAG = 0xA1;
    private static final int BY_KEY_IDENTIFIER = 0xA0;

    static Kari to(Point q, byte[] contentKey, SecureRandom random) {
        var suite = q.suite();
        var ephemeral = Scalar.random(suite, random);
        var kek = keyEncryptionKey(suite, ephemeral.times(q).x());
        try {
            var wrapped = suite.cipher().wrap(kek, contentKey);
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
        body.expect(agreementAlgorithm(suite), "stdDH with the SHA-256 KDF and AES-256 key wrap");
        var keys = body.enter(Der.SEQUENCE);
        var key = keys.enter(Der.SEQUENCE);
        keys.end();
        body.end();
        var recipient = key.element(key.isAt(BY_KEY_IDENTIFIER) ? BY_KEY_IDENTIFIER : Der.SEQUENCE);
        var wrapped = key.content(Der.OCTETS, suite.cipher().wrappedSize());
        key.end();
        return new Kari(suite, r, recipient, wrapped);
    }

    @Override
    public byte[] encode() {
        var originator = Der.tlv(0xA0, Der.tlv(0xA1, ecPublicKey(), Der.tlv(Der.BITS, new byte[1], r.uncompressed())));
        var keys = Der.sequence(Der.sequence(recipient, Der.octets(wrapped)));
        return Der.tlv(TAG, Der.small(3), originator, agreementAlgorithm(suite), keys);
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
        return unwrap(shared.x());
    }

    @Override
    public byte[] unwrap(PrivateKey key) throws GeneralSecurityException {
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(r.publicKey(), true);
        return unwrap(agreement.generateSecret());
    }

    private byte[] unwrap(byte[] sharedX) {
        var kek = keyEncryptionKey(suite, sharedX);
        try {
            return suite.cipher().unwrap(kek, wrapped);
        } finally {
            Arrays.fill(kek, (byte) 0);
        }
    }

    /** AlgorithmIdentifier of the key agreement; its parameter is the key wrap (RFC 5753 §7.1.5). */
    private static byte[] agreementAlgorithm(Suite suite) {
        return Der.sequence(Der.oid(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme), suite.wrapAlgorithm());
    }

    /** The key-encryption key from the shared point's x: X9.63 KDF with the shared info of RFC 5753 §7.2, no ukm. */
    static byte[] keyEncryptionKey(Suite suite, byte[] sharedX) {
        byte[] bits = {0, 0, 1, 0};
        var info = Der.sequence(suite.wrapAlgorithm(), Der.tlv(0xA2, Der.octets(bits)));
        return suite.digest(sharedX, new byte[] {0, 0, 0, 1}, info);
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

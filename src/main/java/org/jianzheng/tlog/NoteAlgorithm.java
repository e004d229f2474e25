package org.jianzheng.tlog;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** How the keys of notes make and check their signatures, over byte strings of fixed lengths. */
interface NoteAlgorithm {
    int secretSize();

    int publicSize();

    int signatureSize();

    byte[] newSecret(SecureRandom random);

    byte[] publicKey(byte[] secret);

    boolean isValid(byte[] publicKey);

    byte[] sign(byte[] secret, byte[] message);

    /** @param from where the signature begins in {@code signed} */
    boolean verify(byte[] publicKey, byte[] message, byte[] signed, int from);

    /** RFC 8032; the secret is the seed. Deterministic. */
    NoteAlgorithm ED25519 = new NoteAlgorithm() {
        @Override
        public int secretSize() {
            return Ed25519.SECRET_KEY_SIZE;
        }

        @Override
        public int publicSize() {
            return Ed25519.PUBLIC_KEY_SIZE;
        }

        @Override
        public int signatureSize() {
            return Ed25519.SIGNATURE_SIZE;
        }

        @Override
        public byte[] newSecret(SecureRandom random) {
            var seed = new byte[Ed25519.SECRET_KEY_SIZE];
            random.nextBytes(seed);
            return seed;
        }

        @Override
        public byte[] publicKey(byte[] secret) {
            var publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
            Ed25519.generatePublicKey(secret, 0, publicKey, 0);
            return publicKey;
        }

        // Refuses points outside the prime-order group too: under those, one signature can fit many texts.
        @Override
        public boolean isValid(byte[] publicKey) {
            return Ed25519.validatePublicKeyFull(publicKey, 0);
        }

        @Override
        public byte[] sign(byte[] secret, byte[] message) {
            var signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(secret, 0, message, 0, message.length, signature, 0);
            return signature;
        }

        @Override
        public boolean verify(byte[] publicKey, byte[] message, byte[] signed, int from) {
            return Ed25519.verify(signed, from, publicKey, 0, message, 0, message.length);
        }
    };
}

package org.jianzheng.sealing;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM and AES-256 key wrap as the JDK does them fast.
 *
 * <p>Always in 8 KiB steps: the JDK's GCM is fast only in small updates. Decryption is counter mode followed by a
 * second, encrypting GCM pass that yields the tag, because the JDK's own GCM decryption buffers the whole input.
 */
final class AesCipher implements ContentCipher {
    private static final int STEP = 8 * 1024;

    @Override
    public int keySize() {
        return 32;
    }

    @Override
    public byte[] seal(byte[] key, byte[] nonce, byte[] plain, int length, byte[] out, int to) {
        try {
            return ContentCipher.seal(gcm(key, nonce), STEP, plain, length, out, to);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean open(byte[] key, byte[] nonce, byte[] object, int from, int length, byte[] tag, byte[] plain) {
        try {
            var counter = Cipher.getInstance("AES/CTR/NoPadding");
            // NIST SP 800-38D: with a 96-bit nonce the first data block has counter 2.
            var iv = Arrays.copyOf(nonce, 16);
            iv[15] = 2;
            counter.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            var gcm = gcm(key, nonce);
            var scratch = new byte[STEP + 16];
            for (int at = 0; at < length; at += STEP) {
                int step = Math.min(STEP, length - at);
                counter.update(object, from + at, step, plain, at);
                gcm.update(plain, at, step, scratch, 0);
            }
            var rest = gcm.doFinal();
            var computed = Arrays.copyOfRange(rest, rest.length - Suite.TAG, rest.length);
            if (MessageDigest.isEqual(computed, tag)) {
                return true;
            }
            Arrays.fill(plain, 0, length, (byte) 0);
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] wrap(byte[] kek, byte[] key) {
        try {
            var cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(kek, "AES"));
            return cipher.wrap(new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] unwrap(byte[] kek, byte[] wrapped) {
        try {
            var cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(kek, "AES"));
            var key = cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
            return key.length == keySize() ? key : null;
        } catch (InvalidKeyException e) {
            return null; // RFC 3394: the integrity value does not match
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher gcm(byte[] key, byte[] nonce) throws GeneralSecurityException {
        var gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(Suite.TAG * 8, nonce));
        return gcm;
    }
}

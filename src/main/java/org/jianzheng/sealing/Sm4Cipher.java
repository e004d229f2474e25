package org.jianzheng.sealing;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * SM4-GCM (GB/T 32907) by a provider, SM4 key wrap by Bouncy Castle.
 *
 * <p>Unlike the JDK's AES, decryption needs no second pass: a part is opened whole, in the caller's buffer, and wiped when
 * its tag is wrong.
 */
final class Sm4Cipher implements ContentCipher {
    private static final int STEP = 64 * 1024;

    /** Asked at the first use: native code is not loaded for those who never meet this suite. */
    private final Supplier<Provider> provider;

    Sm4Cipher(Supplier<Provider> provider) {
        this.provider = provider;
    }

    /** By the fastest provider of this machine. */
    static Sm4Cipher fastest() {
        return new Sm4Cipher(NationalProviders::bulk);
    }

    @Override
    public int keySize() {
        return 16;
    }

    @Override
    public byte[] seal(byte[] key, byte[] nonce, byte[] plain, int length, byte[] out, int to) {
        try {
            return ContentCipher.seal(gcm(Cipher.ENCRYPT_MODE, key, nonce), STEP, plain, length, out, to);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean open(byte[] key, byte[] nonce, byte[] object, int from, int length, byte[] tag, byte[] plain) {
        try {
            var gcm = gcm(Cipher.DECRYPT_MODE, key, nonce);
            int done = 0;
            for (int at = 0; at < length; at += STEP) {
                done += gcm.update(object, from + at, Math.min(STEP, length - at), plain, done);
            }
            var rest = gcm.doFinal(tag);
            System.arraycopy(rest, 0, plain, done, rest.length);
            return true;
        } catch (AEADBadTagException e) {
            Arrays.fill(plain, 0, length, (byte) 0);
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] wrap(byte[] kek, byte[] key) {
        var engine = new RFC3394WrapEngine(new SM4Engine());
        engine.init(true, new KeyParameter(kek));
        return engine.wrap(key, 0, key.length);
    }

    @Override
    public byte[] unwrap(byte[] kek, byte[] wrapped) {
        var engine = new RFC3394WrapEngine(new SM4Engine());
        engine.init(false, new KeyParameter(kek));
        try {
            var key = engine.unwrap(wrapped, 0, wrapped.length);
            return key.length == keySize() ? key : null;
        } catch (InvalidCipherTextException e) {
            return null; // RFC 3394: the integrity value does not match
        }
    }

    private Cipher gcm(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        var gcm = Cipher.getInstance("SM4/GCM/NoPadding", provider.get());
        gcm.init(mode, new SecretKeySpec(key, "SM4"), new GCMParameterSpec(Suite.TAG * 8, nonce));
        return gcm;
    }
}

package org.jianzheng.witness;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The platform key: what ties a party to a lot is stored under it until the opening, and it is not in the database.
 *
 * <p>A database administrator without it sees row counts and timing ({@code docs/protocols/records.md} §2). It is the file
 * {@code platform.key} in the data directory, 32 bytes, readable by its owner only, made at the first start. All
 * instances of a platform share it; without it no record can be read again, so back it up apart from the database.
 */
@ApplicationScoped
public class PlatformKey {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;
    private static final int KEY = 32;

    private final Path file;
    private byte[] key;
    /** One for each purpose of the code; they are few. */
    private final Map<String, SecretKeySpec> derived = new ConcurrentHashMap<>();

    PlatformKey(@ConfigProperty(name = "jianzheng.data") String data) {
        this.file = Path.of(data).resolve("platform.key");
    }

    /** The key of the platform with this data directory, for a program that fills its database from outside. */
    public static PlatformKey in(Path data) {
        var key = new PlatformKey(data.toString());
        key.load();
        return key;
    }

    @PostConstruct
    void load() {
        derived.clear();
        key = PrivateFile.readOrCreate(file, () -> random(KEY));
        if (key.length != KEY) {
            throw new UncheckedIOException(new IOException(
                    file + " holds " + key.length + " bytes instead of 32. Restore it from its backup."));
        }
    }

    /**
     * HMAC-SHA-256(platform key, purpose ‖ parts), for a column that finds rows or keeps them unique; the parts are
     * framed by their lengths.
     */
    public byte[] lookup(String purpose, Object... parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            frame(mac, "lookup/" + purpose);
            for (var part : parts) {
                frame(mac, String.valueOf(part));
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** AES-256-GCM under a key derived for {@code purpose}, bound to {@code owner} (the row's id); nonce in front. */
    public byte[] encrypt(String purpose, Object owner, byte[] plain) {
        try {
            var nonce = random(NONCE);
            var cipher = cipher(Cipher.ENCRYPT_MODE, purpose, owner, nonce);
            return ByteBuffer.allocate(NONCE + plain.length + 16)
                    .put(nonce)
                    .put(cipher.doFinal(plain))
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What {@link #encrypt} was given.
     *
     * @throws Altered when the bytes were altered, moved to another row, or made under another key
     */
    public byte[] decrypt(String purpose, Object owner, byte[] sealed) {
        if (sealed == null || sealed.length < NONCE) {
            throw Altered.alarm("Row " + owner + " lost its content.");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, purpose, owner, sealed).doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (AEADBadTagException e) {
            throw Altered.alarm(
                    "Row " + owner + " was not written under the platform key in " + file
                            + ": it was altered, or the key was replaced. Restore the key that belongs to this database.",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private Cipher cipher(int mode, String purpose, Object owner, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                derived.computeIfAbsent(purpose, of -> new SecretKeySpec(lookup("cipher/" + of), "AES")),
                new GCMParameterSpec(128, nonce, 0, NONCE));
        cipher.updateAAD(String.valueOf(owner).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static void frame(Mac mac, String part) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        mac.update(bytes);
    }
}

package org.jianzheng.office;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;

/**
 * The secrets of an office directory, each in a file of mode 0600: AES-256-GCM under a key derived from the passphrase
 * (PBKDF2, HMAC-SHA-256), bound to the file's place so that two secrets cannot be swapped.
 */
final class Vault {
    private static final int ITERATIONS = 600_000;
    private static final int NONCE = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** How the key is derived from the passphrase; the file {@code vault.json}. */
    private record Derivation(int v, byte[] salt, int iterations) {}

    private final Path root;
    private final SecretKey key;

    private Vault(Path root, SecretKey key) {
        this.root = root;
        this.key = key;
    }

    static Vault create(Path root, Passphrase passphrase) {
        // An empty passphrase hides nothing, so no time is spent on it.
        return create(root, passphrase, passphrase.isEmpty() ? 1 : ITERATIONS);
    }

    static Vault create(Path root, Passphrase passphrase, int iterations) {
        var derivation = new Derivation(1, random(16), iterations);
        DurableFile.replace(root.resolve("vault.json"), Canonical.write(derivation));
        return new Vault(root, derive(derivation, passphrase));
    }

    static Vault open(Path root, Passphrase passphrase) {
        var derivation = Canonical.read(Disk.read(root.resolve("vault.json")), Derivation.class);
        return new Vault(root, derive(derivation, passphrase));
    }

    /** On the disk when this returns. */
    void put(Path file, byte[] secret) {
        var nonce = random(NONCE);
        var sealed = crypt(Cipher.ENCRYPT_MODE, nonce, file, secret, 0);
        var bytes = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed);
        DurableFile.replace(file, bytes.array());
        Disk.ownerOnly(file);
    }

    /** @throws Problem {@code office/passphrase} when the file does not open */
    byte[] get(Path file) {
        var bytes = Disk.read(file);
        if (bytes.length < NONCE) {
            throw refuse(file, null);
        }
        return crypt(Cipher.DECRYPT_MODE, java.util.Arrays.copyOf(bytes, NONCE), file, bytes, NONCE);
    }

    /** Overwrites and removes a secret. A disk may keep old blocks: there the passphrase is what protects it. */
    void destroy(Path file) {
        Disk.erase(file, random(Files.exists(file) ? Disk.read(file).length : 0));
    }

    private byte[] crypt(int mode, byte[] nonce, Path file, byte[] bytes, int from) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(root.toAbsolutePath()
                    .relativize(file.toAbsolutePath())
                    .toString()
                    .getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes, from, bytes.length - from);
        } catch (GeneralSecurityException e) {
            throw refuse(file, e);
        }
    }

    private static Problem refuse(Path file, Exception cause) {
        return Problem.of("office/passphrase")
                .detail("%s does not open: the passphrase is wrong or the file was changed.", file.getFileName())
                .remedy("Give the passphrase of `office init`, or restore the file from the backup.")
                .cause(cause);
    }

    private static SecretKey derive(Derivation derivation, Passphrase passphrase) {
        var characters = passphrase.characters();
        try {
            // PBEKeySpec refuses nothing but SunJCE refuses an empty password; a fixed letter stands for "none".
            var spec = new PBEKeySpec(
                    characters.length == 0 ? new char[] {'-'} : characters,
                    derivation.salt(),
                    derivation.iterations(),
                    256);
            var raw = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            spec.clearPassword();
            return new SecretKeySpec(raw, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            java.util.Arrays.fill(characters, '\0');
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Vault[" + root + "]";
    }
}

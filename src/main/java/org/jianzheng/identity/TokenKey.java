package org.jianzheng.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.record.CertificateRequests;

/**
 * The key that signs login tokens: a file under {@code jianzheng.data}, made by the first instance that starts and
 * shared by all. Whoever reads it can pose as anyone in a session, but can sign no act.
 */
@ApplicationScoped
class TokenKey {
    private final Path file;
    private KeyPair pair;

    TokenKey(@ConfigProperty(name = "jianzheng.data", defaultValue = "data") Path data) {
        this.file = data.resolve("keys").resolve("token.key");
    }

    synchronized KeyPair pair() {
        if (pair == null) {
            try {
                if (Files.notExists(file)) {
                    create();
                }
                pair = read(Files.readAllLines(file));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot use the token key " + file, e);
            }
        }
        return pair;
    }

    /** A keyed hash that only instances of this platform can make. */
    byte[] mac(byte[] message) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("jianzheng/login/challenge/v1".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(digest.digest(pair().getPrivate().getEncoded()), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the file whole or not at all; of two instances that start at once the first one's key stands. */
    private void create() throws IOException {
        var keys = CertificateRequests.newKeyPair();
        var base64 = Base64.getEncoder();
        var lines = base64.encodeToString(keys.getPrivate().getEncoded()) + "\n"
                + base64.encodeToString(keys.getPublic().getEncoded()) + "\n";
        Files.createDirectories(file.getParent());
        var fresh = file.resolveSibling(".token.key." + UUID.randomUUID());
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, lines, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another instance was first: its key is read.
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static KeyPair read(List<String> lines) throws IOException {
        try {
            var base64 = Base64.getDecoder();
            var factory = KeyFactory.getInstance("EC");
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("The file does not hold a token key; remove it to make a new one", e);
        }
    }

    @Override
    public String toString() {
        return "TokenKey[" + file + "]";
    }
}

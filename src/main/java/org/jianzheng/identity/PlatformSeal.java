package org.jianzheng.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Pkcs12;
import org.jianzheng.record.Signer;

/**
 * The platform's two certificates of {@code trust/platform.json}: the seal signs receipts, requests and case files; the
 * combiner receives decryption shares. PKCS#12 files, by default {@code keys/seal.p12} and {@code keys/combiner.p12}
 * under {@code jianzheng.data}, with the password in {@code keys/password}.
 */
@ApplicationScoped
public class PlatformSeal {
    private final Path sealFile;
    private final Path combinerFile;
    private final Path passwordFile;
    private Signer seal;
    private Signer combiner;

    PlatformSeal(
            @ConfigProperty(name = "jianzheng.data", defaultValue = "data") Path data,
            @ConfigProperty(name = "jianzheng.keys.seal") Optional<Path> seal,
            @ConfigProperty(name = "jianzheng.keys.combiner") Optional<Path> combiner,
            @ConfigProperty(name = "jianzheng.keys.password-file") Optional<Path> password) {
        var keys = data.resolve("keys");
        this.sealFile = seal.orElse(keys.resolve("seal.p12"));
        this.combinerFile = combiner.orElse(keys.resolve("combiner.p12"));
        this.passwordFile = password.orElse(keys.resolve("password"));
    }

    /** A detached CMS signature of the seal over these bytes. */
    public byte[] signDetached(byte[] bytes) {
        return Cms.signDetached(bytes, seal());
    }

    public synchronized Signer seal() {
        if (seal == null) {
            seal = read(sealFile);
        }
        return seal;
    }

    public synchronized Signer combiner() {
        if (combiner == null) {
            combiner = read(combinerFile);
        }
        return combiner;
    }

    private Signer read(Path file) {
        try {
            var password = Files.readString(passwordFile).strip().toCharArray();
            return Pkcs12.read(Files.readAllBytes(file), password);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read " + file + " with " + passwordFile
                            + ": name them in jianzheng.keys.seal, jianzheng.keys.combiner, jianzheng.keys.password-file",
                    e);
        }
    }

    @Override
    public String toString() {
        return "PlatformSeal[" + sealFile + ", " + combinerFile + "]";
    }
}

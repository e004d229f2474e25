package org.jianzheng.witness;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.Vkey;

/**
 * The log's Ed25519 key: the file {@code log.key} in the data directory, in the form of Go's note package, made at the
 * first start. Whoever has it can state heads, but not the offices' cosignatures under them.
 */
@ApplicationScoped
class LogKey {
    private static final String SANDBOX = "sandbox.";

    private final Path file;
    private final String origin;
    private final Clock clock;
    private NoteSigner signer;

    LogKey(
            @ConfigProperty(name = "jianzheng.data") String data,
            @ConfigProperty(name = "jianzheng.log.origin") String origin,
            Clock clock) {
        this.file = Path.of(data).resolve("log.key");
        this.origin = origin;
        this.clock = clock;
    }

    @PostConstruct
    void load() {
        // A rehearsal's log can be told by its first line, so that no office cosigns it as a real one.
        if (clock instanceof SandboxClock != origin.startsWith(SANDBOX)) {
            throw new IllegalStateException("jianzheng.log.origin is " + origin + ", but a log's origin begins with "
                    + SANDBOX + " exactly when it follows a sandbox clock. Change the one or the other.");
        }
        var bytes =
                PrivateFile.readOrCreate(file, () -> NoteSigner.generate(origin, Vkey.Type.ED25519, new SecureRandom())
                        .secretForm()
                        .getBytes(StandardCharsets.UTF_8));
        signer = NoteSigner.parse(new String(bytes, StandardCharsets.UTF_8).strip());
        if (!signer.name().equals(origin)) {
            throw new IllegalStateException(
                    file + " is the key of " + signer.name() + ", but jianzheng.log.origin is " + origin
                            + ". A log keeps its origin for life: set it back, or begin a new log with an empty database.");
        }
    }

    String origin() {
        return origin;
    }

    Vkey vkey() {
        return signer.vkey();
    }

    /** Deterministic: the same head is signed to the same bytes. */
    SignedNote sign(long size, byte[] root) {
        return SignedNote.sign(new Checkpoint(origin, size, root).text(), signer);
    }
}

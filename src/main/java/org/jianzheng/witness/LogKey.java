package org.jianzheng.witness;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.shared.SandboxClock;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.Vkey;

/**
 * The log's Ed25519 key, the file {@code log.key} in the data directory, and with {@code jianzheng.log.sm2} an SM2 key
 * beside it, {@code log-sm2.key}; both in the form of Go's note package, made at the first start. Whoever has them can
 * state heads, but not the offices' cosignatures under them.
 */
@ApplicationScoped
class LogKey {
    private static final String SANDBOX = "sandbox.";

    private final Path folder;
    private final String origin;
    private final boolean sm2;
    private final Clock clock;
    private List<NoteSigner> signers;

    LogKey(
            @ConfigProperty(name = "jianzheng.data") String data,
            @ConfigProperty(name = "jianzheng.log.origin") String origin,
            @ConfigProperty(name = "jianzheng.log.sm2", defaultValue = "false") boolean sm2,
            Clock clock) {
        this.folder = Path.of(data);
        this.origin = origin;
        this.sm2 = sm2;
        this.clock = clock;
    }

    @PostConstruct
    void load() {
        // A rehearsal's log can be told by its first line, so that no office cosigns it as a real one.
        if (clock instanceof SandboxClock != origin.startsWith(SANDBOX)) {
            throw new IllegalStateException("jianzheng.log.origin is " + origin + ", but a log's origin begins with "
                    + SANDBOX + " exactly when it follows a sandbox clock. Change the one or the other.");
        }
        var first = load("log.key", Vkey.Type.ED25519);
        signers = sm2 ? List.of(first, load("log-sm2.key", Vkey.Type.SM2)) : List.of(first);
    }

    private NoteSigner load(String name, Vkey.Type type) {
        var file = folder.resolve(name);
        var bytes = PrivateFile.readOrCreate(file, () -> NoteSigner.generate(origin, type, new SecureRandom())
                .secretForm()
                .getBytes(StandardCharsets.UTF_8));
        var signer = NoteSigner.parse(new String(bytes, StandardCharsets.UTF_8).strip());
        if (!signer.name().equals(origin)) {
            throw new IllegalStateException(
                    file + " is the key of " + signer.name() + ", but jianzheng.log.origin is " + origin
                            + ". A log keeps its origin for life: set it back, or begin a new log with an empty database.");
        }
        return signer;
    }

    String origin() {
        return origin;
    }

    /** The Ed25519 key, by which everybody knows the log. */
    Vkey vkey() {
        return signers.get(0).vkey();
    }

    /** With the lines of all keys. An SM2 line differs each time it is made; a head is signed once and its note kept. */
    SignedNote sign(long size, byte[] root) {
        var text = new Checkpoint(origin, size, root).text();
        return SignedNote.of(text, signers.stream().map(key -> key.sign(text)).toList());
    }
}

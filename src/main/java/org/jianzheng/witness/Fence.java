package org.jianzheng.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.tlog.Merkle;

/**
 * The largest head that may have been signed, kept outside the database and its backups: a restored database that lost
 * its tail is found out before it can state a second history.
 *
 * <p>The file {@code fence} in {@code jianzheng.fence.dir}; only ever replaced by a larger head, under a lock that all
 * instances on the host share.
 */
@ApplicationScoped
class Fence {
    /** A size and the root at that size. */
    record Mark(long size, byte[] root) {
        boolean sameAs(Mark other) {
            return size == other.size && Arrays.equals(root, other.root);
        }
    }

    private final Path file;

    Fence(@ConfigProperty(name = "jianzheng.fence.dir") String directory) {
        this.file = Path.of(directory).resolve("fence");
    }

    Mark read() {
        return PrivateFile.locked(file, this::readUnlocked);
    }

    /**
     * Moves the fence to {@code next}; standing there already is success.
     *
     * @return false when the fence stands above, or has another root at that size: then {@code next} must not be signed
     */
    boolean advance(Mark next) {
        return PrivateFile.locked(file, () -> {
            var present = readUnlocked();
            if (present.size() < next.size()) {
                var text = next.size() + "\n" + Base64.getEncoder().encodeToString(next.root()) + "\n";
                DurableFile.replace(file, text.getBytes(StandardCharsets.US_ASCII));
                return true;
            }
            return present.sameAs(next);
        });
    }

    private Mark readUnlocked() throws java.io.IOException {
        if (Files.notExists(file)) {
            return new Mark(0, Merkle.emptyRoot());
        }
        var lines = Files.readString(file, StandardCharsets.US_ASCII).split("\n");
        return new Mark(Long.parseLong(lines[0]), Base64.getDecoder().decode(lines[1]));
    }
}

package org.jianzheng.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.Problem;

/** A case file on disk, opened and bounded but not believed: {@link Replay} judges it. */
public final class CaseFile implements Closeable {
    private final Path path;
    private final Archive archive;
    private final Map<String, String> hashes = new ConcurrentHashMap<>();

    private CaseFile(Path path, Archive archive) {
        this.path = path;
        this.archive = archive;
    }

    /**
     * Opens a case file.
     *
     * @throws Problem {@code replay/zip} when it is not a ZIP file of the layout in every byte
     * @throws UncheckedIOException when the disk fails
     */
    public static CaseFile open(Path zip) {
        try {
            return new CaseFile(zip, Archive.open(zip));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + zip, e);
        }
    }

    public Path path() {
        return path;
    }

    public SortedSet<String> names() {
        return archive.names();
    }

    public boolean has(String name) {
        return archive.has(name);
    }

    public long size(String name) {
        return archive.size(name);
    }

    /** A file of bounded size. @throws Problem {@code replay/missing} when it is not there */
    public byte[] bytes(String name) {
        requirePresent(name);
        return archive.bytes(name);
    }

    /** A file of any size. @throws Problem {@code replay/missing} when it is not there */
    public InputStream stream(String name) {
        requirePresent(name);
        return archive.stream(name);
    }

    /** Hex SHA-256 of a file, read to its checked end, once. */
    String hash(String name) {
        return hash(name, Suite.P256);
    }

    /** Hex digest of a file as a bidder's statement names it, read to its checked end, once. */
    String hash(String name, Suite suite) {
        return hashes.computeIfAbsent(suite + " " + name, key -> digest(name, suite.newDigest()));
    }

    private String digest(String name, MessageDigest digest) {
        try (var in = stream(name)) {
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void requirePresent(String name) {
        if (!has(name)) {
            throw Problem.of("replay/missing")
                    .field(name)
                    .detail("The case file does not hold %s.", name)
                    .remedy("Ask for a complete export.");
        }
    }

    @Override
    public void close() {
        try {
            archive.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + path, e);
        }
    }
}

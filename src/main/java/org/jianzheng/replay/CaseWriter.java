package org.jianzheng.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jianzheng.record.Cms;
import org.jianzheng.record.Signer;
import org.jianzheng.sealing.Suite;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.TenderId;

/**
 * Writes a case file to a stream: each file as it comes, in constant memory, then {@code case.json} and its signature.
 *
 * <p>The same files in the same order give the same bytes up to the signature; times are fixed.
 */
public final class CaseWriter {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream out;
    private final TreeMap<String, CaseIndex.Entry> written = new TreeMap<>();

    /** What {@code case.json} says beside the files. */
    public record About(
            Profile profile, String origin, TenderId tender, List<LotId> lots, List<CaseIndex.Withheld> withheld) {}

    public CaseWriter(OutputStream stream) {
        out = new ZipOutputStream(new BufferedOutputStream(stream, 1 << 16));
    }

    public void add(String name, byte[] bytes) throws IOException {
        add(name, new java.io.ByteArrayInputStream(bytes), true);
    }

    /**
     * Adds what {@code in} holds and closes it.
     *
     * @param squeeze false for what is encrypted or packed already
     */
    public void add(String name, InputStream in, boolean squeeze) throws IOException {
        var digest = Suite.P256.newDigest();
        long size = 0;
        open(name, squeeze);
        try (var counted = new DigestInputStream(in, digest)) {
            size = counted.transferTo(out);
        }
        out.closeEntry();
        var entry = new CaseIndex.Entry(name, HexFormat.of().formatHex(digest.digest()), size);
        if (CaseNames.maxSize(name) < size || written.put(name, entry) != null) {
            throw new IllegalStateException(name + " does not belong into a case file like this");
        }
    }

    /** Writes and signs {@code case.json} and ends the ZIP; the stream itself stays open. */
    public CaseIndex finish(About about, Signer seal) throws IOException {
        var index = new CaseIndex(
                1,
                about.profile(),
                about.origin().startsWith("sandbox."),
                about.origin(),
                about.tender(),
                about.lots(),
                written.get(CaseNames.CHECKPOINT).hash(),
                about.withheld(),
                List.copyOf(written.values()));
        put(CaseNames.INDEX, index.bytes());
        put(CaseNames.SIGNATURE, Cms.signDetached(index.bytes(), seal));
        out.finish();
        out.flush();
        return index;
    }

    private void put(String name, byte[] bytes) throws IOException {
        open(name, true);
        out.write(bytes);
        out.closeEntry();
    }

    private void open(String name, boolean squeeze) throws IOException {
        out.setLevel(squeeze ? Deflater.DEFAULT_COMPRESSION : Deflater.NO_COMPRESSION);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        out.putNextEntry(entry);
    }
}

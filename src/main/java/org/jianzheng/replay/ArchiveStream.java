package org.jianzheng.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jianzheng.shared.Problem;

/** The content of one file of an archive; refuses more than was stated, and at the end whatever is not as stated. */
final class ArchiveStream extends FilterInputStream {
    private final ZipEntryPlace entry;
    private final Inflater inflater;
    private final CRC32 crc = new CRC32();
    private long seen;

    private ArchiveStream(InputStream in, ZipEntryPlace entry, Inflater inflater) {
        super(in);
        this.entry = entry;
        this.inflater = inflater;
    }

    static InputStream of(FileChannel file, long at, ZipEntryPlace entry) {
        var slice = new Slice(file, at, entry.compressed());
        if (entry.method() == ZipEntryPlace.STORED) {
            return new ArchiveStream(slice, entry, null);
        }
        var inflater = new Inflater(true);
        return new ArchiveStream(new InflaterInputStream(slice, inflater, 1 << 14), entry, inflater);
    }

    static Problem bad(String name) {
        return ZipDirectory.refuse("The bytes of " + name + " are not those that were packed.")
                .field(name);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(into, offset, length);
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw bad(entry.name()).cause(e);
        }
        if (read > 0) {
            crc.update(into, offset, read);
            seen += read;
        }
        if (seen > entry.size() || read < 0 && !endsAsStated()) {
            throw bad(entry.name());
        }
        return read;
    }

    private boolean endsAsStated() {
        boolean all = inflater == null || inflater.getBytesRead() == entry.compressed();
        return all && seen == entry.size() && crc.getValue() == entry.crc();
    }

    /** Skipped bytes count too. */
    @Override
    public long skip(long count) throws IOException {
        int read = read(new byte[(int) Math.max(0, Math.min(count, 1 << 14))]);
        return Math.max(0, read);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        super.close();
        if (inflater != null) {
            inflater.end();
        }
    }

    /** A range of the file. */
    private static final class Slice extends InputStream {
        private final FileChannel file;
        private long at;
        private long left;

        Slice(FileChannel file, long at, long length) {
            this.file = file;
            this.at = at;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = file.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, left)), at);
            if (read > 0) {
                at += read;
                left -= read;
            }
            return read;
        }
    }
}

package org.jianzheng.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A ZIP file, read strictly: every byte of it belongs to exactly one file, and every file has the size and checksum that
 * it is said to have. Any number of threads may read.
 */
final class Archive implements Closeable {
    private final FileChannel file;
    private final SortedMap<String, Place> places = new TreeMap<>();

    /** @param data offset of its first compressed byte */
    private record Place(ZipEntryPlace entry, long data) {}

    private Archive(FileChannel file) {
        this.file = file;
    }

    /** @throws org.jianzheng.shared.Problem {@code replay/zip} when it is not such a file */
    static Archive open(Path path) throws IOException {
        var archive = new Archive(FileChannel.open(path));
        try {
            archive.read();
            return archive;
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private void read() throws IOException {
        var listing = ZipDirectory.read(file);
        var ordered = listing.entries().stream()
                .sorted(Comparator.comparingLong(ZipEntryPlace::header))
                .toList();
        long at = 0;
        for (int i = 0; i < ordered.size(); i++) {
            var entry = ordered.get(i);
            ZipDirectory.require(entry.header() == at, "Bytes stand before " + entry.name() + ".");
            long data = at + localLength(entry);
            at = i + 1 < ordered.size() ? ordered.get(i + 1).header() : listing.end();
            checkTail(entry, data + entry.compressed(), at);
            if (!entry.directory()) {
                places.put(entry.name(), new Place(entry, data));
            }
        }
        ZipDirectory.require(at == listing.end(), "Bytes stand before its directory.");
        for (var entry : ordered) {
            ZipDirectory.require(
                    !entry.directory() || hasFileIn(entry.name()), "The folder " + entry.name() + " is empty.");
        }
    }

    /** Length of the local header, which must say the same as the directory. */
    private long localLength(ZipEntryPlace entry) throws IOException {
        var fixed = ZipDirectory.bytes(file, entry.header(), 30);
        int nameLength = fixed.getShort(26) & 0xFFFF;
        int extraLength = fixed.getShort(28) & 0xFFFF;
        var rest = ZipDirectory.bytes(file, entry.header() + 30, nameLength + extraLength);
        var name = new byte[nameLength];
        rest.get(name);
        var extra = ZipExtra.read(rest, extraLength);
        long size = extra.wide(fixed.getInt(22) & 0xFFFFFFFFL);
        long compressed = extra.wide(fixed.getInt(18) & 0xFFFFFFFFL);
        long crc = fixed.getInt(14) & 0xFFFFFFFFL;
        boolean later = entry.hasDescriptor();
        boolean same = fixed.getInt(0) == 0x04034b50
                && (fixed.getShort(6) & 0xFFFF) == entry.flags()
                && (fixed.getShort(8) & 0xFFFF) == entry.method()
                && new String(name, StandardCharsets.ISO_8859_1).equals(entry.name())
                && (later && crc == 0 || crc == entry.crc())
                && (later && size == 0 || size == entry.size())
                && (later && compressed == 0 || compressed == entry.compressed());
        ZipDirectory.require(same, "The header of " + entry.name() + " is not what the directory says.");
        return 30L + nameLength + extraLength;
    }

    /** Nothing stands between the data of {@code entry} and the next header but its data descriptor, if it has one. */
    private void checkTail(ZipEntryPlace entry, long from, long to) throws IOException {
        long length = to - from;
        var expected = "Bytes follow " + entry.name() + ".";
        if (!entry.hasDescriptor()) {
            ZipDirectory.require(length == 0, expected);
            return;
        }
        ZipDirectory.require(length == 12 || length == 16 || length == 20 || length == 24, expected);
        var tail = ZipDirectory.bytes(file, from, (int) length);
        ZipDirectory.require(length % 8 == 4 || tail.getInt() == 0x08074b50, expected);
        boolean wide = length >= 20;
        long crc = tail.getInt() & 0xFFFFFFFFL;
        long compressed = wide ? tail.getLong() : tail.getInt() & 0xFFFFFFFFL;
        long size = wide ? tail.getLong() : tail.getInt() & 0xFFFFFFFFL;
        ZipDirectory.require(crc == entry.crc() && compressed == entry.compressed() && size == entry.size(), expected);
    }

    private boolean hasFileIn(String folder) {
        var from = places.tailMap(folder);
        return !from.isEmpty() && from.firstKey().startsWith(folder);
    }

    SortedSet<String> names() {
        return new TreeSet<>(places.keySet());
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    long size(String name) {
        return places.get(name).entry.size();
    }

    /** The bytes of a file that is there; the stream refuses at its end if size or checksum are not as stated. */
    InputStream stream(String name) {
        var place = places.get(name);
        return ArchiveStream.of(file, place.data, place.entry);
    }

    byte[] bytes(String name) {
        try (var in = stream(name)) {
            return in.readAllBytes();
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw ArchiveStream.bad(name).cause(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

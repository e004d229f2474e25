package org.jianzheng.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jianzheng.shared.Problem;

/**
 * Reads the end and the central directory of a ZIP (APPNOTE 6.3) strictly: no comment, nothing after the end, no name
 * twice, only names of the case file's layout, sizes within their limits before a byte is inflated.
 */
final class ZipDirectory {
    private static final int END = 22;
    private static final int END64 = 56;
    private static final int LOCATOR64 = 20;
    private static final int MAX_ENTRIES = 1_000_000;
    private static final long MAX_DIRECTORY = 256L << 20;
    private static final long U32 = 0xFFFFFFFFL;

    private final FileChannel file;
    private long directoryAt;
    private long directorySize;
    private long count;

    private ZipDirectory(FileChannel file) {
        this.file = file;
    }

    /** The entries, and where their data must end. */
    record Listing(List<ZipEntryPlace> entries, long end) {}

    static Listing read(FileChannel file) throws IOException {
        var directory = new ZipDirectory(file);
        directory.readEnd();
        return new Listing(directory.readEntries(), directory.directoryAt);
    }

    private void readEnd() throws IOException {
        long endAt = file.size() - END;
        if (endAt < 0) {
            throw refuse("It is too short for a ZIP file.");
        }
        var end = bytes(file, endAt, END);
        require(end.getInt(0) == 0x06054b50, "Its last bytes are not the end of a ZIP without comment.");
        require(end.getShort(20) == 0 && disk(end.getShort(4)) && disk(end.getShort(6)), "It has a comment or parts.");
        count = end.getShort(10) & 0xFFFF;
        directorySize = end.getInt(12) & U32;
        directoryAt = end.getInt(16) & U32;
        require(count == (end.getShort(8) & 0xFFFF), "Its counts of entries differ.");
        long before = endAt;
        if (count == 0xFFFF || directorySize == U32 || directoryAt == U32) {
            before = readEnd64(endAt);
        }
        require(count <= MAX_ENTRIES && directorySize <= MAX_DIRECTORY, "It has too many entries.");
        require(directoryAt + directorySize == before, "Bytes stand between its directory and its end.");
    }

    private long readEnd64(long endAt) throws IOException {
        require(endAt >= LOCATOR64 + END64, "Its ZIP64 end is missing.");
        var locator = bytes(file, endAt - LOCATOR64, LOCATOR64);
        long at = endAt - LOCATOR64 - END64;
        require(
                locator.getInt(0) == 0x07064b50
                        && locator.getInt(4) == 0
                        && locator.getLong(8) == at
                        && locator.getInt(16) == 1,
                "Its ZIP64 locator is wrong.");
        var end = bytes(file, at, END64);
        require(
                end.getInt(0) == 0x06064b50
                        && end.getLong(4) == END64 - 12
                        && end.getInt(16) == 0
                        && end.getInt(20) == 0,
                "Its ZIP64 end is wrong.");
        count = end.getLong(32);
        directorySize = end.getLong(40);
        directoryAt = end.getLong(48);
        require(
                count == end.getLong(24) && count >= 0 && directorySize >= 0 && directoryAt >= 0,
                "Its ZIP64 end is wrong.");
        return at;
    }

    private List<ZipEntryPlace> readEntries() throws IOException {
        var all = bytes(file, directoryAt, (int) directorySize);
        var entries = new ArrayList<ZipEntryPlace>();
        var names = new HashSet<String>();
        for (long i = 0; i < count; i++) {
            var entry = readEntry(all);
            require(names.add(entry.name()), "The name " + entry.name() + " occurs twice.");
            entries.add(entry);
        }
        require(!all.hasRemaining(), "Bytes follow its directory.");
        return entries;
    }

    private static ZipEntryPlace readEntry(ByteBuffer all) {
        require(all.remaining() >= 46, "Its directory is cut short.");
        int at = all.position();
        require(all.getInt(at) == 0x02014b50, "Its directory has no entry where one must be.");
        int nameLength = all.getShort(at + 28) & 0xFFFF;
        int extraLength = all.getShort(at + 30) & 0xFFFF;
        require(all.getShort(at + 32) == 0, "An entry has a comment.");
        require(all.remaining() >= 46 + nameLength + extraLength, "Its directory is cut short.");
        all.position(at + 46);
        var name = name(all, nameLength);
        var extra = ZipExtra.read(all, extraLength);
        int flags = all.getShort(at + 8) & 0xFFFF;
        int method = all.getShort(at + 10) & 0xFFFF;
        long size = extra.wide(all.getInt(at + 24) & U32);
        long compressed = extra.wide(all.getInt(at + 20) & U32);
        long header = extra.wide(all.getInt(at + 42) & U32);
        boolean directory = name.endsWith("/");
        int kind = all.getShort(at + 40) & 0xF000;
        require(kind == 0 || kind == (directory ? 0x4000 : 0x8000), name + " is not a plain file.");
        require((flags & ~(0x0006 | ZipEntryPlace.DESCRIPTOR | 0x0800)) == 0, name + " is encrypted or patched.");
        checkSizes(name, method, compressed, size, directory);
        return new ZipEntryPlace(name, flags, method, all.getInt(at + 16) & U32, compressed, size, header, directory);
    }

    private static void checkSizes(String name, int method, long compressed, long size, boolean directory) {
        require(
                method == ZipEntryPlace.STORED || method == ZipEntryPlace.DEFLATED,
                name + " is compressed by an unknown method.");
        require(size >= 0 && compressed >= 0, name + " has an impossible size.");
        require(method != ZipEntryPlace.STORED || size == compressed, name + " is stored with two sizes.");
        // Deflate reaches 1032:1 at most, so more is a lie and would be inflated for nothing.
        require(size <= 1032 * (compressed + 64), name + " claims more than it can hold.");
        long max = directory ? 0 : CaseNames.maxSize(name);
        require(max >= 0, name + " has no place in a case file.");
        require(size <= max, name + " has " + size + " bytes, more than " + max + ".");
    }

    private static String name(ByteBuffer all, int length) {
        var bytes = new byte[length];
        all.get(bytes);
        var name = new String(bytes, StandardCharsets.ISO_8859_1);
        // Only such characters occur in the layout; everything else is a disguise (.., backslash, colon, control).
        require(
                name.matches("[A-Za-z0-9][A-Za-z0-9._/-]*") && !name.contains("..") && !name.contains("//"),
                "A name is refused: " + name.replaceAll("[^ -~]", "?"));
        return name;
    }

    static ByteBuffer bytes(FileChannel file, long at, int length) throws IOException {
        if (at < 0 || at + length > file.size()) {
            throw refuse("It points outside of itself.");
        }
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                throw refuse("It became shorter while it was read.");
            }
        }
        return buffer.flip();
    }

    private static boolean disk(short number) {
        return number == 0 || number == (short) 0xFFFF;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refuse(otherwise);
        }
    }

    static Problem refuse(String reason) {
        return Problem.of("replay/zip")
                .detail("This is not a case file. %s", reason)
                .remedy("Get the file again from where it was exported; do not repack it.");
    }
}

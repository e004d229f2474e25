package org.jianzheng.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ZIP file is read in every byte or not at all. */
class ArchiveTest {
    @TempDir
    Path folder;

    private static final byte[] TEXT = "{\"v\":1}".repeat(1000).getBytes(StandardCharsets.UTF_8);

    private Archive open(byte[] zip) throws IOException {
        return Archive.open(Files.write(folder.resolve("a.zip"), zip));
    }

    private void refuses(byte[] zip) {
        assertEquals(
                "replay/zip",
                assertThrows(Problem.class, () -> open(zip).close()).slug());
    }

    private static byte[] zip(String... names) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(TEXT);
                }
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] stored(String name, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            var entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            var crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return out.toByteArray();
    }

    @Test
    void readsWhatPackersWrite() throws IOException {
        try (var archive = open(zip("log/", "case.json", "log/checkpoint"))) {
            assertEquals(java.util.Set.of("case.json", "log/checkpoint"), archive.names());
            assertArrayEquals(TEXT, archive.bytes("log/checkpoint"));
        }
        try (var archive = open(stored("case.json", TEXT))) {
            assertArrayEquals(TEXT, archive.bytes("case.json"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../case.json",
                "/case.json",
                "log/../case.json",
                "log\\checkpoint",
                "C:case.json",
                "notes.txt",
                "records/1.json",
                "trust/",
                "CASE.JSON"
            })
    void refusesNamesThatAreNotOfTheLayout(String name) throws IOException {
        refuses(zip(name));
    }

    @Test
    void refusesBytesBeforeBetweenAndAfter() throws IOException {
        var good = stored("case.json", TEXT);
        refuses(join(new byte[] {0}, good));
        refuses(join(good, new byte[] {0}));
        int directory = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(good.length - 6);
        var between = join(
                Arrays.copyOf(good, directory), join(new byte[] {0}, Arrays.copyOfRange(good, directory, good.length)));
        ByteBuffer.wrap(between).order(ByteOrder.LITTLE_ENDIAN).putInt(between.length - 6, directory + 1);
        refuses(between);
    }

    @Test
    void refusesANameTwice() throws IOException {
        var bytes = zip("case.json", "case.p7s");
        var text = new String(bytes, StandardCharsets.ISO_8859_1).replace("case.p7s", "case.jsn");
        refuses(text.getBytes(StandardCharsets.ISO_8859_1)); // a stranger
        var twice = zip(
                "bids/00000000-0000-7000-8000-000000000000/slip.p7s",
                "bids/00000000-0000-7000-8000-000000000001/slip.p7s");
        var same = new String(twice, StandardCharsets.ISO_8859_1).replace("000000000001/", "000000000000/");
        refuses(same.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void refusesAWrongChecksumWhenItIsRead() throws IOException {
        var bytes = stored("case.json", TEXT);
        bytes[45] ^= 1;
        try (var archive = open(bytes)) {
            assertThrows(Problem.class, () -> archive.bytes("case.json"));
        }
    }

    @Test
    void refusesAFileThatClaimsMoreThanItsLimitBeforeInflatingIt() throws IOException {
        var bytes = zip("records/00000000.salt"); // 64 bytes at most, and this has 7000
        refuses(bytes);
        var huge = zip("documents/" + "ab".repeat(32));
        var view = ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN);
        int directory = view.getInt(huge.length - 6);
        view.putInt(directory + 24, 1 << 30);
        refuses(huge);
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        var good = zip("case.json", "case.p7s");
        for (int length = 0; length < good.length; length += 7) {
            refuses(Arrays.copyOf(good, length));
        }
    }

    private static byte[] join(byte[] a, byte[] b) {
        var all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}

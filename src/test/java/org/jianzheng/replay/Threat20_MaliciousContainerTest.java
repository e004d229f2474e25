package org.jianzheng.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threat 20: a case file made to hurt its reader. It is called false (exit 1) within seconds, nothing is written beside it
 * and what it claims to hold is never allocated.
 */
class Threat20_MaliciousContainerTest {
    private static final int MANY = 50_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../escaped",
                "/etc/escaped",
                "log/../../escaped",
                "C:\\escaped",
                "records\\..\\escaped",
                "bids/../case.json",
                "case.json/escaped",
                "\u0000escaped",
                "．．/escaped"
            })
    void aNameThatLeavesTheFolderIsRefusedAndWritesNothing(String name) throws IOException {
        isFalse(zip(name, "x".getBytes(StandardCharsets.UTF_8), 1));
        try (var files = Files.walk(folder)) {
            assertEquals(1, files.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void aBombIsNotInflated() throws IOException {
        // 256 MiB of zeros in 256 KiB, where a record or a share has its place.
        isFalse(zip("records/00000000.json", new byte[1 << 20], 256));
        isFalse(zip("case.json", new byte[1 << 20], 256));
    }

    @Test
    void aSizeThatIsALieIsNotAllocated() throws IOException {
        var bytes = zip("case.json", "{}".getBytes(StandardCharsets.UTF_8), 1);
        var view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = view.getInt(bytes.length - 6);
        for (int size : new int[] {-2, Integer.MAX_VALUE, 1 << 30}) {
            view.putInt(directory + 24, size);
            view.putInt(22, size);
            isFalse(bytes);
        }
    }

    @Test
    void aBillionEntriesAreNotCountedOut() throws IOException {
        var bytes = zip("case.json", "{}".getBytes(StandardCharsets.UTF_8), 1);
        var view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        view.putShort(bytes.length - 14, (short) 0xFFFE).putShort(bytes.length - 12, (short) 0xFFFE);
        isFalse(bytes);
        isFalse(zip64(bytes, 1_000_000_000L));
        isFalse(zip64(bytes, -1));
    }

    @Test
    void aDirectoryOfVeryManyNamesIsReadInBounds() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            for (int i = 0; i < MANY; i++) {
                zip.putNextEntry(new ZipEntry("records/%08d.salt".formatted(i)));
            }
        }
        // Every name has its place, so it is a case file that lacks nearly everything.
        ends(2, out.toByteArray());
    }

    /** A zip64 end record and locator before the end, whose count is what the plain one then refers to. */
    private static byte[] zip64(byte[] zip, long entries) {
        var end = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        int directory = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
        int length = zip.length - 22 - directory;
        end.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        end.putLong(entries).putLong(entries).putLong(length).putLong(directory);
        end.putInt(0x07064b50).putInt(0).putLong(zip.length - 22).putInt(1);
        end.putInt(0x06054b50).putInt(0).putShort((short) 0xFFFF).putShort((short) 0xFFFF);
        end.putInt(-1).putInt(-1).putShort((short) 0);
        var whole = java.util.Arrays.copyOf(zip, zip.length - 22 + end.capacity());
        System.arraycopy(end.array(), 0, whole, zip.length - 22, end.capacity());
        return whole;
    }

    private static byte[] zip(String name, byte[] block, int times) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            for (int i = 0; i < times; i++) {
                zip.write(block);
            }
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    private void isFalse(byte[] zip) throws IOException {
        ends(1, zip);
    }

    private void ends(int code, byte[] zip) throws IOException {
        var file = Files.write(folder.resolve("case.zip"), zip);
        long before = used();
        var report =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Replay.run(file, Optional.empty(), List.of()));
        assertEquals(code, report.exitCode(), report::text);
        assertTrue(used() - before < 512L << 20, "it took " + (used() - before >> 20) + " MiB");
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

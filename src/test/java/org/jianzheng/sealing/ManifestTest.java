package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@InBothSuites
class ManifestTest {
    private static final String HASH = "ab".repeat(32);
    private static final ManifestFile FORM = file(Manifest.FORM, 100, 64 << 10);

    private final Suite suite;

    ManifestTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    void whatIsWrittenIsRead() {
        var manifest = manifest(List.of(FORM, file("计划 1.pdf", 12, 12)));
        var bytes = manifest.write();
        assertEquals(0, bytes.length % 4096);
        assertArrayEquals(bytes, Manifest.read(bytes).write());
        assertEquals(manifest.files(), Manifest.read(bytes).files());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a",
                "a/b",
                "a\\b",
                "/a",
                "",
                " ",
                ".hidden",
                "a.",
                "a\nb",
                "a\0",
                "bid-form.json",
                "BID-FORM.JSON",
                "C:a",
                "a\u202Efdp.exe",
                " a",
                "a\uD800",
                "a*"
            })
    void fileNamesThatAreNotPlainAreRefused(String name) {
        var problem = assertThrows(
                Problem.class, () -> manifest(List.of(FORM, file(name, 12, 12))).write());
        assertEquals("sealing/manifest", problem.slug());
    }

    /** Sizes of the parts, then of the file. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            8388609 0 0   | 8388609
            100 101 0     | 201
            100 99 100    | 299
            100 100 0     | 201
            70000 0 0     | 4000
            100 0 0       | 0
            """,
            delimiter = '|')
    void sizesThatDoNotFitAreRefused(String parts, long size) {
        var all = new ArrayList<ManifestPart>();
        for (var part : parts.strip().split(" ")) {
            if (!part.equals("0")) {
                all.add(new ManifestPart(HASH, Long.parseLong(part), HASH));
            }
        }
        var file = new ManifestFile("a", "text/plain", size, all);
        assertThrows(Problem.class, () -> manifest(List.of(FORM, file)).write());
    }

    @Test
    void firstFileMustBeTheForm() {
        assertThrows(
                Problem.class, () -> manifest(List.of(file("a", 1, 1), FORM)).write());
        assertThrows(Problem.class, () -> manifest(List.of()).write());
    }

    @Test
    void doubleUnknownOrMissingFieldsAndFloatsAreRefused() {
        var json = new String(manifest(List.of(FORM)).write(), StandardCharsets.UTF_8);
        assertTrue(json.contains("\"v\":1"));
        for (var bad : List.of(
                json.replace("\"v\":1", "\"v\":1,\"v\":1"),
                json.replace("\"v\":1", "\"v\":1,\"w\":1"),
                json.replace(",\"v\":1", ""),
                json.replace("\"v\":1", "\"v\":1.0"),
                json.replace("\"v\":1", "\"v\":\"1\""),
                json.replace("\"size\":100", "\"size\":1e2"),
                json.replace("\"" + suite.name() + "\"", "null"),
                json.replace("\"" + suite.name() + "\"", "\"sm9\""),
                json.replaceFirst("\"bidder\":\"ab", "\"bidder\":\"AB"),
                json + "{}",
                "null",
                "")) {
            assertThrows(Problem.class, () -> Manifest.read(bad.getBytes(StandardCharsets.UTF_8)), bad);
        }
        assertThrows(Problem.class, () -> Manifest.read(json.getBytes(StandardCharsets.UTF_16LE)));
        assertEquals(
                suite.name(),
                Manifest.read(json.getBytes(StandardCharsets.UTF_8)).suite());
    }

    @Test
    void largestPartIsExactlyTheLimit() {
        var key = BidKey.random(suite, TestOffices.RANDOM);
        var object = new byte[Part.MAX_OBJECT];
        var plain = new byte[Part.MAX_PLAIN];
        int size = Part.seal(suite, key, plain, plain.length, object, TestOffices.RANDOM);
        // Keys of 16 bytes and shorter names make the national frame 18 bytes smaller.
        assertEquals(suite == Suite.P256 ? Part.MAX_OBJECT : Part.MAX_OBJECT - 18, size);
        Arrays.fill(plain, (byte) 1);
        assertEquals(plain.length, Part.open(suite, key, object, size, plain));
        assertArrayEquals(new byte[Part.MAX_PLAIN], plain);
    }

    @Test
    void headerBeyondTheLimitIsNotEvenParsed() {
        var problem = assertThrows(
                Problem.class,
                () -> Header.parse(TestOffices.of(suite, 3, 2).key.q(), new byte[Header.MAX_SIZE + 1]));
        assertEquals("sealing/header", problem.slug());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"price\":\"498000000\"', '\"price\":\"0\"', price",
        "'\"price\":\"498000000\"', '\"price\":\"-5\"', price",
        "'\"period\":180', '\"period\":0', period",
        "'\"quality\":\"合格\"', '\"quality\":\" \"', quality",
        "'\"v\":1', '\"v\":2', v",
        "'\"name\":\"张三\"', '\"name\":\"\"', projectManager.name"
    })
    void badBidFormNamesItsField(String good, String bad, String field) {
        var json = new String(TestBid.FORM.bytes(), StandardCharsets.UTF_8);
        assertTrue(json.contains(good), json);
        var bytes = json.replace(good, bad).getBytes(StandardCharsets.UTF_8);
        var problem = assertThrows(Problem.class, () -> BidForm.read(bytes));
        assertEquals(field, problem.field(), problem.getMessage());
    }

    @Test
    void bidFormIsReadAsItWasWritten() {
        assertEquals(TestBid.FORM, BidForm.read(TestBid.FORM.bytes()));
        assertEquals(Money.ofYuan("4980000.00"), TestBid.FORM.price());
        assertThrows(
                Problem.class,
                () -> new BidForm(
                        1,
                        TestBid.TENDER,
                        TestBid.LOT,
                        "x",
                        TestBid.FORM.price(),
                        1,
                        "x",
                        TestBid.FORM.projectManager(),
                        Map.of("a", "line\nbreak")));
    }

    private static ManifestFile file(String name, long size, long padded) {
        return new ManifestFile(name, "text/plain", size, List.of(new ManifestPart(HASH, padded, HASH)));
    }

    private Manifest manifest(List<ManifestFile> files) {
        return new Manifest(1, suite.name(), TestBid.TENDER, TestBid.LOT, "opening", HASH, HASH, HASH, files, "");
    }
}

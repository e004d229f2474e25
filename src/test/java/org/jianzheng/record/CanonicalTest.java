package org.jianzheng.record;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jianzheng.shared.LotId;
import org.jianzheng.shared.Money;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTest {
    record Form(int v, String name, Money price, Instant at, byte[] bytes, LotId lot, List<Long> sizes, Boolean open) {}

    private static final Form FORM = new Form(
            1,
            "桥",
            Money.ofFen("500000000"),
            Instant.parse("2026-03-23T01:30:00Z"),
            new byte[] {-1, -2, -3},
            LotId.fromString("0195c2f0-0000-7000-8000-000000000001"),
            List.of(0L, 9007199254740991L),
            null);

    @Test
    void writesNamesSortedAndEveryFieldOfAForm() {
        var expected = "{\"at\":\"2026-03-23T01:30:00.000Z\",\"bytes\":\"//79\","
                + "\"lot\":\"0195c2f0-0000-7000-8000-000000000001\",\"name\":\"桥\",\"open\":null,"
                + "\"price\":\"500000000\",\"sizes\":[0,9007199254740991],\"v\":1}";
        assertEquals(expected, new String(Canonical.write(FORM), UTF_8));
        assertArrayEquals(Canonical.write(FORM), Canonical.write(Canonical.read(expected.getBytes(UTF_8), Form.class)));
    }

    /** RFC 8785 §3.2.3 sorts by UTF-16 code units: U+1F600 (D83D DE00) comes before U+FB33, not after. */
    @Test
    void sortsNamesByUtf16CodeUnits() {
        var object = new HashMap<String, Object>();
        for (var name : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
            object.put(name, 0);
        }
        var expected = "{\"\\r\":0,\"1\":0,\"\u0080\":0,\"\u00f6\":0,\"\u20ac\":0,\"\ud83d\ude00\":0,\"\ufb33\":0}";
        assertEquals(expected, new String(Canonical.write(object), UTF_8));
    }

    /** RFC 8785 §3.2.2.2: the short escapes, lower-case hex for the other controls, all else as it is. */
    @Test
    void escapesOnlyWhatMustBe() {
        var text = "\u20ac$\u000F\nA'B\"\\\b\t\f\r\u007f/\u2028";
        assertEquals(
                "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\b\\t\\f\\r\u007f/\u2028\"", new String(Canonical.write(text), UTF_8));
        assertEquals(text, Canonical.read(Canonical.write(text), String.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            0                 | true
            -1                | true
            9007199254740991  | true
            -9007199254740991 | true
            9007199254740992  | false
            -9007199254740992 | false
            -9223372036854775808 | false
            99999999999999999999 | false
            -0                | false
            01                | false
            +1                | false
            1.0               | false
            1e2               | false
            NaN               | false
            """)
    void takesOnlyWholeNumbersThatADoubleHoldsExactly(String number, boolean taken) {
        var bytes = ("[" + number + "]").getBytes(UTF_8);
        if (taken) {
            assertArrayEquals(bytes, Canonical.write(Canonical.read(bytes, JsonNode.class)));
        } else {
            assertThrows(Problem.class, () -> Canonical.read(bytes, JsonNode.class));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"b\":1,\"a\":1}",
                "{ \"a\":1}",
                "{\"a\":1}\n",
                "\ufeff{\"a\":1}",
                "{\"a\":1}{}",
                "{\"a\":1,}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u000F\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":1.5}",
                "// comment\n{}",
                "{'a':1}",
                "{a:1}",
                "",
                "nul"
            })
    void refusesEverySecondSpelling(String json) {
        assertThrows(Problem.class, () -> Canonical.read(json.getBytes(UTF_8), JsonNode.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"a":"1","b":2,"c":3}   | an unknown field
            {"a":"1"}               | a missing field
            {"a":1,"b":2}           | a number for a text
            {"a":"1","b":"2"}       | a text for a number
            {"a":"1","b":null}      | null for a number
            {"a":"1","b":2.0}       | a float
            {"a":"1","b":true}      | a boolean for a number
            {"a":"1","b":3000000000} | a number beyond the field
            {"A":"1","b":2}         | a name in another case
            [{"a":"1","b":2}]       | a list around it
            null                    | nothing
            """)
    void refusesWhatAFormDoesNotSay(String json, String reason) {
        record Small(String a, int b) {}
        var problem = assertThrows(Problem.class, () -> Canonical.read(json.getBytes(UTF_8), Small.class), reason);
        assertEquals("record/json", problem.slug(), reason);
    }

    @Test
    void namesTheFieldThatIsRefused() {
        var problem = assertThrows(
                Problem.class,
                () -> Canonical.read(
                        "{\"extra\":1,\"hash\":\"00\",\"size\":1}"
                                .replace("00", "0".repeat(64))
                                .getBytes(UTF_8),
                        ObjectRef.class));
        assertEquals("extra", problem.field());
        var inner = assertThrows(
                Problem.class, () -> Canonical.read("{\"hash\":\"00\",\"size\":1}".getBytes(UTF_8), ObjectRef.class));
        assertEquals("record/field", inner.slug());
        assertEquals("hash", inner.field());
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThrows(Problem.class, () -> Canonical.read("{\"a\":1}".getBytes(UTF_16BE), JsonNode.class));
        var overlong = new byte[] {'"', (byte) 0xC1, (byte) 0x81, '"'};
        assertThrows(Problem.class, () -> Canonical.read(overlong, JsonNode.class));
        var surrogate = new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
        assertThrows(Problem.class, () -> Canonical.read(surrogate, JsonNode.class));
    }

    @Test
    void refusesBase64WithSpareBitsOrWithoutPadding() {
        record Blob(byte[] b) {}
        assertArrayEquals(
                new byte[] {-1},
                Canonical.read("{\"b\":\"/w==\"}".getBytes(UTF_8), Blob.class).b());
        for (var text : List.of("/w", "/x==", "/w==\\n", "_w==", "/w==AAAA")) {
            var json = ("{\"b\":\"" + text + "\"}").getBytes(UTF_8);
            assertThrows(Problem.class, () -> Canonical.read(json, Blob.class), text);
        }
    }

    @Test
    void refusesNestingThatNoFormHas() {
        var deep = "[".repeat(5000) + "]".repeat(5000);
        assertThrows(Problem.class, () -> Canonical.read(deep.getBytes(UTF_8), JsonNode.class));
    }

    @Test
    void treesOfEqualValuesAreEqual() {
        var map = new LinkedHashMap<String, Object>();
        map.put("size", 1);
        map.put("hash", "0".repeat(64));
        var tree = Canonical.tree(new ObjectRef("0".repeat(64), 1));
        assertEquals(tree, Canonical.tree(map));
        assertEquals(new ObjectRef("0".repeat(64), 1), Canonical.value(tree, ObjectRef.class));
        assertTrue(Canonical.tree(Map.of("b", new byte[] {1})).get("b").isTextual());
        assertEquals("[null]", new String(Canonical.write(Arrays.asList((Object) null)), UTF_8));
    }
}

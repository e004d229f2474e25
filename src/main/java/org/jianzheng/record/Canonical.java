package org.jianzheng.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;
import org.jianzheng.shared.Problem;

/**
 * Canonical JSON (RFC 8785) over whole numbers, strings, booleans, null, arrays and objects: one value, one spelling.
 *
 * <p>Reading is strict: UTF-8, no duplicate name, no unknown or missing-typed field, no float, and the bytes must be
 * exactly what {@link #write} would make of them, so that a signature over them can have one meaning only.
 */
public final class Canonical {
    /** Whole numbers beyond this are not exact in an RFC 8785 number (an IEEE double). */
    private static final long EXACT = (1L << 53) - 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(32 << 20)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(Instants.module())
            .build();

    private Canonical() {}

    /** The canonical bytes of a record, a tree, a map or a list; nulls are written as {@code null}. */
    public static byte[] write(Object value) {
        var text = new StringBuilder();
        append(text, MAPPER.valueToTree(value));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A record, map or list as a tree, for the {@code data} field of a form; equal values give equal trees. */
    public static JsonNode tree(Object value) {
        try {
            // What was written a moment ago is canonical: it needs no second look.
            return MAPPER.readTree(write(value));
        } catch (IOException e) {
            throw refuse(JsonNode.class, e);
        }
    }

    /** Reads a tree into its record, as strictly as {@link #read}. */
    public static <T> T value(JsonNode tree, Class<T> type) {
        return read(write(tree), type);
    }

    /**
     * Reads canonical bytes into {@code type} (a record, or {@link JsonNode}).
     *
     * @throws Problem {@code record/json} naming the field when the bytes are not JSON of this form, or not its
     *     canonical spelling
     */
    public static <T> T read(byte[] bytes, Class<T> type) {
        T value;
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            value = MAPPER.readValue(parser, type);
        } catch (IOException e) {
            throw refuse(type, e);
        }
        if (value == null || !Arrays.equals(bytes, write(value))) {
            throw Problem.of("record/json")
                    .detail("These bytes are not the canonical JSON (RFC 8785) of a %s.", type.getSimpleName())
                    .remedy("Write them with sorted names, no spaces, every field present and no duplicate.");
        }
        return value;
    }

    private static Problem refuse(Class<?> type, IOException e) {
        // A form's own check knows better what is wrong than the parser around it.
        for (Throwable inner = e.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof Problem problem) {
                return problem;
            }
        }
        var problem =
                Problem.of("record/json").cause(e).remedy("Send canonical JSON with exactly the documented fields.");
        var reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        if (e instanceof com.fasterxml.jackson.databind.JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            var path = new StringBuilder();
            mapping.getPath().forEach(step -> path.append(path.isEmpty() ? "" : ".")
                    .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName()));
            problem = problem.field(path.toString());
        }
        return problem.detail(
                "Not a %s: %s.", type.getSimpleName(), String.valueOf(reason).split("\n")[0]);
    }

    private static void append(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            // RFC 8785 §3.2.3: names sorted by UTF-16 code units, which is String's natural order.
            var sorted = new TreeMap<String, JsonNode>();
            node.fields().forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
            var comma = "{";
            for (var field : sorted.entrySet()) {
                text.append(comma);
                quote(text, field.getKey());
                text.append(':');
                append(text, field.getValue());
                comma = ",";
            }
            text.append(sorted.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            text.append('[');
            for (int i = 0; i < node.size(); i++) {
                text.append(i == 0 ? "" : ",");
                append(text, node.get(i));
            }
            text.append(']');
        } else if (node.isTextual() || node.isBinary()) {
            quote(text, node.asText());
        } else if (node.isIntegralNumber() && isExact(node)) {
            text.append(node.longValue());
        } else if (node.isBoolean() || node.isNull()) {
            text.append(node.asText());
        } else {
            throw Problem.of("record/number")
                    .detail("%s has no exact place in canonical JSON: only whole numbers up to 2^53-1 do.", node)
                    .remedy("Write amounts as fen and fractions as decimal strings.");
        }
    }

    private static boolean isExact(JsonNode node) {
        return node.canConvertToLong() && node.longValue() >= -EXACT && node.longValue() <= EXACT;
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        if (isPlain(value)) {
            text.append(value).append('"');
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> {
                    if (c < 0x20) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else if (isLoneSurrogate(value, i)) {
                        throw Problem.of("record/text")
                                .detail("A string holds half a surrogate pair at position %d.", i)
                                .remedy("Send well-formed Unicode.");
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    /** Hex, base64 and most of ASCII: nothing of it is escaped. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoneSurrogate(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }
}

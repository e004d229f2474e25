package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jianzheng.SharedVectors;
import org.jianzheng.shared.Problem;
import org.junit.jupiter.api.function.Executable;

/** Published vectors and small words of the tests of this package. */
final class Vectors {
    private Vectors() {}

    static byte[] bytes(String relative) {
        try {
            return Files.readAllBytes(SharedVectors.require("vectors/tlog/" + relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String relative) {
        return json(bytes(relative));
    }

    static JsonNode json(byte[] bytes) {
        try {
            return new ObjectMapper().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.textValue()));
        return texts;
    }

    static List<Vkey> vkeys(JsonNode array) {
        return texts(array).stream().map(Vkey::parse).toList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void refuses(String slug, Executable what) {
        assertEquals(slug, assertThrows(Problem.class, what).slug());
    }
}

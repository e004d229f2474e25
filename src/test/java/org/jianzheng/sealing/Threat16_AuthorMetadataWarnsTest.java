package org.jianzheng.sealing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jianzheng.sealing.AuthorMetadata.Finding;

/** Threat 16: whoever's name stands in the properties of a file is warned of before sealing, wherever it stands. */
class Threat16_AuthorMetadataWarnsTest {
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("张三李四王五建设有限公司ABCxyz019 -")
                .ofMinLength(1)
                .ofMaxLength(40)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of("Author", "Creator", "Producer", "Company", "Manager");
    }

    @Provide
    Arbitrary<Integer> distances() {
        return Arbitraries.integers().between(0, 200_000);
    }

    @Property(tries = 60)
    void aNameInAPdfIsFoundHoweverItIsWritten(
            @ForAll("names") String name,
            @ForAll("fields") String field,
            @ForAll("distances") int before,
            @ForAll("distances") int after) {
        var wide = "FEFF" + HexFormat.of().withUpperCase().formatHex(name.getBytes(UTF_16BE));
        assertWarned(pdf(before, "/" + field + " <" + wide + ">", after), field, name);
        if (name.chars().allMatch(c -> c < 128)) {
            assertWarned(pdf(before, "/" + field + "(" + name + ")", after), field, name);
        }
        var xmp = "<dc:creator><rdf:Seq><rdf:li>" + name + "</rdf:li></rdf:Seq></dc:creator>";
        assertWarned(pdf(before, new String(xmp.getBytes(UTF_8), ISO_8859_1), after), "dc:creator", name);
    }

    @Property(tries = 30)
    void aNameInAnOfficeFileIsFound(@ForAll("names") String name) {
        for (var place : List.of(
                new String[] {"docProps/core.xml", "dc:creator"},
                new String[] {"docProps/core.xml", "cp:lastModifiedBy"},
                new String[] {"docProps/app.xml", "Company"},
                new String[] {"docProps/app.xml", "Manager"},
                new String[] {"meta.xml", "meta:initial-creator"})) {
            var xml = "<x><" + place[1] + ">" + name + "</" + place[1] + "></x>";
            assertWarned(zip(place[0], xml), place[1], name);
        }
    }

    @Property(tries = 30)
    void aFileWithoutAnAuthorWarnsOfNothing(@ForAll("distances") int length) {
        assertEquals(List.of(), found(pdf(length, "1 0 obj <</Pages 2 0 R /Author ()>>", length)));
        assertEquals(List.of(), found(zip("word/document.xml", "<dc:creator>text, not a property</dc:creator>")));
    }

    private static byte[] pdf(int before, String object, int after) {
        return ("%PDF-1.7\n" + "\0".repeat(before) + object + "\n" + "\0".repeat(after) + "%%EOF").getBytes(ISO_8859_1);
    }

    private static byte[] zip(String name, String xml) {
        var out = new java.io.ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(xml.getBytes(UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void assertWarned(byte[] file, String field, String name) {
        var found = found(file);
        assertTrue(found.contains(new Finding(field, name)), () -> field + " = " + name + " is not in " + found);
    }

    private static List<Finding> found(byte[] bytes) {
        try {
            var file = Files.createTempFile(Path.of("target"), "author-", ".bin");
            try {
                return AuthorMetadata.of(Files.write(file, bytes));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.jianzheng.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jianzheng.sealing.AuthorMetadata.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorMetadataTest {
    @TempDir
    Path dir;

    @Test
    void authorsOfAPdfAreFoundAtBothEnds() throws IOException {
        var head = "%PDF-1.7\n<rdf><dc:creator><rdf:Seq><rdf:li>李四</rdf:li></rdf:Seq></dc:creator></rdf>\n";
        var tail = "\n1 0 obj <</Author <FEFF5F204E09> /Producer (Word) /Creator ()>> endobj\n%%EOF";
        var file = dir.resolve("a.pdf");
        Files.writeString(file, head + " ".repeat(20 << 20) + tail);
        assertEquals(
                List.of(new Finding("dc:creator", "李四"), new Finding("Author", "张三"), new Finding("Producer", "Word")),
                AuthorMetadata.of(file));
    }

    @Test
    void authorsOfAnOfficeFileAreFound() throws IOException {
        var file = dir.resolve("a.docx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("docProps/core.xml"));
            zip.write("<x><dc:creator>张三</dc:creator><cp:lastModifiedBy>王五</cp:lastModifiedBy></x>"
                    .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("docProps/app.xml"));
            zip.write("<x><Company>甲公司</Company><Manager></Manager></x>".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(
                List.of(
                        new Finding("dc:creator", "张三"),
                        new Finding("cp:lastModifiedBy", "王五"),
                        new Finding("Company", "甲公司")),
                AuthorMetadata.of(file));
    }

    @Test
    void otherFilesAndBrokenArchivesSayNothing() throws IOException {
        Files.writeString(dir.resolve("a.txt"), "/Author (x)");
        Files.writeString(dir.resolve("a.zip"), "PK\3\4 broken");
        Files.createFile(dir.resolve("empty"));
        for (var name : List.of("a.txt", "a.zip", "empty")) {
            assertEquals(List.of(), AuthorMetadata.of(dir.resolve(name)));
        }
    }
}

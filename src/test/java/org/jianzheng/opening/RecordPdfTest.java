package org.jianzheng.opening;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.OpeningRecord;
import org.jianzheng.record.PlayedSession;
import org.junit.jupiter.api.Test;

class RecordPdfTest {
    private final OpeningRecord record = new PlayedSession().speak().record();

    @Test
    void chineseOfTheRecordIsThereAsTextInAnEmbeddedTypeface() throws IOException {
        var pdf = RecordPdf.of(record);
        // To be looked at.
        Files.write(Files.createDirectories(Path.of("target")).resolve("opening-record.pdf"), pdf);
        try (var document = Loader.loadPDF(pdf)) {
            var text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
            for (var expected : new String[] {
                "开标记录", "长江第一建筑工程有限公司", "49,123,456.78", "龚䶮", "视为撤销", "2026-03-2309:30:00", "异议与答复", "已复核"
            }) {
                assertTrue(text.contains(expected), expected + " is missing in " + text);
            }
            assertTrue(text.contains(Commitment.hash(record.bytes())));
            assertEveryTypefaceIsEmbedded(document);
        }
    }

    @Test
    void equalRecordsGiveEqualPdfBecauseItsHashIsSigned() {
        var pdf = RecordPdf.of(record);
        assertArrayEquals(pdf, RecordPdf.of(OpeningRecord.read(record.bytes())));
        assertFalse(Arrays.equals(pdf, RecordPdf.of(new PlayedSession().record())));
    }

    @Test
    void textThatLooksLikeMarkupStaysText() throws IOException {
        var session = new PlayedSession();
        session.objectTo("<b>工期</b> & \"质量\" \u0001");
        try (var document = Loader.loadPDF(RecordPdf.of(session.record()))) {
            assertTrue(new PDFTextStripper().getText(document).contains("<b>工期</b>"));
        }
    }

    private static void assertEveryTypefaceIsEmbedded(PDDocument document) throws IOException {
        for (var page : document.getPages()) {
            for (var name : page.getResources().getFontNames()) {
                var font = page.getResources().getFont(name);
                assertTrue(font.isEmbedded(), font.getName());
            }
        }
    }
}

package org.jianzheng.opening;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.TimeZone;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.jianzheng.record.Commitment;
import org.jianzheng.record.OpeningRecord;

/**
 * The opening record as PDF: A4, Chinese, its typeface embedded.
 *
 * <p>Equal records give equal bytes with one version of the platform, because the hash of the PDF is signed: its dates and
 * its id come from the record, never from the clock. What binds is the JSON; the PDF shows that file's hash.
 */
final class RecordPdf {
    private static final String FONT = "/fonts/NotoSansSC.ttf";
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    static {
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private RecordPdf() {}

    static byte[] of(OpeningRecord record) {
        var hash = Commitment.hash(record.bytes());
        var builder = new PdfRendererBuilder();
        FSSupplier<InputStream> font = RecordPdf::font;
        builder.useFont(font, RecordSheet.TYPEFACE);
        builder.withHtmlContent(RecordSheet.html(record, hash), null);
        builder.withProducer("jianzheng");
        try (var renderer = builder.buildPdfRenderer();
                var bytes = new ByteArrayOutputStream()) {
            renderer.layout();
            renderer.createPDFWithoutClosing();
            var document = renderer.getPdfDocument();
            document.setDocumentInformation(information(record));
            document.setDocumentId(
                    ByteBuffer.wrap(HexFormat.of().parseHex(hash)).getLong());
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PDDocumentInformation information(OpeningRecord record) {
        var information = new PDDocumentInformation();
        information.setTitle("开标记录 " + record.lotNumber() + " " + record.lotName());
        information.setProducer("jianzheng");
        information.setCreationDate(calendar(record.readOut()));
        information.setModificationDate(calendar(record.readOut()));
        return information;
    }

    private static GregorianCalendar calendar(Instant instant) {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone(SHANGHAI));
        calendar.setTimeInMillis(instant.toEpochMilli());
        return calendar;
    }

    private static InputStream font() {
        var font = RecordPdf.class.getResourceAsStream(FONT);
        if (font == null) {
            throw new IllegalStateException("The typeface " + FONT + " is missing: build again with Node at hand");
        }
        return font;
    }
}

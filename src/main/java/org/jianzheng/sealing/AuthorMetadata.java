package org.jianzheng.sealing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Warns before sealing of fields that name a person, a company or a machine in PDF and Office files: where evaluation is
 * anonymous (暗标) they give the bidder away, and the same author in two bids is taken for collusion (招标投标法实施条例 第四十条).
 *
 * <p>A warning, not a guarantee: it reads the plain fields of the first and last 8 MiB of a PDF and the two property
 * files of an Office document; compressed PDF objects, pictures and text are not looked into.
 */
public final class AuthorMetadata {
    /** One field that was found, with the beginning of its value. */
    public record Finding(String field, String value) {}

    private static final int WINDOW = 8 << 20;
    private static final int MAX_PROPERTIES = 256 << 10;
    private static final int MAX_VALUE = 80;

    /** {@code /Author (text)} or {@code /Author <hex>} of the document information dictionary. */
    private static final Pattern PDF_INFO = Pattern.compile(
            "/(Author|Creator|Producer|Company|Manager)\\s{0,8}(?:\\(([^)]{1,400})|<([0-9A-Fa-f]{2,800})>)");

    private static final Pattern XMP = Pattern.compile(
            "<(dc:creator|xmp:CreatorTool|pdf:Producer|photoshop:AuthorsPosition)>(.{1,1000}?)</\\1>", Pattern.DOTALL);

    private static final Pattern OFFICE = Pattern.compile(
            "<((?:dc:)?creator|(?:cp:)?lastModifiedBy|Company|Manager|(?:meta:)?initial-creator)>([^<]{1,1000})</\\1>");

    private static final List<String> OFFICE_FILES = List.of("docProps/core.xml", "docProps/app.xml", "meta.xml");

    private AuthorMetadata() {}

    /** What {@code file} tells about its author; empty for other kinds of files and when nothing was found. */
    public static List<Finding> of(Path file) {
        try (var in = Files.newInputStream(file)) {
            var magic = new String(in.readNBytes(5), StandardCharsets.ISO_8859_1);
            if (magic.equals("%PDF-")) {
                return ofPdf(file);
            }
            return magic.startsWith("PK\3\4") ? ofZip(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static List<Finding> ofPdf(Path path) throws IOException {
        var found = new LinkedHashSet<Finding>();
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            find(found, window(file, 0));
            if (file.length() > WINDOW) {
                find(found, window(file, Math.max(WINDOW, file.length() - WINDOW)));
            }
        }
        return List.copyOf(found);
    }

    private static String window(RandomAccessFile file, long from) throws IOException {
        var bytes = new byte[(int) Math.min(WINDOW, file.length() - from)];
        file.seek(from);
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void find(LinkedHashSet<Finding> found, String text) {
        var info = PDF_INFO.matcher(text);
        while (info.find()) {
            add(found, info.group(1), info.group(2) != null ? literal(info.group(2)) : hex(info.group(3)));
        }
        var xmp = XMP.matcher(text);
        while (xmp.find()) {
            var value = new String(xmp.group(2).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            add(found, xmp.group(1), value.replaceAll("<[^>]*>", " "));
        }
    }

    private static String literal(String text) {
        return decode(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String hex(String digits) {
        var even = digits.substring(0, digits.length() / 2 * 2);
        return decode(java.util.HexFormat.of().parseHex(even));
    }

    /** PDF text strings are UTF-16 behind a byte order mark, or nearly Latin-1 (ISO 32000-1 §7.9.2.2). */
    private static String decode(byte[] bytes) {
        boolean wide = bytes.length > 1 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF;
        return new String(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
    }

    private static List<Finding> ofZip(Path path) throws IOException {
        var found = new LinkedHashSet<Finding>();
        try (var zip = new ZipFile(path.toFile())) {
            for (var name : OFFICE_FILES) {
                var entry = zip.getEntry(name);
                if (entry != null) {
                    // Read no more than this, whatever the archive claims: it may be a bomb.
                    try (var in = zip.getInputStream(entry)) {
                        var matcher = OFFICE.matcher(new String(in.readNBytes(MAX_PROPERTIES), StandardCharsets.UTF_8));
                        while (matcher.find()) {
                            add(found, matcher.group(1), matcher.group(2));
                        }
                    }
                }
            }
        } catch (ZipException notAnArchive) {
            return List.of();
        }
        return new ArrayList<>(found);
    }

    private static void add(LinkedHashSet<Finding> found, String field, String value) {
        var text = value.replaceAll("\\p{C}", " ").strip();
        if (!text.isEmpty()) {
            found.add(new Finding(field, text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + "…" : text));
        }
    }
}

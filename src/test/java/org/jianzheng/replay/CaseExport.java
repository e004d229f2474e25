package org.jianzheng.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jianzheng.record.Signer;

/** Case files of the played tender, and what a forger would make of them. */
public final class CaseExport {
    private CaseExport() {}

    /** Every file of the case but index and signature, by name. */
    static TreeMap<String, byte[]> files(CaseFixture c, Profile profile) {
        var files = new TreeMap<String, byte[]>();
        c.trust.files().forEach((name, bytes) -> files.put(CaseNames.TRUST + name, bytes));
        files.put(CaseNames.CHECKPOINT, c.finalHead.bytes());
        c.rules.files().forEach((name, bytes) -> files.put(CaseNames.RULES + name, bytes));
        c.documents.forEach((hash, bytes) -> files.put(CaseNames.document(hash), bytes));
        for (var one : c.log.added) {
            if (c.tender.equals(one.form().tender())
                    && !profile.mayWithhold(one.form().type(), one.form().lot() == null || c.isOpened())
                    && one != c.hidden) {
                record(c, one, files);
            }
        }
        c.blobs.forEach((name, bytes) -> {
            if (CaseNames.belongs(name, profile) && (c.isOpened() || profile.holdsSecrets())) {
                files.put(name, bytes);
            }
        });
        return files;
    }

    static void record(CaseFixture c, CaseLog.Added one, Map<String, byte[]> files) {
        files.put(CaseNames.record(one.index()), one.bytes());
        files.put(
                CaseNames.salt(one.index()),
                HexFormat.of().formatHex(one.salt()).getBytes(StandardCharsets.US_ASCII));
        files.put(CaseNames.proof(one.index()), c.log.proof(one.index(), c.finalHead));
    }

    static List<CaseIndex.Withheld> withheld(CaseFixture c, Profile profile) {
        var withheld = new ArrayList<CaseIndex.Withheld>();
        if (!c.isOpened()) {
            return withheld; // the stage indexes are withheld too, so nobody can tell
        }
        for (var one : c.log.added) {
            if (c.tender.equals(one.form().tender())
                    && profile.mayWithhold(one.form().type(), one.form().lot() == null || c.isOpened())) {
                withheld.add(new CaseIndex.Withheld(one.index(), one.form().type()));
            }
        }
        return withheld;
    }

    /** The case file as the platform exports it. */
    public static byte[] zip(CaseFixture c, Profile profile) {
        return signed(c, profile, files(c, profile), c.people.seal);
    }

    /** A case file of these files, listed and signed by {@code signer}. */
    static byte[] signed(CaseFixture c, Profile profile, Map<String, byte[]> files, Signer signer) {
        try {
            var out = new ByteArrayOutputStream();
            var writer = new CaseWriter(out);
            for (var file : files.entrySet()) {
                writer.add(file.getKey(), file.getValue());
            }
            writer.finish(
                    new CaseWriter.About(profile, CaseLog.ORIGIN, c.tender, List.of(c.lot), withheld(c, profile)),
                    signer);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file of a ZIP. */
    static TreeMap<String, byte[]> unzip(byte[] zip) {
        var files = new TreeMap<String, byte[]>();
        try (var in = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** A ZIP with right checksums and nothing else about it right. */
    static byte[] rezip(Map<String, byte[]> files) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Path write(Path folder, byte[] zip) {
        try {
            return Files.write(folder.resolve("case.zip"), zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.jianzheng.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The played case as exported, and its replay after somebody has had it in hand. */
final class Tampered {
    static final CaseFixture PLAYED = CaseFixture.get();
    static final Map<Profile, TreeMap<String, byte[]>> EXPORTED = Map.of(
            Profile.FULL, CaseExport.unzip(CaseExport.zip(PLAYED, Profile.FULL)),
            Profile.PUBLIC, CaseExport.unzip(CaseExport.zip(PLAYED, Profile.PUBLIC)));

    private Tampered() {}

    static Report replay(byte[] zip, Path... receipts) {
        return replayOf(PLAYED, zip, receipts);
    }

    static Report replayOf(CaseFixture played, byte[] zip, Path... receipts) {
        try {
            var file = Files.createTempFile(Path.of("target"), "tampered-", ".zip");
            Files.write(file, zip);
            try {
                return Replay.run(file, Optional.of(played.trust()), List.of(receipts));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A report names a file by its name, or by the record it belongs to. */
    static boolean names(Report report, String file) {
        var record = file.replaceAll("\\.(json|salt|tlog-proof)$", "");
        return report.findings().stream()
                .anyMatch(f -> f.where().contains(file)
                        || file.startsWith("records/") && f.where().contains(record)
                        || file.startsWith("trust/") && f.where().startsWith("trust/"));
    }
}

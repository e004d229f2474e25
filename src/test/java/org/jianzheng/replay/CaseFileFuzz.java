package org.jianzheng.replay;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jianzheng.Fuzzed;

/** A case file that anybody may have made or had in hand. */
class CaseFileFuzz {
    /** The archive, and every byte it can be made to give. */
    @FuzzTest(maxDuration = "60s")
    void archive(byte[] bytes) {
        read(bytes, file -> {
            try (var archive = CaseFile.open(file)) {
                archive.names().forEach(archive::hash);
            }
        });
    }

    /** The whole judgement: false or incomplete, and never an exception. */
    @FuzzTest(maxDuration = "60s")
    void replay(byte[] bytes) {
        read(bytes, file -> {
            var report = Replay.run(file, Optional.empty(), List.of());
            if (report.exitCode() == 0) {
                throw new AssertionError(report.text());
            }
        });
    }

    private static void read(byte[] bytes, java.util.function.Consumer<Path> reader) {
        try {
            var file = Files.createTempFile(Files.createDirectories(Path.of("target", "fuzz")), "case-", ".zip");
            try {
                Files.write(file, bytes);
                Fuzzed.reads(() -> reader.accept(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

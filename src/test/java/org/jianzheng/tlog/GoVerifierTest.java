package org.jianzheng.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody depends on this code: the Go team's {@code sumdb/note} and {@code sumdb/tlog}, as Debian ships them, verify what
 * it publishes. The program is {@code independent/verify.go}.
 */
class GoVerifierTest {
    /** Where Debian's {@code golang-golang-x-mod-dev} puts its source. */
    private static final Path LIBRARIES = Path.of("/usr/share/gocode");

    private static final int SIZE = 600;

    @TempDir
    static Path work;

    private static Path program;

    private record Answer(int status, String text) {}

    @BeforeAll
    static void build() throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "go"))),
                "skipped: the go command is absent here");
        assumeTrue(
                Files.isDirectory(LIBRARIES.resolve("src/golang.org/x/mod/sumdb/tlog")),
                "skipped: Go's sumdb source is absent here");
        program = work.resolve("verify");
        var source = Path.of("src/test/resources/independent/verify.go").toAbsolutePath();
        var built = run("go", "build", "-o", program.toString(), source.toString());
        assertEquals(0, built.status(), built.text());
    }

    private static Answer run(String... command) throws IOException, InterruptedException {
        var log = Files.createTempFile(work, "run", ".log");
        var builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("GOPATH", LIBRARIES.toString());
        builder.environment().put("GOCACHE", work.resolve("cache").toString());
        var process = builder.start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> List.of(command) + " hangs");
        return new Answer(process.exitValue(), Files.readString(log).strip());
    }

    private static Answer verify(Map<String, byte[]> files, String policy) throws Exception {
        var folder = Files.createTempDirectory(work, "log");
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        var policyFile = Files.writeString(folder.resolve("policy.txt"), policy);
        return run(program.toString(), folder.toString(), policyFile.toString());
    }

    private static String policy() {
        return PolicyTest.TWO_OF_THREE.text();
    }

    @Test
    void verifiesEveryEntryAndCosignatureOfOurLog() throws Exception {
        var files = LogVerifierTest.log(SIZE, -1, 0, 2);
        var head = SignedNote.parse(files.get("checkpoint"));
        var root =
                Base64.getEncoder().encodeToString(Checkpoint.parse(head.text()).root());
        assertEquals(new Answer(0, "verified " + SIZE + " " + root + " 2"), verify(files, policy()));
    }

    @Test
    void refusesAChangedEntryAnotherTileAndAnotherHead() throws Exception {
        var files = LogVerifierTest.log(SIZE, -1, 0, 2);
        for (var name : List.of(TilePath.entriesFor(300, SIZE).toString(), "tile/0/001", "checkpoint")) {
            var changed = new HashMap<>(files);
            var bytes = files.get(name).clone();
            // In the middle of the first line after the head's name, and of any hash or entry.
            bytes[name.equals("checkpoint") ? PolicyTest.LOG.name().length() + 2 : 50] ^= 1;
            changed.put(name, bytes);
            assertNotEquals(0, verify(changed, policy()).status(), name);
        }
        var other = LogVerifierTest.log(SIZE, 17, 0, 2);
        files.put("checkpoint", other.get("checkpoint"));
        assertNotEquals(0, verify(files, policy()).status(), "a head of another tree");
        assertTrue(new String(files.get("checkpoint"), StandardCharsets.UTF_8).contains("\n" + SIZE + "\n"));
    }
}

package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.EntryBundle;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.Vkey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {
    @TempDir
    Path directory;

    private final NoteSigner log = NoteSigner.generate("example.test/log", Vkey.Type.ED25519, new SecureRandom());
    private final NoteSigner key = NoteSigner.generate("office-a", Vkey.Type.COSIGNATURE, new SecureRandom());
    private final TestLog tree = new TestLog(log);
    private FollowedLog followed;
    private Mirror mirror;

    @BeforeEach
    void start() {
        followed = new FollowedLog(directory, new Policy.Log(log.vkey(), Optional.empty()));
        mirror = new Mirror(followed, tree);
    }

    private void publish(int more) {
        tree.grow(more);
        tree.publish(tree.note());
    }

    @Test
    void keepsTheEntriesThatThePublishedHeadCovers() {
        mirror.follow();
        publish(300);
        mirror.follow();
        tree.grow(10);
        mirror.follow();
        assertEquals(300, mirror.size());
        start();
        publish(230);
        mirror.follow();
        assertEquals(540, mirror.size());
        assertEquals("entry 539", last());
    }

    @Test
    void cutsOffWhatACrashLeftBehind() {
        publish(5);
        mirror.follow();
        DurableFile.append(followed.folder().resolve("entries"), new byte[] {0, 9, 1});
        start();
        publish(1);
        mirror.follow();
        assertEquals("entry 5", last());
    }

    @Test
    void stopsTheCosigningOfALogThatRewroteAnEntry() {
        publish(5);
        mirror.follow();
        tree.replace(2, "another entry 2");
        publish(3);
        var refusal = assertThrows(Problem.class, mirror::follow);
        assertEquals("office/mirror-mismatch", refusal.slug());
        assertTrue(followed.alarm().isPresent());
        assertEquals(5, mirror.size());
    }

    @Test
    void comparesWithTheHeadThisOfficeCosigned() {
        tree.grow(5);
        followed.cosign(tree.request(0), key, Instant.parse("2026-05-01T00:00:00Z"));
        tree.replace(4, "shown to others");
        publish(2);
        assertThrows(Problem.class, mirror::follow);
        assertTrue(followed.alarm().orElseThrow().contains("this office cosigned"));
    }

    @Test
    void waitsForEntriesThatAreNotServedYet() {
        publish(5);
        var half = new Mirror(followed, path -> path.equals("checkpoint") ? tree.read(path) : null);
        assertEquals(
                "office/mirror-missing",
                assertThrows(Problem.class, half::follow).slug());
        assertTrue(followed.alarm().isEmpty());
        mirror.follow();
        assertEquals(5, mirror.size());
    }

    private String last() {
        try {
            var bytes = Files.readAllBytes(followed.folder().resolve("entries"));
            int at = 0;
            String entry = "";
            while (at < bytes.length) {
                int length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
                var bundle = java.util.Arrays.copyOfRange(bytes, at, at + 2 + length);
                entry = new String(EntryBundle.decode(bundle).get(0), StandardCharsets.UTF_8);
                at += 2 + length;
            }
            return entry;
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}

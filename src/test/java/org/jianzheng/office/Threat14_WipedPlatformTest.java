package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Commitment;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.CompactRange;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.Vkey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threat 14: database, object store and platform are wiped; one office's folder is all that is left of the log. */
class Threat14_WipedPlatformTest {
    @TempDir
    Path directory;

    private final NoteSigner log = NoteSigner.generate("example.test/log", Vkey.Type.ED25519, new SecureRandom());
    private final NoteSigner office = NoteSigner.generate("office-a", Vkey.Type.COSIGNATURE, new SecureRandom());
    private final byte[] record = "the record a bidder keeps with its salt".getBytes(StandardCharsets.UTF_8);
    private final byte[] salt = Commitment.newSalt();

    @Test
    void theOfficesMirrorProvesARecordThatThePlatformNoLongerHas() throws IOException {
        long index = mirrorAndWipe();
        var entries = entries();
        assertArrayEquals(Commitment.entry(salt, record), entries.get((int) index));
        // Rebuilt from the office's folder alone, the tree has the root that log and office signed.
        var tree = new CompactRange();
        entries.forEach(entry -> tree.append(Merkle.leafHash(entry)));
        var note = new FollowedLog(directory, new Policy.Log(log.vkey(), Optional.empty()))
                .cosigned(office)
                .orElseThrow();
        note.verify(List.of(log.vkey(), office.vkey()));
        var head = Checkpoint.parse(note.text());
        assertEquals(head.size(), tree.size());
        assertArrayEquals(head.root(), tree.root());
    }

    @Test
    void anEntryChangedInTheOfficesFolderNoLongerLeadsToTheSignedRoot() throws IOException {
        mirrorAndWipe();
        var file = new FollowedLog(directory, new Policy.Log(log.vkey(), Optional.empty()))
                .folder()
                .resolve("entries");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        var tree = new CompactRange();
        entries().forEach(entry -> tree.append(Merkle.leafHash(entry)));
        var note = new FollowedLog(directory, new Policy.Log(log.vkey(), Optional.empty()))
                .cosigned(office)
                .orElseThrow();
        assertFalse(Arrays.equals(Checkpoint.parse(note.text()).root(), tree.root()));
    }

    /** Logs, cosigns and mirrors; then nothing of the platform is left but its public key in the trust folder. */
    private long mirrorAndWipe() {
        var platform = new TestLog(log);
        platform.grow(300);
        long index = platform.append(Commitment.entry(salt, record));
        platform.grow(7);
        var followed = new FollowedLog(directory, new Policy.Log(log.vkey(), Optional.empty()));
        followed.cosign(platform.request(0), office, Instant.parse("2026-05-01T00:00:00Z"));
        platform.publish(platform.note());
        new Mirror(followed, platform).follow();
        return index;
    }

    private List<byte[]> entries() throws IOException {
        var bytes = Files.readAllBytes(new FollowedLog(directory, new Policy.Log(log.vkey(), Optional.empty()))
                .folder()
                .resolve("entries"));
        var entries = new ArrayList<byte[]>();
        for (int at = 0; at < bytes.length; ) {
            int length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
            entries.add(Arrays.copyOfRange(bytes, at + 2, at + 2 + length));
            at += 2 + length;
        }
        return entries;
    }
}

package org.jianzheng.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jianzheng.SharedVectors;
import org.jianzheng.tlog.AddCheckpoint;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.Cosignature;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.Vkey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CosignerTest {
    @TempDir
    Path directory;

    private final TestClock clock = new TestClock(Instant.parse("2026-05-01T00:00:00Z"));
    private final NoteSigner log = NoteSigner.generate("example.test/log", Vkey.Type.ED25519, new SecureRandom());
    private final NoteSigner key = NoteSigner.generate("office-a", Vkey.Type.COSIGNATURE, new SecureRandom());
    private Optional<String> doubt = Optional.empty();
    private FollowedLog followed;
    private Cosigner cosigner;
    private TestLog tree;

    @BeforeEach
    void start() {
        tree = new TestLog(log);
        restart();
    }

    private void restart() {
        followed = new FollowedLog(directory, new Policy.Log(log.vkey(), Optional.empty()));
        cosigner = new Cosigner(Map.of(FollowedLog.name(log.name()), followed), key, clock, () -> doubt, ignored -> {});
    }

    private Reply grow(int entries, long old) {
        tree.grow(entries);
        return cosigner.addCheckpoint(tree.request(old).bytes());
    }

    @Test
    void answersThePublishedTranscript() throws IOException {
        var transcript = new ObjectMapper()
                .readTree(Files.readAllBytes(SharedVectors.require("vectors/tlog/witness/basic.json")));
        var vkey = Vkey.parse(transcript.get("log_vkey").textValue());
        var node = new Cosigner(
                Map.of(
                        FollowedLog.name(vkey.name()),
                        new FollowedLog(directory, new Policy.Log(vkey, Optional.empty()))),
                key,
                clock,
                () -> doubt,
                ignored -> {});
        for (var step : transcript.get("steps")) {
            var body = step.get("body").textValue();
            var reply = node.addCheckpoint(body.getBytes(StandardCharsets.UTF_8));
            var allowed = new ArrayList<Integer>();
            step.get("status").forEach(status -> allowed.add(status.intValue()));
            assertTrue(allowed.contains(reply.status()), step.get("d") + " answered " + reply.status());
            checkBody(step, body, reply);
        }
    }

    private void checkBody(JsonNode step, String body, Reply reply) {
        if (step.has("response")) {
            assertEquals(step.get("response").textValue(), text(reply));
            assertEquals(step.get("content_type").textValue(), reply.contentType());
        }
        if (reply.status() == 200) {
            var note = SignedNote.parse(body.substring(body.indexOf("\n\n") + 2).getBytes(StandardCharsets.UTF_8));
            var own = SignedNote.Signature.parse(text(reply).strip());
            assertEquals(
                    clock.instant(),
                    Cosignature.verify(note.text(), own, key.vkey()).time());
        }
    }

    @Test
    void remembersAcrossARestart() {
        assertEquals(200, grow(5, 0).status());
        restart();
        assertEquals("5\n", text(grow(3, 0)));
        assertEquals(200, cosigner.addCheckpoint(tree.request(5).bytes()).status());
    }

    @Test
    void aCrashBetweenPersistAndAnswerOnlyCostsARepeat() {
        tree.grow(5);
        followed.cosign(tree.request(0), key, clock.instant());
        restart();
        assertEquals(409, cosigner.addCheckpoint(tree.request(0).bytes()).status());
        assertEquals(200, cosigner.addCheckpoint(tree.request(5).bytes()).status());
    }

    @Test
    void aTornLastLineWasNeverAnsweredAndIsDropped() throws IOException {
        grow(5, 0);
        var day = Disk.list(followed.folder().resolve("heads")).get(0);
        Files.writeString(day, "{\"log\":\"half a li", StandardOpenOption.APPEND);
        restart();
        assertEquals(200, grow(3, 5).status());
        assertEquals(2, followed.heads().between(Instant.EPOCH, clock.instant()).size());
    }

    @Test
    void refusesAnotherRootOfTheKnownSize() {
        grow(5, 0);
        var other = new TestLog(log);
        other.grow(4);
        other.append("something else");
        var request = new AddCheckpoint(5, List.of(), other.note());
        assertEquals(422, cosigner.addCheckpoint(request.bytes()).status());
    }

    @Test
    void refusesAnEmptyLogWithAnotherRoot() {
        var wrong = SignedNote.sign(new Checkpoint(log.name(), 0, new byte[32]).text(), log);
        assertEquals(
                422,
                cosigner.addCheckpoint(new AddCheckpoint(0, List.of(), wrong).bytes())
                        .status());
        var right = SignedNote.sign(new Checkpoint(log.name(), 0, Merkle.emptyRoot()).text(), log);
        assertEquals(
                200,
                cosigner.addCheckpoint(new AddCheckpoint(0, List.of(), right).bytes())
                        .status());
    }

    @Test
    void refusesAForgedLineOfTheLogsKey() {
        tree.grow(5);
        var forged = SignedNote.of(
                tree.note().text(),
                List.of(new SignedNote.Signature(log.name(), log.vkey().keyId(), new byte[64])));
        assertEquals(
                403,
                cosigner.addCheckpoint(new AddCheckpoint(0, List.of(), forged).bytes())
                        .status());
    }

    @Test
    void refusesALogItDoesNotFollow() {
        var stranger = new TestLog(NoteSigner.generate("stranger.test", Vkey.Type.ED25519, new SecureRandom()));
        stranger.grow(2);
        assertEquals(404, cosigner.addCheckpoint(stranger.request(0).bytes()).status());
    }

    @Test
    void keepsNoLineThatOthersPutUnderItsName() {
        tree.grow(5);
        var poisoned = tree.note()
                .withSignature(new SignedNote.Signature("office-a", key.vkey().keyId(), new byte[72]));
        assertEquals(
                200,
                cosigner.addCheckpoint(new AddCheckpoint(0, List.of(), poisoned).bytes())
                        .status());
        var kept = SignedNote.parse(
                cosigner.checkpoint(FollowedLog.name(log.name())).body());
        assertEquals(2, kept.verify(List.of(log.vkey(), key.vkey())).size());
    }

    @Test
    void doesNotSignIntoThePast() {
        grow(5, 0);
        clock.set(clock.instant().minusSeconds(1));
        assertEquals(503, grow(3, 5).status());
    }

    @Test
    void signsNothingInDoubtOrAfterAnAlarm() {
        doubt = Optional.of("the sandbox clock is moving");
        assertEquals(503, grow(5, 0).status());
        doubt = Optional.empty();
        followed.raise("the mirror differs");
        assertEquals(503, cosigner.addCheckpoint(tree.request(0).bytes()).status());
    }

    @Test
    void listsTheHeadsFromTheLastOneBeforeTheDeadline() {
        var deadline = clock.instant().plusSeconds(10);
        grow(1, 0);
        clock.set(deadline.minusSeconds(3));
        grow(1, 1);
        clock.set(deadline.plusSeconds(4));
        grow(1, 2);
        clock.set(deadline.plusSeconds(11));
        grow(1, 3);
        var sizes = followed.heads().between(deadline, deadline.plusSeconds(10)).stream()
                .map(Heads.Head::size)
                .toList();
        assertEquals(List.of(2L, 3L), sizes);
    }

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}

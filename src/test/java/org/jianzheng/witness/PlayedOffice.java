package org.jianzheng.witness;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jianzheng.tlog.AddCheckpoint;
import org.jianzheng.tlog.Cosignature;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.Vkey;

/** An office's cosigner as the protocol has it, with a mood. */
final class PlayedOffice {
    enum Mood {
        GOOD,
        SILENT,
        LOSING_ANSWERS,
        FORGING,
        CLAIMING_MORE
    }

    final String name;
    final NoteSigner signer;
    Mood mood = Mood.GOOD;
    Instant now = Instant.ofEpochSecond(1_774_000_000L);
    long known;
    byte[] root = Merkle.emptyRoot();
    String last;
    int asked;

    PlayedOffice(String name) {
        this.name = name;
        this.signer = NoteSigner.generate(name + ".example", Vkey.Type.COSIGNATURE, new SecureRandom());
    }

    CompletionStage<Cosigners.Answer> addCheckpoint(byte[] body) {
        asked++;
        if (mood == Mood.SILENT) {
            return CompletableFuture.failedFuture(new java.io.IOException("no answer"));
        }
        var request = AddCheckpoint.parse(body);
        if (mood == Mood.CLAIMING_MORE) {
            return answer(409, (request.head().size() + 100) + "\n");
        }
        if (request.oldSize() != known) {
            return answer(409, known + "\n");
        }
        if (!request.leadsFrom(root)) {
            return answer(422, "the proof does not lead there\n");
        }
        var signature = Cosignature.sign(request.head(), signer, now);
        if (mood == Mood.FORGING) {
            var bytes = signature.bytes();
            bytes[20] ^= 1;
            return answer(200, new SignedNote.Signature(signature.name(), signature.keyId(), bytes).line());
        }
        known = request.head().size();
        root = request.head().root();
        last = request.checkpoint().toString();
        if (mood == Mood.LOSING_ANSWERS) {
            return CompletableFuture.failedFuture(new java.io.IOException("signed, but no answer came"));
        }
        return answer(200, signature.line());
    }

    CompletionStage<Cosigners.Answer> lastCheckpoint() {
        return last == null ? answer(404, "") : answer(200, last);
    }

    /** Shows what the log signed in a life that this database does not remember. */
    void remember(SignedNote note) {
        last = new String(note.bytes(), StandardCharsets.UTF_8);
    }

    private static CompletionStage<Cosigners.Answer> answer(int status, String body) {
        return CompletableFuture.completedFuture(new Cosigners.Answer(status, body));
    }
}

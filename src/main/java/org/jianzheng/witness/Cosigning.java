package org.jianzheng.witness;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.AddCheckpoint;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.Cosignature;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.SignedNote;

/**
 * The talk with the offices' cosigners, all in parallel (C2SP tlog-witness): add-checkpoint from the size each one knows,
 * once more on a 409 with a smaller size, and an alarm when one of them holds a head of this log that this database has
 * not: the log was rolled back.
 */
@ApplicationScoped
class Cosigning {
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

    private final Cosigners cosigners;
    private final TileStore tiles;
    private final Heads heads;
    private final LogKey key;
    private final LogState state;
    /** What each office said it knows; a start begins from what the database remembers. */
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    Cosigning(Cosigners cosigners, TileStore tiles, Heads heads, LogKey key, LogState state) {
        this.cosigners = cosigners;
        this.tiles = tiles;
        this.heads = heads;
        this.key = key;
        this.state = state;
    }

    /** The valid cosignatures that came within the offices' time; who is silent or refuses is logged and left out. */
    List<Heads.Line> ask(SignedHead head, List<Offices.Member> members) {
        var answers = members.stream()
                .map(member -> {
                    long from = Math.min(
                            head.size(), known.computeIfAbsent(member.office().name(), heads::lastSizeCosignedBy));
                    return new Asked(member, from, send(member, head, from));
                })
                .toList();
        var again = answers.stream().map(asked -> retry(asked, head)).toList();
        return again.stream().flatMap(asked -> line(asked, head).stream()).toList();
    }

    /** Whether the office shows a head signed by this log that this database does not have. */
    boolean showsAnotherHistory(Office office) {
        return await(cosigners.lastCheckpoint(office, key.origin()))
                .filter(answer -> answer.status() == 200)
                .map(answer -> isForeign(office, answer.body()))
                .orElse(false);
    }

    private record Asked(Offices.Member member, long from, CompletableFuture<Cosigners.Answer> answer) {}

    private CompletableFuture<Cosigners.Answer> send(Offices.Member member, SignedHead head, long from) {
        var proof = Merkle.consistencyProof(from, head.size(), tiles.hashes(head.size()));
        var body =
                new AddCheckpoint(from, proof, SignedNote.parse(head.note().getBytes(StandardCharsets.UTF_8))).bytes();
        try {
            return cosigners.addCheckpoint(member.office(), body).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Asked retry(Asked asked, SignedHead head) {
        var office = asked.member().office();
        var answer = await(asked.answer());
        if (answer.isEmpty() || answer.get().status() != 409) {
            return asked;
        }
        var size = SIZE.matcher(answer.get().body());
        long knows = size.matches() ? Long.parseLong(size.group(1)) : -1;
        if (knows < 0 || knows > head.size()) {
            alarmIfForeign(office);
            return asked;
        }
        // It may know this very head: it cosigned it and its answer was lost. Asked from there it signs once more.
        known.put(office.name(), knows);
        return knows == asked.from() ? asked : new Asked(asked.member(), knows, send(asked.member(), head, knows));
    }

    private Optional<Heads.Line> line(Asked asked, SignedHead head) {
        var office = asked.member().office();
        var answer = await(asked.answer());
        if (answer.isEmpty()) {
            Log.debugf("%s is silent", office.name());
            return Optional.empty();
        }
        if (answer.get().status() != 200) {
            Log.warnf(
                    "%s did not cosign size %d: %d %s",
                    office.name(),
                    head.size(),
                    answer.get().status(),
                    answer.get().body().strip());
            if (answer.get().status() == 422) {
                alarmIfForeign(office);
            }
            return Optional.empty();
        }
        var line = verified(asked.member(), head, answer.get().body());
        line.ifPresent(valid -> known.put(office.name(), head.size()));
        return line;
    }

    private Optional<Heads.Line> verified(Offices.Member member, SignedHead head, String body) {
        try {
            var text = new Checkpoint(key.origin(), head.size(), head.root()).text();
            return SignedNote.Signature.parseLines(body.getBytes(StandardCharsets.UTF_8)).stream()
                    .filter(member.key()::isNamedBy)
                    .map(signature -> new Heads.Line(
                            head.size(),
                            member.office().name(),
                            Cosignature.verify(text, signature, member.key()).seconds(),
                            signature.line()))
                    .findFirst();
        } catch (Problem invalid) {
            Log.errorf(
                    "ALARM: %s answered a cosignature that does not verify: %s",
                    member.office().name(), invalid.getMessage());
            return Optional.empty();
        }
    }

    private void alarmIfForeign(Office office) {
        if (showsAnotherHistory(office)) {
            state.stop(office.name() + " has cosigned a head of this log that this database does not have.");
        } else {
            Log.errorf("ALARM: %s claims another head of this log, but shows none that this log signed", office.name());
        }
    }

    private boolean isForeign(Office office, String note) {
        try {
            var signed = SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
            // Only our own signature proves it: else any single office could stop the log by a word.
            signed.verify(List.of(key.vkey()));
            var head = Checkpoint.parse(signed.text());
            return head.origin().equals(key.origin())
                    && head.size() > 0
                    && heads.signed(head.size())
                            .filter(ours -> java.util.Arrays.equals(ours.root(), head.root()))
                            .isEmpty();
        } catch (Problem unproven) {
            Log.warnf("%s shows a last checkpoint that does not verify: %s", office.name(), unproven.getMessage());
            return false;
        }
    }

    /** Empty when the office is silent: that costs its cosignature, not the round. */
    private static Optional<Cosigners.Answer> await(CompletionStage<Cosigners.Answer> answer) {
        try {
            return Optional.of(answer.toCompletableFuture().join());
        } catch (java.util.concurrent.CompletionException | java.util.concurrent.CancellationException silent) {
            return Optional.empty();
        }
    }
}

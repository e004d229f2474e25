package org.jianzheng.office;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jianzheng.record.Commitment;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.AddCheckpoint;
import org.jianzheng.tlog.Checkpoint;
import org.jianzheng.tlog.Cosignature;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.NoteSigner;
import org.jianzheng.tlog.Policy;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.Vkey;

/**
 * One origin that this office cosigns, and what it knows of it. Comparing the known size and writing the new head is one
 * step under this object's lock, so a slow request cannot roll it back; the line is on the disk before it is signed.
 */
final class FollowedLog {
    private final Policy.Log log;
    private final Path folder;
    private final Heads heads;

    FollowedLog(Path logs, Policy.Log log) {
        this.log = log;
        this.folder = Disk.folder(logs.resolve(name(log.key().name())));
        this.heads = new Heads(folder.resolve("heads"));
    }

    /** The folder, and the address, of an origin: hex SHA-256 of it. */
    static String name(String origin) {
        return Commitment.hash(origin.getBytes(StandardCharsets.UTF_8));
    }

    String origin() {
        return log.key().name();
    }

    Vkey key() {
        return log.key();
    }

    Heads heads() {
        return heads;
    }

    Path folder() {
        return folder;
    }

    /** Why nothing of this log is cosigned any more; empty while all is well. */
    Optional<String> alarm() {
        return Disk.readIfThere(folder.resolve("alarm")).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Stops cosigning until the keeper has looked and removed the file {@code alarm}. */
    void raise(String reason) {
        if (Files.notExists(folder.resolve("alarm"))) {
            DurableFile.replace(folder.resolve("alarm"), reason.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Cosigns a head that extends the known one (C2SP tlog-witness; the order of the checks is its table's).
     *
     * @return this office's own signature line, nothing else
     */
    synchronized SignedNote.Signature cosign(AddCheckpoint request, NoteSigner cosigner, Instant now) {
        var lines = logLines(request.checkpoint());
        var known = heads.last();
        long knownSize = known.map(Heads.Head::size).orElse(0L);
        if (request.oldSize() != knownSize) {
            throw conflict(request, knownSize);
        }
        var knownRoot = known.map(head -> HexFormat.of().parseHex(head.root())).orElse(Merkle.emptyRoot());
        if (!request.leadsFrom(knownRoot)) {
            throw inconsistent(request, knownSize);
        }
        requireForward(known, now);
        // A re-encoding of what was parsed: nothing that somebody sent along is signed or kept.
        var head =
                new Checkpoint(origin(), request.head().size(), request.head().root());
        heads.append(new Heads.Head(head.size(), HexFormat.of().formatHex(head.root()), now.getEpochSecond(), lines));
        return Cosignature.sign(head, cosigner, now);
    }

    /** The last head with the log's signature and this office's, made again from what is stored. */
    Optional<SignedNote> cosigned(NoteSigner cosigner) {
        return heads.last().map(last -> {
            var head = new Checkpoint(origin(), last.size(), HexFormat.of().parseHex(last.root()));
            var own = Cosignature.sign(head, cosigner, last.time());
            var lines = SignedNote.Signature.parseLines((last.log() + "\n").getBytes(StandardCharsets.UTF_8));
            return SignedNote.of(
                    head.text(), Stream.concat(lines.stream(), Stream.of(own)).toList());
        });
    }

    /** The log's own verified lines, one or, with an SM2 key, two; without the last newline. */
    private String logLines(SignedNote note) {
        try {
            return log.lines(note).stream()
                    .map(SignedNote.Signature::line)
                    .collect(Collectors.joining())
                    .strip();
        } catch (Problem e) {
            throw e.status(403);
        }
    }

    private Problem conflict(AddCheckpoint request, long knownSize) {
        return Problem.of("office/known-size")
                .status(409)
                .detail("The old size %d is not the known one, %d.", request.oldSize(), knownSize)
                .remedy("Send a proof from the known size.")
                .with("known", knownSize);
    }

    private Problem inconsistent(AddCheckpoint request, long knownSize) {
        return Problem.of("office/inconsistent")
                .status(422)
                .detail(
                        "Nothing proves that the head of size %d of %s extends the known one of size %d.",
                        request.head().size(), origin(), knownSize)
                .remedy("If the proof is right, the log shows two histories: keep both heads and tell the offices.");
    }

    private static void requireForward(Optional<Heads.Head> known, Instant now) {
        if (known.isPresent() && now.getEpochSecond() < known.get().seconds()) {
            throw Problem.of("office/clock-behind")
                    .status(503)
                    .detail("This office's clock, %s, is behind its own last cosignature.", now)
                    .remedy("Set the office's clock right; it does not sign into the past.");
        }
    }
}

package org.jianzheng.office;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jianzheng.record.Canonical;
import org.jianzheng.shared.DurableFile;
import org.jianzheng.shared.Problem;
import org.jianzheng.tlog.CompactRange;
import org.jianzheng.tlog.EntryBundle;
import org.jianzheng.tlog.LogFiles;
import org.jianzheng.tlog.Merkle;
import org.jianzheng.tlog.SignedNote;
import org.jianzheng.tlog.TilePath;

/**
 * Keeps the entries of one log, append-only, in the file {@code entries} (each after its length in two bytes).
 *
 * <p>Only what leads to a root that the log signed counts: {@code mirror.json} is moved forward after that, and what
 * lies beyond it in {@code entries} is cut off at the next run. The log publishes a head only after the quorum, so a run
 * fetches what the published head covers, which may be less than what was just cosigned.
 */
final class Mirror {
    /** How far the mirror is verified: entries, bytes in the file, roots of the complete subtrees in hex. */
    private record State(int v, long size, long bytes, List<String> frontier) {}

    private final FollowedLog log;
    private final LogFiles files;
    private final Path folder;
    private State state;

    Mirror(FollowedLog log, LogFiles files) {
        this.log = log;
        this.files = files;
        this.folder = log.folder();
        this.state = Disk.readIfThere(folder.resolve("mirror.json"))
                .map(bytes -> Canonical.read(bytes, State.class))
                .orElse(new State(1, 0, 0, List.of()));
    }

    synchronized long size() {
        return state.size;
    }

    /**
     * Fetches up to the published head.
     *
     * @throws Problem {@code office/mirror-mismatch} after an alarm that stops the cosigning of this log
     */
    synchronized void follow() {
        var published = published();
        if (published.isEmpty() || published.get().size() == state.size) {
            return;
        }
        var head = published.get();
        if (head.size() < state.size) {
            throw Problem.of("office/mirror-behind")
                    .detail("The published head, size %d, is behind this mirror, size %d.", head.size(), state.size)
                    .remedy("If it stays so, the log was restored: give it the mirror's entries (deploy/recover).");
        }
        var range = CompactRange.of(
                state.size,
                state.frontier.stream().map(HexFormat.of()::parseHex).toList());
        Disk.truncate(folder.resolve("entries"), state.bytes);
        long bytes = state.bytes;
        for (var path : TilePath.entriesBetween(state.size, head.size())) {
            var entries = fetch(path);
            var fresh = entries.subList((int) (range.size() - path.index() * TilePath.FULL), path.width());
            for (var entry : fresh) {
                range.append(Merkle.leafHash(entry));
                requireOwnHead(range);
            }
            var encoded = EntryBundle.encode(fresh);
            DurableFile.append(folder.resolve("entries"), encoded);
            bytes += encoded.length;
        }
        if (!Arrays.equals(range.root(), head.root())) {
            throw mismatch("the entries of size " + head.size() + " do not lead to the root that the log signed");
        }
        var frontier = range.frontier().stream().map(HexFormat.of()::formatHex).toList();
        state = new State(1, head.size(), bytes, frontier);
        DurableFile.replace(folder.resolve("mirror.json"), Canonical.write(state));
    }

    private Optional<org.jianzheng.tlog.Checkpoint> published() {
        var bytes = files.read("checkpoint");
        if (bytes == null) {
            return Optional.empty();
        }
        var note = SignedNote.parse(bytes);
        note.verify(List.of(log.key()));
        var head = org.jianzheng.tlog.Checkpoint.parse(note.text());
        if (!head.origin().equals(log.origin())) {
            throw mismatch("the published head is of " + head.origin());
        }
        return Optional.of(head);
    }

    /** A bundle, or the beginning of the longer one that has replaced it. */
    private List<byte[]> fetch(TilePath path) {
        var bytes = files.read(path.toString());
        if (bytes == null && !path.isFull()) {
            bytes = files.read(path.full().toString());
        }
        var entries = bytes == null ? new ArrayList<byte[]>() : EntryBundle.decode(bytes);
        if (entries.size() < path.width()) {
            throw Problem.of("office/mirror-missing")
                    .detail("%s does not serve the entries %s that its head covers.", log.origin(), path)
                    .remedy("Wait: the mirror asks again. If it stays so, tell the log's operator.");
        }
        return entries;
    }

    private void requireOwnHead(CompactRange range) {
        var last = log.heads().last();
        if (last.isPresent()
                && last.get().size() == range.size()
                && !HexFormat.of().formatHex(range.root()).equals(last.get().root())) {
            throw mismatch("the entries of size " + range.size() + " do not lead to the root this office cosigned");
        }
    }

    private Problem mismatch(String what) {
        log.raise("The mirror of " + log.origin() + " found that " + what + ".");
        return Problem.of("office/mirror-mismatch")
                .detail("%s: %s.", log.origin(), what)
                .remedy("Keep this directory, compare with the other offices' mirrors, and tell the supervisors.");
    }
}
